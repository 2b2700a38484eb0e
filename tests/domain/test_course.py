"""The course of a call that is no tidy conversation: lost, rung back, nobody speaks."""

import typing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.contacts import Host, plain_facts
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import course, facts
from workstation.domain.contact.case import case_of
from workstation.domain.grading import guards_for, indicate
from workstation.protocol.payloads import decoded

FORCES = ("police-scotland", "west-midlands", "essex")
POLICY = load_force("police-scotland")
STANDARD = next(g.key for g in POLICY.grades if not g.urgent)


def talking(policy=POLICY) -> Host:
    host = Host(policy)
    host.ring_and_answer()
    return host


def held(host, outcome):
    judged = guards_for(host.policy, case_of(host.contact), outcome, host.contact.grade.grade)
    return {guard.guard_id for guard in judged.held}


@pytest.mark.parametrize("force", FORCES)
def test_a_lost_line_holds_what_is_not_urgent_until_grade_and_call_back_are_looked_at(force):
    policy = load_force(force)
    standard = next(g.key for g in policy.grades if not g.urgent)
    host = talking(policy)
    host.do(ask.ChooseGrade(standard))
    assert "line-lost" not in held(host, "advice")
    host.do(ask.Record(facts.CallEnded("lost")))
    assert "line-lost" in held(host, "advice")
    host.do(ask.Record(facts.CallBackGiven("0141 496 0123", safe_to_ring="no")))
    assert "line-lost" in held(host, "advice")
    host.do(ask.ChooseGrade(standard))
    assert "line-lost" not in held(host, "advice")


def test_a_lost_line_delays_no_emergency_and_travels_as_an_open_item():
    host = talking()
    host.do(ask.Record(facts.CallEnded("lost")))
    assert host.do(ask.SendNow()).held == ()
    assert "line-lost" in {item.about for item in host.requests[-1].open_items}


def test_every_attempt_to_ring_back_is_kept_with_its_time():
    host = talking()
    for result in ("no_answer", "voicemail_unsafe"):
        host.do(ask.Record(course.CallBackTried("0141 496 0123", result)))
    kept = [(timed.fact.result, timed.at_utc[:10]) for timed in host.contact.attempts]
    assert kept == [("no_answer", "2026-11-21"), ("voicemail_unsafe", "2026-11-21")]


def test_a_call_back_of_an_earlier_release_is_read_as_not_asked():
    then = decoded("CallBackGiven", 1, b'{"number":"0141 496 0123","note":"ask for Ann"}')
    assert then == facts.CallBackGiven("0141 496 0123", "ask for Ann")
    assert then.safe_to_ring == "not_asked"


def test_what_was_said_last_of_ringing_holds_and_not_asked_takes_nothing_back():
    host = talking()
    host.do(ask.Record(facts.AccessNoted(safe_to_ring="no")))
    host.do(ask.Record(facts.CallBackGiven("0141 496 0123")))
    assert host.contact.safe_to_ring == "no"
    host.do(ask.Record(facts.CallBackGiven("0141 496 0123", safe_to_ring="yes")))
    assert host.contact.safe_to_ring == "yes"


def test_commands_together_see_each_other_and_stop_at_what_is_held():
    host = talking()
    dispose = ask.Dispose("advice")
    decided = host.do(ask.Together((ask.Type("a first line"), dispose, ask.Type("never said"))))
    assert decided.held
    assert [line.text for line in host.contact.narrative] == ["a first line"]


def test_commands_together_happen_whole_or_not_at_all():
    host = talking()
    assert host.do(ask.Together((ask.Type("a line"), ask.Answer()))) is None
    assert host.contact.narrative == ()


SIGNS = typing.get_args(course.Sign)


@given(st.lists(plain_facts(POLICY), max_size=8), st.sampled_from(SIGNS), st.sampled_from(FORCES))
def test_silence_alone_never_lowers_what_is_indicated(recorded, sign, force):
    policy = load_force(force)
    ranks = {grade.key: grade.rank for grade in policy.grades} | {None: 99}
    host = talking()
    for fact in recorded:
        host.do(ask.Record(fact))
    before = case_of(host.contact)
    host.do(ask.Record(course.SilentSign(sign)))
    after = replace(before, call=case_of(host.contact).call)
    assert ranks[indicate(policy, after).grade] <= ranks[indicate(policy, before).grade]


