"""Calls that are no tidy conversation, on a real journal."""

import pytest

from tests.desk.call.seat import Seat
from workstation.content.policies import load_force
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import course, facts

POLICY = load_force("police-scotland")


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY)
    yield sitting
    sitting.stand_up()


def test_attempts_are_durable_and_there_again_after_a_restart(seat, tmp_path):
    seat.answer()
    seat.calls.do(ask.Record(facts.CallEnded("lost")))
    back = facts.CallBackGiven("0141 496 0123", "", "no", "not_known", "this desk", "at once")
    regrade = ask.ChooseGrade("prompt")
    assert seat.calls.do(ask.Together((regrade, ask.Record(back)))).done
    for seconds, result in ((60, "engaged"), (120, "told_not_to_ring")):
        seat.clock.seconds += seconds
        seat.calls.do(ask.Record(course.CallBackTried("0141 496 0123", result)))
    seat.settle()
    before = seat.calls.view().contact
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    after = again.calls.view().contact
    again.stand_up()
    assert after == before
    assert after.call_back.fact == back and after.grade.grade == "prompt"
    assert len({timed.at_utc for timed in after.attempts}) == 2


def test_commands_together_that_end_a_contact_commit_what_is_half_typed(seat):
    seat.answer()
    seat.calls.draft("narrative", "she was about to", 16)
    tried = ask.Record(course.CallBackTried("0141 496 0123", "no_answer"))
    assert seat.calls.do(ask.Together((tried, ask.Dispose("abandoned")))).done
    seat.settle()
    view = seat.calls.view()
    assert view.contact.narrative[-1].text == "she was about to"
    assert view.drafts == () and view.contact.disposition is not None


def test_facts_together_need_nobody_signed_in_and_a_grade_does(seat):
    seat.answer()
    seat.calls.sign_out()
    tried = ask.Record(course.CallBackTried("0141 496 0123", "no_answer"))
    assert seat.calls.do(ask.Together((tried,))).done
    assert not seat.calls.do(ask.Together((tried, ask.ChooseGrade("prompt")))).done
    assert len(seat.calls.view().contact.attempts) == 1


def test_taps_go_on_after_a_restart(seat, tmp_path):
    seat.answer()
    signs = (course.SilentSign("pressed_55"), course.SilentSign("sounds", "a door"))
    both = tuple(ask.Record(fact) for fact in (*signs, course.AnswersBy("taps")))
    assert seat.calls.do(ask.Together(both)).done
    answer = facts.QuestionEnded("T.now", "answered", "yes", by_taps=True)
    assert seat.calls.do(ask.Record(answer)).done
    seat.settle()
    before = seat.calls.view()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    after = again.calls.view()
    again.stand_up()
    assert after.contact == before.contact
    assert after.contact.by_taps and after.contact.answers["T.now"].fact.by_taps


def test_telephony_and_the_desk_hold_alike(seat):
    seat.answer()
    seat.calls.hear(CallEvent("held", "call-1"))
    held = seat.calls.view().contact
    seat.clock.seconds += 12
    seat.calls.do(ask.Record(facts.CallResumed()))
    (hold,) = seat.calls.view().contact.holds
    assert (held.phase, seat.calls.view().contact.phase) == ("held", "talking")
    assert (hold.from_utc[-10:-8], hold.until_utc[-10:-8]) == ("40", "52")
