"""What is told of calls, whichever way it comes: what is no news changes nothing."""

import pytest

from tests.desk.call.seat import GRANT, Seat
from workstation.content.policies import load_force
from workstation.domain.call_event import CallEvent

NUMBER = "+441414960123"
LINK = CallEvent("offered", "", "101", NUMBER, via="link")


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, load_force("police-scotland"))
    yield sitting
    sitting.stand_up()


def types(seat):
    seat.settle()
    streams = seat.journal.streams("contact")
    return [event.type for stream in streams for event in seat.journal.stream(stream)]


def test_every_step_that_is_told_twice_is_on_record_once(seat):
    seat.calls.sign_in(GRANT)
    for kind in ("offered", "answered", "held", "resumed", "held", "ended"):
        for _ in range(2):
            seat.calls.hear(CallEvent(kind, "call-1", "999", NUMBER))
    assert types(seat) == [
        *("CallOffered", "CallAnswered", "HistoryChecked"),
        *("CallHeld", "CallResumed", "CallHeld", "CallEnded"),
    ]


@pytest.mark.parametrize("kind", ["answered", "held", "resumed", "ended"])
@pytest.mark.parametrize("call_id", ["another", ""])
def test_a_step_of_a_call_that_is_not_known_is_ignored(seat, kind, call_id):
    seat.answer()
    before = types(seat)
    seat.calls.hear(CallEvent(kind, call_id))
    assert types(seat) == before
    assert seat.calls.view().contact.phase == "talking"


def test_a_step_that_comes_too_late_changes_nothing(seat):
    seat.answer()
    seat.calls.hear(CallEvent("ended", "call-1", cause="caller"))
    before = types(seat)
    for kind in ("answered", "held", "resumed", "ended"):
        seat.calls.hear(CallEvent(kind, "call-1"))
    assert types(seat) == before
    assert seat.calls.view().contact.phase == "ended"


def test_a_held_that_comes_before_the_answer_is_no_news(seat):
    seat.calls.sign_in(GRANT)
    seat.calls.hear(CallEvent("offered", "call-1", "999", NUMBER))
    seat.calls.hear(CallEvent("held", "call-1"))
    seat.calls.hear(CallEvent("resumed", "call-1"))
    assert types(seat) == ["CallOffered"]


def test_a_lost_line_that_is_there_again_goes_on_until_the_contact_is_closed(seat):
    seat.answer()
    seat.calls.hear(CallEvent("ended", "call-1", cause="lost"))
    seat.calls.hear(CallEvent("resumed", "call-1"))
    assert seat.calls.view().contact.phase == "talking"
    seat.calls.hear(CallEvent("ended", "call-1", cause="lost"))
    seat.abandon()
    seat.calls.hear(CallEvent("resumed", "call-1"))
    assert types(seat).count("CallResumed") == 1


def test_a_call_without_an_id_is_known_by_its_number(seat):
    seat.calls.sign_in(GRANT)
    seat.calls.hear(LINK)
    seat.calls.hear(LINK)
    assert types(seat) == ["CallOffered"]
    assert seat.calls.answer().done
    seat.calls.hear(LINK)
    (row,) = seat.calls.desk_view().calls
    assert (row.phase, row.via) == ("talking", "link")
    assert seat.calls.view().contact.call.via == "link"


def test_a_link_to_the_number_that_rings_is_no_second_call(seat):
    seat.calls.sign_in(GRANT)
    seat.calls.hear(CallEvent("offered", "call-1", "999", NUMBER))
    seat.calls.hear(LINK)
    (row,) = seat.calls.desk_view().calls
    assert (row.line, row.via) == ("999", "")


def test_a_second_caller_who_withholds_the_number_is_not_taken_for_the_first(seat):
    unnamed = CallEvent("offered", "", "101", None, withheld=True)
    seat.calls.sign_in(GRANT)
    seat.calls.hear(unnamed)
    seat.calls.hear(unnamed)
    assert len(seat.calls.desk_view().calls) == 1
    assert seat.calls.answer().done
    seat.calls.hear(unnamed)
    assert [c.phase for c in seat.calls.desk_view().calls] == ["talking", "ringing"]


def test_a_call_from_a_link_rings_beside_the_live_one_and_can_be_put_away(seat):
    seat.answer()
    seat.calls.draft("narrative", "he has a kn", 11)
    seat.calls.hear(CallEvent("offered", "", "101", "+447700900417", via="link"))
    view = seat.calls.desk_view()
    assert [c.phase for c in view.calls] == ["talking", "ringing"]
    assert view.current == "contact:call-1"
    seat.calls.show(view.calls[1].contact_id)
    seat.abandon()
    seat.calls.show("contact:call-1")
    assert [c.contact_id for c in seat.calls.desk_view().calls] == ["contact:call-1"]
    assert [d.text for d in seat.calls.view().drafts] == ["he has a kn"]
