"""The desk and a supervisor's approval of not attending: sent at once, told, never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.call.seat import Seat
from tests.desk.call.test_calls import opened, requests, say
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.case import case_of
from workstation.domain.incident import events as hub
from workstation.domain.location import LocationFixed

POLICY = load_force("police-scotland")
GUARD = "not-attending-vulnerable"
STANDARD = next(g.key for g in POLICY.grades if not g.urgent)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Any]:
    sitting = Seat(tmp_path, POLICY)
    yield sitting
    sitting.stand_up()


def assessed(seat: Any, *, line: bool = True) -> None:
    """A call with everything asked, and abuse at home."""
    seat.answer()
    record = [
        LocationFixed("f", "incident", "caller", "9 Sallow Court"),
        facts.HistoryChecked(0, "2026-11-21T14:00:00Z"),
        facts.MarkerSet("domestic_abuse", "set"),
    ]
    for question in POLICY.questions:
        choice = question.choices[-1].key if question.choices else None
        record.append(facts.QuestionEnded(question.key, "answered", choice, "no"))  # type: ignore[arg-type]
    if line:
        record.append(facts.RationaleGiven(GUARD, "at her sister's"))  # type: ignore[arg-type]
    for fact in record:
        seat.calls.do(ask.Record(fact))
    seat.calls.do(ask.ChooseGrade(STANDARD, "safe, asks for advice"))


def test_it_goes_out_pending_and_the_supervisors_word_is_told(seat: Any) -> None:
    assessed(seat)
    state = next(o for o in seat.calls.view().outcomes if o.outcome.key == "resolution")
    assert (state.held, state.approval) == ((), True)
    result = seat.calls.do(ask.HandOver("resolution"))
    assert result.done
    (handed,) = seat.calls.view().hand_overs
    assert (handed.approval.state, handed.approval.since) == ("pending", "")
    seat.settle()
    (request,) = requests(seat)
    wanted = request.approval
    said = [opened(request)]
    say(seat, request.incident_id, *said)
    (handed,) = seat.calls.view().hand_overs
    assert handed.approval.since == "2026-11-21T14:16:41.000000Z"
    said.append(hub.ApprovalOverdue(handed.approval.since, wanted.within_s))
    say(seat, request.incident_id, *said)
    assert "ring one" in seat.calls.desk_view().news[-1]
    said.append(hub.ApprovalDecided(False, "boss", "S. Boss", "send somebody"))
    say(seat, request.incident_id, *said)
    assert "REFUSED" in seat.calls.desk_view().news[-1]
    assert "S. Boss: send somebody" in seat.calls.desk_view().news[-1]
    said.append(hub.ApprovalDecided(True, "boss", "S. Boss", "officers have been"))
    say(seat, request.incident_id, *said)
    assert "Approved by S. Boss" in seat.calls.desk_view().news[-1]
    assert seat.calls.view().hand_overs[0].approval.state == "given"


def test_send_now_waits_for_no_approval(seat: Any) -> None:
    assessed(seat, line=False)
    assert seat.calls.do(ask.HandOver("resolution")).held
    assert seat.calls.send_now().done
    seat.settle()
    (request,) = requests(seat)
    assert (request.top, request.approval) == (True, None)


def referred(seat: Any) -> tuple[Any, list[Any]]:
    """A partner has accepted a hand-over whose risk was assessed; no line was given for more."""
    assessed(seat)
    assert seat.calls.do(ask.HandOver("partner")).done
    seat.settle()
    (request,) = requests(seat)
    assert {item.about for item in request.open_items} <= {"place-read-back"}
    said = [opened(request)]
    say(seat, request.incident_id, *said)
    return request, said


def test_a_referral_that_the_partner_accepted_meets_the_guard(seat: Any) -> None:
    request, said = referred(seat)
    (state,) = [o for o in seat.calls.view().outcomes if o.outcome.key == "advice"]
    assert state.approval
    said.append(hub.Accepted("p", "P. Nurse", "partner_desk"))
    say(seat, request.incident_id, *said)
    (handed,) = seat.calls.view().hand_overs
    assert (handed.approval.state, handed.approval.met_by_name) == ("met", "P. Nurse")
    (state,) = [o for o in seat.calls.view().outcomes if o.outcome.key == "advice"]
    assert (state.held, state.approval) == ((), False)
    assert seat.calls.do(ask.HandOver("resolution", another=True)).done
    seat.settle()
    assert requests(seat)[-1].approval is None
    assert seat.calls.do(ask.Dispose("advice")).done
    seat.settle()
    assert len(requests(seat)) == 2


def test_a_marker_that_was_set_since_was_no_part_of_the_referral(seat: Any) -> None:
    request, said = referred(seat)
    live = seat.calls.view().contact
    assert live.handed[0].markers == {"domestic_abuse"}
    policy_case = case_of(live, {request.incident_id: "partner_desk"})
    assert policy_case.referrals == {"partner_desk"}
    assert case_of(live, {}).referrals == frozenset()
    assert case_of(live, {"incident:other": "partner_desk"}).referrals == frozenset()
    seat.calls.do(ask.Record(facts.MarkerSet("child_or_adult_at_risk", "set")))
    said.append(hub.Accepted("p", "P. Nurse", "partner_desk"))
    say(seat, request.incident_id, *said)
    later = seat.calls.view()
    assert next(o for o in later.outcomes if o.outcome.key == "advice").approval


def test_a_referral_whose_risk_was_not_assessed_meets_nothing(seat: Any) -> None:
    assessed(seat)
    seat.calls.do(ask.Record(facts.MarkerSet("weapon", "undecided")))
    seat.calls.do(ask.HandOver("partner"))
    seat.settle()
    (request,) = requests(seat)
    assert request.approval.met_by == ()
    accepted = hub.Accepted("p", "P. Nurse", "partner_desk")
    say(seat, request.incident_id, opened(request), accepted)
    view = seat.calls.view()
    assert view.hand_overs[0].approval.state == "pending"
    assert next(o for o in view.outcomes if o.outcome.key == "advice").approval