@pytest.mark.parametrize("force", FORCES)
def test_silence_is_no_answer_and_a_tap_is(force):
    policy = load_force(force)
    standard = next(g.key for g in policy.grades if not g.urgent)
    now = next(g for g in policy.guards if g.id == "silent-call").go_to.partition(":")[2]
    over = policy.question(now).choices[1].key
    host = talking(policy)
    host.do(ask.Record(course.SilentSign("open_line")))
    host.do(ask.ChooseGrade(standard))
    for ending in ("not_known", "refused", "unsafe"):
        host.do(ask.Record(facts.QuestionEnded(now, ending)))
        assert "silent-call" in held(host, "advice")
        assert "silent-call" in {g.guard_id for g in host.do(ask.Dispose("abandoned")).held}
    host.do(ask.Record(facts.QuestionEnded(now, "answered", over, by_taps=True)))
    assert "silent-call" not in held(host, "advice")


@pytest.mark.parametrize("force", FORCES)
@pytest.mark.parametrize("sign", ["pressed_55", "code_word"])
def test_55_and_the_code_word_indicate_the_top_grade(force, sign):
    policy = load_force(force)
    host = talking(policy)
    host.do(ask.Record(course.SilentSign(sign)))
    assert indicate(policy, case_of(host.contact)).grade == policy.top_grade.key


def test_a_silent_call_stands_as_urgent_until_somebody_answers():
    host = talking()
    host.do(ask.Record(course.SilentSign("open_line")))
    assert POLICY.grade(indicate(POLICY, case_of(host.contact)).grade).urgent
    host.do(ask.Record(facts.QuestionEnded("T.now", "answered", "no", by_taps=True)))
    assert indicate(POLICY, case_of(host.contact)).grade is None


def test_signs_keep_their_order_and_their_times():
    host = talking()
    for sign, words in (("operator_passed", ""), ("sounds", "a child crying"), ("sounds", "glass")):
        host.do(ask.Record(course.SilentSign(sign, words)))
    assert [t.fact.words for t in host.contact.signs] == ["", "a child crying", "glass"]
    assert all(t.at_utc for t in host.contact.signs)


@pytest.mark.parametrize("force", FORCES)
def test_an_abandoned_call_is_rung_back_or_reasoned(force):
    host = talking(load_force(force))
    assert {g.guard_id for g in host.do(ask.Dispose("abandoned")).held} == {
        "abandoned-not-rung-back"
    }
    host.do(ask.Record(facts.RationaleGiven("abandoned-not-rung-back", "rang by mistake, said so")))
    assert host.do(ask.Dispose("abandoned")).held == ()


def test_an_abandoned_call_that_was_rung_back_ends():
    host = talking()
    tried = ask.Record(course.CallBackTried("0141 496 0123", "no_answer"))
    assert host.do(ask.Together((tried, ask.Dispose("abandoned")))).held == ()
    assert host.contact.disposition.fact.disposition == "abandoned"


def test_where_no_number_is_known_nobody_is_asked_to_ring_it():
    host = Host(POLICY)
    host.do(ask.Offer(facts.CallOffered("call-1", "999", None, withheld=True)))
    host.do(ask.Answer())
    assert host.do(ask.Dispose("abandoned")).held == ()


def test_hold_and_resume_keep_each_wait_and_the_end_closes_the_last():
    host = talking()
    for fact in (facts.CallHeld(), facts.CallHeld(), facts.CallResumed(), facts.CallHeld()):
        host.do(ask.Record(fact))
    assert host.contact.phase == "held"
    assert [hold.until_utc is None for hold in host.contact.holds] == [False, True]
    host.do(ask.Record(facts.CallEnded("caller")))
    assert [hold.until_utc is None for hold in host.contact.holds] == [False, False]
    for fact in (facts.CallHeld(), facts.CallResumed()):
        host.do(ask.Record(fact))
    assert (host.contact.phase, len(host.contact.holds)) == ("ended", 2)


def test_a_line_that_was_taken_for_lost_can_be_there_after_all():
    host = talking()
    host.do(ask.Record(facts.CallEnded("lost")))
    host.do(ask.Record(facts.CallResumed()))
    assert host.contact.phase == "talking"
    assert "lost" not in case_of(host.contact).call


@pytest.mark.parametrize("force", FORCES)
def test_a_child_calling_offers_the_marker_and_sets_nothing(force):
    host = talking(load_force(force))
    host.do(ask.Record(course.ChildCalling()))
    assert host.contact.child
    assert host.contact.undecided_markers == {"child_or_adult_at_risk"}
    assert host.contact.set_markers == frozenset()


@pytest.mark.parametrize("state", ["set", "cleared"])
def test_what_was_decided_of_the_marker_stays_when_a_child_calls(state):
    host = talking()
    host.do(ask.Record(facts.MarkerSet("child_or_adult_at_risk", state)))
    host.do(ask.Record(course.ChildCalling()))
    assert host.contact.markers["child_or_adult_at_risk"].fact.state == state


def test_a_caller_who_is_no_child_after_all_is_offered_nothing_more():
    host = talking()
    host.do(ask.Record(course.ChildCalling(child=False)))
    assert not host.contact.child and host.contact.markers == {}
