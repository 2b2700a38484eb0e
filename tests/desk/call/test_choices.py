"""What is chosen in a form that is not kept yet is half-done work like half-typed text."""

import pytest

from tests.desk.call.seat import RINGING, Seat
from workstation.content.policies import load_force
from workstation.desk.call.half_typed import CHOSEN
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts

POLICY = load_force("police-scotland")
ROLE, NAME = "form/person/role", "form/person/name"


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY)
    yield sitting
    sitting.stand_up()


def half_done(seat):
    return {(d.field, d.text, d.cursor) for d in seat.calls.view().drafts}


def lines(seat):
    return [line.text for line in seat.calls.view().contact.narrative]


def test_a_choice_is_there_again_after_a_restart(seat, tmp_path):
    seat.answer()
    seat.calls.choose(ROLE, "suspect")
    seat.calls.choose(ROLE, "witness")
    seat.calls.draft(NAME, "Mairi Nic", 9)
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    assert half_done(again) == {(ROLE, "witness", CHOSEN), (NAME, "Mairi Nic", 9)}
    again.stand_up()


@pytest.mark.parametrize("how", ["send_now", "hand_over", "lost"])
def test_a_choice_is_never_a_line_and_stays_for_the_form(seat, how):
    seat.answer()
    seat.calls.do(ask.ChooseGrade("prompt"))
    seat.calls.choose(ROLE, "suspect")
    seat.calls.draft(NAME, "Mairi Nic", 9)
    if how == "send_now":
        assert seat.calls.send_now().done
    elif how == "hand_over":
        assert seat.calls.do(ask.HandOver("dispatch")).done
    else:
        seat.calls.hear(CallEvent("ended", "call-1", cause="lost"))
    seat.settle()
    assert lines(seat) == ["Mairi Nic"]
    assert half_done(seat) == {(ROLE, "suspect", CHOSEN)}
    assert [d.field for d in seat.journal.drafts("contact:call-1")] == [ROLE]


def test_a_form_that_is_kept_takes_its_choices_with_it(seat):
    seat.answer()
    seat.calls.choose(ROLE, "suspect")
    person = facts.PersonRecorded("p-1", "suspect")
    assert seat.calls.do(ask.Record(person), clears=(ROLE, NAME)).done
    seat.settle()
    assert half_done(seat) == set() and seat.journal.drafts("contact:call-1") == ()


def test_a_choice_ends_with_the_contact(seat):
    seat.answer()
    seat.calls.choose(ROLE, "suspect")
    seat.calls.draft(NAME, "Mairi Nic", 9)
    seat.abandon()
    seat.settle()
    assert lines(seat) == ["Mairi Nic"]
    assert half_done(seat) == set() and seat.journal.drafts("contact:call-1") == ()


def test_what_was_chosen_before_any_call_goes_with_the_first(seat):
    seat.calls.choose(ROLE, "suspect")
    seat.calls.hear(RINGING)
    assert half_done(seat) == {(ROLE, "suspect", CHOSEN)}
