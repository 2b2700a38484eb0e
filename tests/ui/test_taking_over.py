"""Calls of other desks by keys: the list, and what stands on a desk whose call was taken."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.desk.call.seat import RINGING
from workstation.desk.answers import CallElsewhere, CallsElsewhere
from workstation.domain.contact import facts
from workstation.domain.events import Author, Event, Happened
from workstation.protocol.payloads import body_of
from workstation.ui.desk.reading.elsewhere import ASKING

SHIFT = Qt.KeyboardModifier.ShiftModifier


def _call(contact_id, desk_name, heard_at, words="Someone at the door"):
    return CallElsewhere(
        contact_id, desk_name, "F. Grant", "2026-11-21T14:00:00Z", heard_at, "999", None, words
    )


CALLS = CallsElsewhere(
    "2026-11-21T14:10:00Z",
    (
        _call("contact:live", "Desk 2", "2026-11-21T14:09:58Z"),
        _call("contact:dead", "Desk 3", "2026-11-21T14:02:00Z", "<b>He has a bat</b>"),
    ),
)


def _rows(hands):
    listed = hands.window.finder._list
    return [listed.item(n).text() for n in range(listed.count())]


def test_the_desk_that_is_silent_longest_stands_first_and_enter_takes_its_call(hands):
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F4, SHIFT)
    assert _rows(hands) == [ASKING[0][1]]
    hands.elsewhere.asked[0](CALLS)
    first, second = _rows(hands)
    assert first.startswith("Desk 3, nothing heard for 08:00")
    assert "<b>He has a bat</b>" in first
    assert second.startswith("Desk 2, nothing heard for 00:02")
    hands.press(Qt.Key.Key_Return)
    assert hands.elsewhere.taken == ["contact:dead"]
    assert hands.focus == "Narrative: type here"


def test_an_answer_that_comes_late_takes_nothing_from_under_the_hands(hands):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F4, SHIFT)
    hands.press(Qt.Key.Key_Escape)
    hands.type("He is back", enter=False)
    hands.elsewhere.asked[0](CALLS)
    assert hands.focus == "Narrative: type here"
    assert hands.window.narrative.line.text() == "He is back"


def test_without_the_hub_one_sentence(hands):
    hands.press(Qt.Key.Key_F4, SHIFT)
    hands.elsewhere.asked[0]("Calls of other desks can be seen only while the hub answers.")
    assert hands.focus == "Narrative: type here"
    assert "only while the hub answers" in hands.window.news._news.text()


def test_who_goes_on_with_this_call_is_said_and_it_ends_so(hands, seat):
    hands.take_the_call()
    (row,) = seat.calls.desk_view().calls
    assert row.contact_id.endswith(RINGING.call_id)
    _heard_of_take_over(seat, row.contact_id)
    assert "Desk 9 goes on with this call since" in hands.window.narrative._note.text()
    hands.alt(Qt.Key.Key_E)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    seat.settle()
    view = seat.calls.view(row.contact_id)
    assert view.contact.disposition.fact.disposition == facts.ELSEWHERE
    assert [a.contact_id for a in seat.calls.shift().desk.elsewhere] == [row.contact_id]


def _heard_of_take_over(seat, contact_id):
    """The hub's feed brings the first event of the other desk's contact."""
    taken = facts.TakenOver(contact_id, 2, "Desk 14", (), "Desk 9")
    other = "contact:of-desk-9"
    one = Happened("taken-1", other, taken)
    moment = seat.clock.moment()
    (event,) = seat.journal.append((one,), Author("demo", "x", ""), moment, policy=None).result(10)
    assert isinstance(event, Event)
    assert body_of(event) == taken
    seat.cache.events[other] = (event,)
    seat.calls.hub_news([other])
    seat.settle()
