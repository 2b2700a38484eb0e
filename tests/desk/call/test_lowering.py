"""A lower grade after the hand-over: a fresh assessment, a reason, and a supervisor's own word."""

import pytest

from tests.desk.call.seat import Seat
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.lowering import ASSESS_FIRST, SAY_WHY
from workstation.domain.desk_stream import GradeRaised, LowerGradeRequested
from workstation.protocol.payloads import body_of

POLICY = load_force("police-scotland")


@pytest.fixture
def seat(tmp_path):
    made = Seat(tmp_path, POLICY)
    made.answer()
    assert made.calls.send_now().done
    made.clock.seconds += 5
    yield made
    made.stand_up()


def asked(seat):
    seat.settle()
    bodies = [body_of(event) for event in seat.journal.stream("desk:store-1")]
    return [b for b in bodies if isinstance(b, (LowerGradeRequested, GradeRaised))]


def test_without_a_fresh_assessment_or_a_reason_nothing_is_asked(seat):
    assert seat.calls.do(ask.ChooseGrade("standard", "he left")).sentence == ASSESS_FIRST
    assert seat.calls.do(ask.Record(facts.QuestionEnded("T.now", "answered", "no"))).done
    assert seat.calls.do(ask.ChooseGrade("standard", " ")).sentence == SAY_WHY
    assert asked(seat) == []


def test_it_is_asked_for_and_the_grade_stands_meanwhile(seat):
    assert seat.calls.do(ask.Record(facts.QuestionEnded("T.now", "answered", "no"))).done
    assert seat.calls.do(ask.ChooseGrade("standard", "he has left the street")).done
    (wish,) = asked(seat)
    assert (wish.grade, wish.reason) == ("standard", "he has left the street")
    contact = seat.calls.view().contact
    assert wish.assessed_event_id == contact.answers["T.now"].event_id
    assert contact.grade.grade == "immediate", "a wish is no decision"
    assert wish.approved_by is None


def test_raising_needs_nothing_of_it(seat):
    seat.calls.do(ask.ChooseGrade("prompt"))
    assert not any(isinstance(b, LowerGradeRequested) for b in asked(seat))
