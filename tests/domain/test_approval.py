"""Not attending although somebody is at risk: a line, and for some markers a supervisor's word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.contacts import Host
from tests.domain.test_incident import ASKED, CONTEXT, ID, happens, opening, request
from workstation.content.policies import load_force
from workstation.domain import desk_stream as desk
from workstation.domain.contact import commands as ask_desk
from workstation.domain.contact import facts
from workstation.domain.contact.case import case_of
from workstation.domain.desk_stream import ApprovalAsked, ApprovalWanted, HandOverRequested
from workstation.domain.grading import guards_for
from workstation.domain.incident import commands as ask
from workstation.domain.incident import deeds
from workstation.domain.incident import events as said
from workstation.domain.incident.approval import why_open
from workstation.domain.incident.decide import Refusal, decide
from workstation.domain.incident.state import Incident
from workstation.domain.location import LocationFixed
from workstation.domain.thrive import CaseFacts

POLICY = load_force("police-scotland")
GUARD = "not-attending-vulnerable"
LISTED = ("domestic_abuse", "child_or_adult_at_risk")
URGENT = next(g.key for g in POLICY.grades if g.urgent)
STANDARD = next(g.key for g in POLICY.grades if not g.urgent)
WANTED = ApprovalWanted(GUARD, "Domestic abuse", 900, "product default", ("partner",), "with kin")


# -- at the desk ------------------------------------------------------------------------------


def assessed(*markers: str, grade: str = STANDARD, line: str = "She is at her sister's") -> Host:
    """A call in which everything was asked, and these risk markers are set."""
    host = Host(POLICY)
    host.ring_and_answer()
    host.do(ask_desk.Record(LocationFixed("f", "incident", "caller", "9 Sallow Court")))
    host.do(ask_desk.Record(facts.HistoryChecked(0, "2026-11-21T14:00:00Z")))
    for question in POLICY.questions:
        choice = question.choices[-1].key if question.choices else None
        host.do(ask_desk.Record(facts.QuestionEnded(question.key, "answered", choice, "no")))
    for marker in markers:
        host.do(ask_desk.Record(facts.MarkerSet(marker, "set")))
    host.do(ask_desk.ChooseGrade(grade, "she is safe and asked for advice"))
    if line:
        host.do(ask_desk.Record(facts.RationaleGiven(GUARD, line)))
    return host


def asked_of(host: Host) -> HandOverRequested:
    (one,) = [r for r in host.requests if isinstance(r, HandOverRequested)]
    return one


@pytest.mark.parametrize("outcome", ["advice", "partner", "resolution"])
def test_without_a_line_it_is_held_and_with_one_it_goes_out_at_once(outcome: str) -> None:
    held = assessed("domestic_abuse", line="").do(ask_desk.HandOver(outcome)).held
    assert [h.guard_id for h in held] == [GUARD]
    host = assessed("domestic_abuse")
    assert host.do(ask_desk.HandOver(outcome)).held == ()
    approval = asked_of(host).approval
    assert approval is not None
    assert (approval.because, approval.rationale) == ("Domestic abuse", "She is at her sister's")
    assert (approval.within_s, approval.source) == (900, "product default")


@pytest.mark.parametrize("marker", ["vulnerability", "mental_health"])
def test_markers_that_the_policy_does_not_list_need_a_line_and_no_supervisor(marker: str) -> None:
    assert assessed(marker, line="").do(ask_desk.HandOver("resolution")).held
    host = assessed(marker)
    host.do(ask_desk.HandOver("resolution"))
    assert asked_of(host).approval is None


def test_advice_leaves_an_incident_open_for_the_supervisor() -> None:
    host = assessed("child_or_adult_at_risk")
    host.do(ask_desk.HandOver("advice"))
    one = asked_of(host)
    assert (one.team, one.outcome, one.send_now) == ("resolution_team", "advice", False)
    assert host.contact.disposition is None
    assert assessed("vulnerability").do(ask_desk.HandOver("advice")).held == ()


@pytest.mark.parametrize("end", ["advice", "information", "complaint"])
def test_so_does_every_end_without_an_incident(end: str) -> None:
    host = assessed("domestic_abuse")
    host.do(ask_desk.Dispose(end, typed=("and the dog barks",)))
    one = asked_of(host)
    assert one.approval is not None
    assert host.contact.disposition is not None
    assert host.contact.disposition.fact.disposition == end
    assert host.contact.incident_id == one.incident_id
    carried = [s.body.get("text") for s in one.snapshot]
    assert "and the dog barks" in carried


def test_an_end_that_leaves_an_incident_open_needs_a_grade() -> None:
    host = Host(POLICY)
    host.ring_and_answer()
    for question in POLICY.questions:
        host.do(ask_desk.Record(facts.QuestionEnded(question.key, "not_known")))
    host.do(ask_desk.Record(facts.HistoryChecked(0, None)))
    host.do(ask_desk.Record(facts.MarkerSet("domestic_abuse", "set")))
    host.do(ask_desk.Record(facts.RationaleGiven(GUARD, "rang for a number only")))
    assert [h.guard_id for h in host.do(ask_desk.Dispose("information")).held] == ["grade"]
    assert host.requests == []


def test_who_has_an_incident_already_needs_no_second_one() -> None:
    host = assessed("domestic_abuse")
    host.do(ask_desk.HandOver("dispatch"))
    host.do(ask_desk.Dispose("advice"))
    assert asked_of(host).outcome == "dispatch"
    assert host.contact.disposition is not None


@pytest.mark.parametrize("outcome", [o.key for o in POLICY.outcomes if o.teams])
def test_an_emergency_is_never_held_and_asks_for_no_approval(outcome: str) -> None:
    case = CaseFacts(markers=frozenset(m.key for m in POLICY.markers))
    judged = guards_for(POLICY, case, outcome, URGENT)
    assert (judged.held, judged.approval) == ((), None)
    judged = guards_for(POLICY, case, "send_now", None)
    assert (judged.held, judged.approval) == ((), None)


@pytest.mark.parametrize("outcome", ["dispatch", "appointment"])
def test_where_somebody_attends_nobody_is_asked(outcome: str) -> None:
    case = CaseFacts(markers=frozenset(LISTED))
    assert guards_for(POLICY, case, outcome, STANDARD).approval is None


def test_a_referral_that_the_partner_accepted_needs_neither_line_nor_supervisor() -> None:
    host = assessed("domestic_abuse", line="")
    case = CaseFacts(
        markers=frozenset(LISTED), history_checked=True, answers=case_of(host.contact).answers,
        referrals=frozenset({"partner_desk"}),
    )  # fmt: skip
    for outcome in ("advice", "partner", "resolution"):
        judged = guards_for(POLICY, case, outcome, POLICY.grades[-1].key)
        assert GUARD not in {h.guard_id for h in judged.held}
        assert judged.approval is None
        without = guards_for(
            POLICY, replace(case, referrals=frozenset({"local_policing"})), outcome, STANDARD
        )
        assert GUARD in {h.guard_id for h in without.held}


def test_only_a_referral_whose_risk_was_assessed_can_be_met_by_its_acceptance() -> None:
    host = assessed("domestic_abuse")
    host.do(ask_desk.HandOver("partner"))
    approval = asked_of(host).approval
    assert approval is not None
    assert approval.met_by == ("partner_desk",)
    hasty = assessed("domestic_abuse")
    hasty.do(ask_desk.Record(facts.MarkerSet("weapon", "undecided")))
    hasty.do(ask_desk.HandOver("partner"))
    approval = asked_of(hasty).approval
    assert approval is not None
    assert approval.met_by == ()


def since(host: Host) -> list[ApprovalAsked]:
    return [r for r in host.requests if isinstance(r, ApprovalAsked)]


def test_a_marker_that_is_set_after_the_hand_over_asks_then() -> None:
    host = assessed(line="")
    host.do(ask_desk.HandOver("resolution"))
    assert asked_of(host).approval is None
    host.do(ask_desk.Record(facts.MarkerSet("vulnerability", "set")))
    host.do(ask_desk.Record(facts.MarkerSet("domestic_abuse", "undecided")))
    assert since(host) == []
    host.do(ask_desk.Record(facts.MarkerSet("domestic_abuse", "set")))
    (asked,) = since(host)
    assert asked.incident_id == asked_of(host).incident_id
    assert (asked.wanted.because, asked.wanted.met_by) == ("Domestic abuse", ())
    host.do(ask_desk.Record(facts.MarkerSet("domestic_abuse", "set")))
    assert len(since(host)) == 1
    host.do(ask_desk.Record(facts.MarkerSet("child_or_adult_at_risk", "set")))
    assert since(host)[-1].wanted.because == "Domestic abuse, Child or adult at risk"


def test_and_does_not_where_somebody_attends_or_it_was_sent_now() -> None:
    for grade, outcome in ((STANDARD, "dispatch"), (URGENT, "resolution"), (URGENT, "send_now")):
        host = assessed(grade=grade, line="")
        host.do(ask_desk.SendNow() if outcome == "send_now" else ask_desk.HandOver(outcome))
        host.do(ask_desk.Record(facts.MarkerSet("domestic_abuse", "set")))
        assert since(host) == []


# -- at the hub -------------------------------------------------------------------------------


def opened(wanted: ApprovalWanted | None = WANTED, **more: Any) -> Incident:
    asked: desk.HandOverRequested = replace(request(3), approval=wanted, **more)
    return happens(Incident(ID), replace(opening(), request=asked))[0]


def accepted(incident: Incident) -> Incident:
    return happens(incident, deeds.Accept("r", "R. Iqbal"))[0]


def word(given: bool, by: str = "boss", reason: str = "seen with the advisor") -> Any:
    return deeds.DecideApproval(by, "S. Boss", given, reason)


CLOSE = deeds.Close("r", "R. Iqbal", "advice given")


def test_nobody_closes_it_while_it_is_pending_or_refused_and_it_can_be_accepted() -> None:
    incident = accepted(opened())
    assert incident.standing == "accepted"
    refusal = decide(incident, CLOSE, CONTEXT)
    assert isinstance(refusal, Refusal)
    assert refusal.cause == why_open(incident.approval)
    incident, _ = happens(incident, word(False, reason="send somebody"))
    refusal = decide(incident, CLOSE, CONTEXT)
    assert isinstance(refusal, Refusal)
    assert "S. Boss: send somebody" in refusal.cause
    incident, _ = happens(incident, word(True, reason="officers have been"))
    assert incident.approval is not None
    assert [d.reason for d in incident.approval.decisions] == [
        "send somebody", "officers have been",
    ]  # fmt: skip
    assert happens(incident, CLOSE)[0].standing == "closed"


def test_who_asked_does_not_decide_and_a_word_needs_a_reason() -> None:
    incident = opened()
    own = decide(incident, word(True, by=ASKED.by), CONTEXT)
    assert isinstance(own, Refusal)
    assert "another supervisor" in own.cause
    assert isinstance(decide(incident, word(True, reason=" "), CONTEXT), Refusal)
    assert isinstance(decide(opened(None), word(True), CONTEXT), Refusal)
    incident, _ = happens(incident, word(True))
    assert decide(incident, word(True), CONTEXT) == ()


def test_an_undecided_one_escalates_once() -> None:
    incident, body = happens(opened(), ask.ApprovalRunOut())
    assert [type(b) for b in body] == [said.ApprovalOverdue]
    assert incident.approval is not None
    assert incident.approval.overdue_since
    assert decide(incident, ask.ApprovalRunOut(), CONTEXT) == ()
    given_, _ = happens(opened(), word(True))
    assert decide(given_, ask.ApprovalRunOut(), CONTEXT) == ()


def test_the_partners_acceptance_meets_it_and_nobody_elses() -> None:
    here = accepted(opened())
    assert here.approval is not None
    assert here.approval.state == "pending"
    moved, _ = happens(here, deeds.ReRoute("r", "R. Iqbal", "partner", "theirs"))
    met = accepted(moved)
    assert met.approval is not None
    assert (met.approval.state, met.approval.met_by_name) == ("met", "R. Iqbal")
    hasty, _ = happens(
        opened(replace(WANTED, met_by=())), deeds.ReRoute("r", "R. Iqbal", "partner", "theirs")
    )
    still = accepted(hasty).approval
    assert still is not None
    assert still.state == "pending"


def test_what_is_learnt_later_makes_it_pending_again() -> None:
    anew = ask.AskApproval(replace(WANTED, because="Child or adult at risk", met_by=()), ASKED)
    for before in (opened(None), happens(opened(), word(True))[0]):
        incident = accepted(happens(before, anew)[0])
        assert incident.approval is not None
        assert (incident.approval.state, incident.approval.newest) == ("pending", None)
        assert isinstance(decide(incident, CLOSE, CONTEXT), Refusal)
        assert happens(happens(incident, word(True))[0], CLOSE)[0].standing == "closed"
    still, _ = happens(opened(), anew)
    assert still.approval is not None
    first = opened().approval
    assert first is not None
    assert still.approval.since == first.since
    closed, _ = happens(accepted(opened(None)), CLOSE)
    assert decide(closed, anew, CONTEXT) == ()


STEPS = st.lists(
    st.one_of(
        st.just(CLOSE),
        st.builds(word, st.booleans(), st.sampled_from(["boss", ASKED.by])),
        st.just(deeds.Accept("r", "R. Iqbal")),
        st.just(deeds.Refuse("r", "R. Iqbal", "not ours")),
        st.builds(
            deeds.ReRoute, st.just("r"), st.just("R"), st.sampled_from(["room", "partner"]),
            st.just("why"),
        ),
        st.just(ask.ApprovalRunOut()),
        st.just(ask.AskApproval(WANTED, ASKED)),
    ),
    max_size=15,
)  # fmt: skip


@given(STEPS)
def test_whatever_happens_it_is_never_closed_undecided_or_refused(steps: list[Any]) -> None:
    incident = opened()
    for step in steps:
        before = incident
        incident, _ = happens(incident, step)
        if incident.standing == "closed" and before.standing != "closed":
            assert before.approval is not None
            assert before.approval.state in ("given", "met")
            if before.approval.state == "given":
                assert before.approval.newest is not None
                assert before.approval.newest.by != ASKED.by


def test_an_end_with_the_last_question_in_one_form_carries_both() -> None:
    host = assessed("domestic_abuse")
    closing = POLICY.closing_question
    assert closing is not None
    last = facts.QuestionEnded(closing.key, "answered", "no", "nobody is in danger")
    end = ask_desk.Dispose("information", "rang for a number", "nobody is being sent")
    decided = host.do(ask_desk.Together((ask_desk.Record(last), end)))
    assert decided.held == ()
    one = asked_of(host)
    own = {e.event_id: e.stream_seq for e in host.entries}
    assert {s.event_id: s.stream_seq for s in one.snapshot}.items() <= own.items()
    assert any(s.body.get("text") == "nobody is in danger" for s in one.snapshot)
    assert [p.fact.text for p in host.contact.promises] == ["nobody is being sent"]
