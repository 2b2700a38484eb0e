"""A contact: facts in any order, outcomes held only by guards, send now never held."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.contacts import Host, any_command, plain_facts
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.evolve import read
from workstation.domain.desk_stream import GradeRaised, HandOverRequested
from workstation.domain.events import Entry, Newer
from workstation.domain.location import LocationFixed
from workstation.protocol.payloads import decoded, encoded, from_plain

POLICY = load_force("police-scotland")
TOP = POLICY.top_grade.key
LOWEST = max(POLICY.grades, key=lambda g: g.rank).key


def talking() -> Host:
    host = Host(POLICY)
    host.ring_and_answer()
    return host


@given(st.lists(any_command(POLICY), max_size=15))
def test_replay_gives_the_same_state(commands):
    host = talking()
    for command in commands:
        host.do(command)
    assert read(host.contact.contact_id, host.entries) == host.contact


@given(st.lists(any_command(POLICY), max_size=15))
def test_no_command_sequence_loses_an_answer(commands):
    host = talking()
    ended: dict[str, facts.QuestionEnded] = {}
    lines: list[str] = []
    for command in commands:
        decided = host.do(command)
        for happened in decided.events if decided else ():
            match happened.body:
                case facts.QuestionEnded() as answer:
                    ended[answer.question] = answer
                case facts.QuestionReopened(question):
                    ended.pop(question, None)
                case facts.NarrativeAdded(_, text):
                    lines.append(text)
    assert {k: v.fact for k, v in host.contact.answers.items()} == ended
    told = [words for line in host.contact.narrative for words in (*line.earlier, line.text)]
    for text in lines:
        assert text in told


@given(st.lists(any_command(POLICY), max_size=12), st.lists(st.text(max_size=30), max_size=2))
def test_send_now_always_sends_everything_known(commands, typed):
    host = talking()
    for command in commands:
        host.do(command)
    had_incident = host.contact.incident_id is not None
    before = len(host.requests)
    decided = host.do(ask.SendNow(tuple(typed)))
    assert decided is not None
    assert decided.held == ()
    assert host.contact.grade is not None
    assert host.contact.grade.grade == TOP
    if not had_incident:
        sent = [r for r in host.requests[before:] if isinstance(r, HandOverRequested)]
        assert len(sent) == 1
        assert sent[0].top and sent[0].urgent and sent[0].send_now
        carried = {s.event_id for s in sent[0].snapshot}
        written = {e.event_id for e in host.entries if not isinstance(e.body, facts.OutcomeChosen)}
        assert written <= carried | {e.event_id for e in host.entries if isinstance(e.body, Newer)}


@given(st.lists(any_command(POLICY), max_size=12))
def test_raising_is_never_blocked(commands):
    host = talking()
    for command in commands:
        host.do(command)
    was = host.contact.grade
    incident = host.contact.incident_id
    decided = host.do(ask.ChooseGrade(TOP))
    assert decided is not None and decided.held == ()
    assert host.contact.grade is not None and host.contact.grade.grade == TOP
    if incident and was is not None and was.grade != TOP:
        raised = host.requests[-1]
        assert isinstance(raised, GradeRaised)
        assert raised.top


@given(st.lists(plain_facts(POLICY), max_size=12))
def test_the_snapshot_folds_to_the_same_contact(recorded):
    host = talking()
    for fact in recorded:
        host.do(ask.Record(fact))
    host.do(ask.SendNow())
    request = next(r for r in host.requests if isinstance(r, HandOverRequested))
    there = decoded(*encoded(request))
    entries = tuple(
        Entry(
            s.event_id,
            host.contact.contact_id,
            s.stream_seq,
            s.at_utc,
            s.actor,
            from_plain(s.type, s.v, s.body),
        )
        for s in there.snapshot
    )
    own = [e for e in host.entries if not isinstance(e.body, facts.OutcomeChosen)]
    assert read(host.contact.contact_id, entries) == read(host.contact.contact_id, own)


@given(plain_facts(POLICY))
def test_payload_bytes_read_back_as_written(fact):
    name, version, payload = encoded(fact)
    assert decoded(name, version, payload) == fact


def test_an_unknown_event_type_is_kept_by_name_and_shown():
    host = talking()
    newer = Entry("x", host.contact.contact_id, 99, "", "", decoded("MoodSensed", 3, b"{}"))
    contact = read(host.contact.contact_id, (*host.entries, newer))
    assert contact.newer == ("MoodSensed",)
    assert contact.phase == "talking"


def test_a_newer_version_of_a_known_type_is_kept_by_name():
    body = decoded("CallHeld", 7, b'{"why":"music"}')
    assert body == Newer("CallHeld", 7)


def test_without_a_grade_an_outcome_is_held_and_says_so():
    host = talking()
    decided = host.do(ask.HandOver("dispatch"))
    assert decided is not None
    assert decided.events == ()
    assert [h.guard_id for h in decided.held] == ["grade"]


@pytest.mark.parametrize("grade", [g.key for g in POLICY.grades if g.urgent])
def test_an_urgent_outcome_is_never_held(grade):
    host = talking()
    host.do(ask.ChooseGrade(grade))
    decided = host.do(ask.HandOver("dispatch"))
    assert decided is not None and decided.held == ()
    request = host.requests[-1]
    assert isinstance(request, HandOverRequested)
    assert request.open_items


def test_vulnerability_holds_non_attendance_until_a_line_of_rationale():
    host = talking()
    host.do(ask.Record(facts.HistoryChecked(0, "2026-11-21T14:00:00Z")))
    host.do(ask.Record(LocationFixed("f1", "incident", "caller", "Kinlarrow harbour")))
    host.do(ask.Record(facts.MarkerSet("vulnerability", "set")))
    host.do(ask.ChooseGrade(LOWEST, "Nobody is in danger, caller wants advice"))
    held = host.do(ask.HandOver("resolution"))
    assert held is not None and held.events == ()
    for guard in held.held:
        if guard.takes_rationale:
            host.do(ask.Record(facts.RationaleGiven(guard.guard_id, "Son is with her all day")))
    still = host.do(ask.HandOver("resolution"))
    assert still is not None
    assert not {g.guard_id for g in still.held} & {
        g.guard_id for g in held.held if g.takes_rationale
    }


def test_officer_safety_not_asked_differs_from_none_known():
    host = talking()
    assert host.contact.safety == "not_asked"
    host.do(ask.Record(facts.OfficerSafetyNoted("none_known")))
    assert host.contact.safety == "none_known"


def test_a_corrected_line_keeps_its_earlier_words():
    host = talking()
    host.do(ask.Type("male at door"))
    line = host.contact.narrative[0]
    host.do(ask.Record(facts.NarrativeCorrected("l2", line.line_id, "female at door")))
    assert host.contact.narrative[0].text == "female at door"
    assert host.contact.narrative[0].earlier == ("male at door",)


def test_a_line_corrected_twice_goes_by_every_name_it_had():
    host = talking()
    host.do(ask.Type("male at door"))
    host.do(ask.Type("she is crying"))
    first, second = (line.line_id for line in host.contact.narrative)
    host.do(ask.Record(facts.NarrativeCorrected("l2", first, "female at door")))
    host.do(ask.Record(facts.NarrativeCorrected("l3", "l2", "female at the gate")))
    (line,) = [one for one in host.contact.narrative if one.goes_by(first)]
    assert line.text == "female at the gate"
    assert [line.goes_by(name) for name in ("l2", "l3", second, None)] == [True, True, False, False]


def test_the_request_mirrors_what_the_receiver_needs_first():
    host = talking()
    host.do(ask.Type("man with a knife in the close"))
    host.do(ask.Record(facts.OfficerSafetyNoted("known", "kitchen knife in his hand")))
    host.do(
        ask.Record(LocationFixed("f", "incident", "caller", "9 Sallow Court", postcode="KX1 1AA"))
    )
    host.do(ask.SendNow(("he is coming ba",)))
    request = host.requests[-1]
    assert request.officer_safety == "known"
    assert request.officer_safety_text == "kitchen knife in his hand"
    assert request.place == "9 Sallow Court, KX1 1AA"
    assert any(
        s.body.get("text") == "he is coming ba" and s.body["interrupted"] for s in request.snapshot
    )
    assert asdict(request)["team"] == POLICY.outcome("send_now").teams[0]


def test_advice_after_a_hand_over_closes_nothing():
    host = talking()
    host.do(ask.SendNow())
    assert host.do(ask.HandOver("advice")) is None
    assert host.contact.disposition is None


def test_a_grade_is_not_lowered_in_passing_once_it_is_handed_over():
    host = talking()
    host.do(ask.SendNow())
    assert host.do(ask.ChooseGrade(LOWEST, "changed my mind")) is None
    assert host.contact.grade.grade == TOP
