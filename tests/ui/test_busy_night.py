"""Several calls at once, and what keys say of them: words stay where they are looked for."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.desk.call.seat import RINGING
from tests.ui import people
from workstation.content.policies import load_force
from workstation.desk.changes import Change
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.location import LocationFixed
from workstation.ui.desk.reading.folded import folded
from workstation.ui.desk.reading.tray import others, tray_list, tray_words
from workstation.ui.pieces.cap_button import CapButton

POLICY = load_force("police-scotland")
NARRATIVE = "Narrative: type here"
SHIFT = Qt.KeyboardModifier.ShiftModifier
SECOND = CallEvent("offered", "call-2", "101", "+447700900322")
THIRD = CallEvent("offered", "call-3", "999", "+447700900333")


def news(hands):
    return hands.window.news._news.text()


def tray(hands):
    return hands.window.news._tray.text()


def seen_words(panel):
    QApplication.processEvents()
    return [one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel)]


def refreshed(seat):
    """As after a save, a delivery or something from the hub."""
    seat.settle()
    seat.calls.changes.publish(Change.CONTACT)


def three_calls(hands, seat):
    """Two lines that have closed, and the third caller speaking."""
    hands.take_the_call()
    seat.calls.hear(CallEvent("ended", "call-1"))
    seat.calls.hear(SECOND)
    hands.press(Qt.Key.Key_F4)
    seat.calls.hear(CallEvent("ended", "call-2"))
    seat.calls.hear(THIRD)
    hands.press(Qt.Key.Key_F4)


def test_what_came_of_a_key_stands_until_there_is_newer_news(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_J)
    refreshed(seat)
    assert "Stay on the line" in news(hands)
    hands.type("he is under the table")
    refreshed(seat)
    assert "Stay on the line" in news(hands)
    seat.calls.tell("The printer is out of paper.")
    refreshed(seat)
    assert news(hands) == "The printer is out of paper."


def test_what_was_not_done_is_said_until_something_is(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_4)
    hands.press(Qt.Key.Key_F9)
    refreshed(seat)
    assert "The place of the incident is missing" in news(hands)
    hands.press(Qt.Key.Key_Escape)
    hands.alt(Qt.Key.Key_0)
    assert news(hands) == "No news"


def test_what_came_of_a_key_stays_with_its_call(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_J)
    seat.calls.hear(SECOND)
    hands.press(Qt.Key.Key_F3)
    assert news(hands) == "No news"


def test_a_fault_of_the_store_gives_way_to_no_answer(hands, seat):
    hands.take_the_call()
    hands.window.news.say("The disk is full.", "", (), insists=True)
    hands.window.news.answer("Nobody is on the line here; nothing was changed.")
    hands.window.news.say("The disk is full.", "", (), insists=True)
    assert news(hands) == "The disk is full."


def test_after_send_now_the_caller_is_told_what_happens(hands, seat):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F12)
    refreshed(seat)
    told = POLICY.outcome("send_now").promise
    assert news(hands).endswith(told) and hands.focus == NARRATIVE
    hands.alt(Qt.Key.Key_O)
    hands.press(Qt.Key.Key_Return)
    assert [t.fact.text for t in seat.calls.view().contact.promises] == [told]
    assert told not in news(hands)
    hands.press(Qt.Key.Key_F12)
    assert told not in news(hands)


def test_nobody_is_told_of_officers_where_none_are_sent(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_4)
    seat.calls.do(ask.Record(facts.QuestionEnded("T.now", "answered", "no")))
    hands.press(Qt.Key.Key_F5)
    assert seat.calls.view().contact.disposition is not None
    assert hands.window.entry.values()["text"] == POLICY.disposition("advice").promise


def test_the_words_of_whoever_is_answered_go_into_no_list(hands, seat):
    three_calls(hands, seat)
    hands.press(Qt.Key.Key_F3)
    assert hands.focus == "Find a form or a key"
    seat.calls.hear(CallEvent("offered", "call-4", "999", "+447700900366"))
    assert hands.focus == "Find a form or a key", "a ring moves nobody"
    hands.press(Qt.Key.Key_F4)
    hands.type("woman screaming in the close")
    assert seat.calls.view().contact.narrative[-1].text == "woman screaming in the close"


def test_nor_into_a_page_that_a_ring_left_alone(hands, seat):
    hands.type("f.grant")
    hands.type("secret")
    hands.press(Qt.Key.Key_F2, SHIFT)
    before = hands.focus
    seat.calls.hear(RINGING)
    assert hands.focus == before != NARRATIVE
    hands.press(Qt.Key.Key_F4)
    assert hands.focus == NARRATIVE


def test_who_is_on_the_line_comes_before_what_is_unfinished(hands, seat):
    three_calls(hands, seat)
    assert tray(hands) == "2 more unfinished · F3 lists them"
    seat.calls.hear(CallEvent("offered", "call-4", "999", "+447700900366"))
    assert tray(hands) == "RINGING: 999 from 07700 900366 · F3 shows it"
    hands.press(Qt.Key.Key_F4)
    assert tray(hands) == "ON THE LINE: 999 from 07700 900333 · F3 shows it"
    seat.calls.hear(CallEvent("held", "call-3"))
    assert tray(hands) == "ON HOLD: 999 from 07700 900333 · F3 shows it"
    listed = [words for _, words in tray_list(seat.calls.desk_view(), "2026-11-21T14:30:00Z")]
    assert "· ON HOLD ·" in listed[0]
    hands.press(Qt.Key.Key_F3)
    assert seat.calls.view().contact.call.number == "+447700900333"
    assert "Take up again, Alt+G" in [
        b.accessibleName() for b in hands.window.news.findChildren(CapButton) if b.isVisible()
    ]


def test_an_ended_call_that_no_team_has_taken_needs_somebody(hands, seat):
    hands.take_the_call()
    seat.link.now = "lost"
    hands.press(Qt.Key.Key_F12)
    seat.calls.do(ask.Dispose(facts.WITH_INCIDENTS))
    seat.calls.hear(CallEvent("ended", "call-1"))
    seat.calls.hear(SECOND)
    hands.press(Qt.Key.Key_F4)
    (row,) = others(seat.calls.desk_view())
    assert row.alarms
    words = tray_words(seat.calls.desk_view())
    assert words == "NEEDS YOU: 999 from 0141 496 0123 · F3 shows it"


def test_another_place_that_was_said_since_is_read_in_its_words(hands, seat):
    hands.take_the_call()
    place = LocationFixed("fix-1", "incident", "gazetteer", "11 Larch Crescent", 55.9, -4.3, 15.0)
    seat.calls.do(ask.Record(place))
    seat.calls.do(
        ask.Record(LocationFixed("fix-2", "incident", "caller", "the shop, Sallow Court"))
    )
    panel = hands.window.columns.place
    assert "SAID SINCE: the shop, Sallow Court" in seen_words(panel)
    assert any("SAID SINCE: the shop" in fold.below for fold in folded(seat.calls.view()))
    seat.calls.do(ask.Record(LocationFixed("fix-3", "incident", "caller", "11 Larch Crescent")))
    assert not [words for words in seen_words(panel) if words.startswith("SAID SINCE")]


def test_the_question_named_next_is_the_one_that_comes(hands, seat):
    hands.take_the_call()
    seat.calls.do(ask.Record(facts.QuestionEnded("T.now", "answered", "yes")))
    hands.ctrl(Qt.Key.Key_P)
    panel = hands.window.questions
    named = panel._right.accessibleName() or panel._right.text()
    hands.press(Qt.Key.Key_F2)
    assert named == f"next: {panel.current.title}"
    assert len(panel.current.choices) == 2
    assert "answers by taps" in panel._note.accessibleName() or panel._note.text()


#: At 100 %: about what 200 % leaves of 1366x768, and that itself.
@pytest.mark.parametrize("size", [(683, 424), (1366, 768)])
def test_the_line_one_types_in_stays_in_sight_while_one_walks(hands, seat, size):
    hands.window.resize(*size)
    seat.directory.people = people.FAMILY
    hands.take_the_call()
    hands.ctrl(Qt.Key.Key_W)
    work, line = hands.window.work, hands.window.work.people.line
    for _ in range(len(work.people.list.rows)):
        hands.press(Qt.Key.Key_Down)
        QApplication.processEvents()
        top = line.mapTo(work.viewport(), QPoint()).y()
        assert top >= 0 and top + line.height() <= work.viewport().height()
        rows = work.people.list
        place = rows.visualRect(rows.currentIndex())
        at = QRect(rows.viewport().mapTo(work.viewport(), place.topLeft()), place.size())
        assert work.viewport().rect().contains(at.center()), "and so does who is walked to"


def test_the_left_column_unfolds_in_a_small_window_and_nothing_is_cut_off(hands, seat):
    window = hands.window
    for _ in range(3):  # the columns give way, and then the window
        window.resize(683, 424)
        QApplication.processEvents()
    seat.directory.people = people.FAMILY
    hands.take_the_call()
    hands.alt(Qt.Key.Key_C)
    QApplication.processEvents()
    assert window.columns.caller.isVisible()
    assert window.minimumSizeHint().width() <= window.width() == 683
    right = window.columns.hand_over
    assert right.mapTo(window, QPoint(right.width(), 0)).x() <= window.width()


def test_another_call_is_read_from_its_top(hands, seat):
    hands.window.resize(683, 424)
    hands.take_the_call()
    bar = hands.window.work.verticalScrollBar()
    QApplication.processEvents()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    seat.calls.hear(SECOND)
    hands.press(Qt.Key.Key_F3)
    assert bar.value() == 0


def test_what_is_longer_than_its_line_is_read_whole_below(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_E)
    onward = (Qt.Key.Key_2, Qt.Key.Key_1)
    for key in onward:
        hands.press(key)
    whole = hands.window.entry._whole
    assert QApplication.focusWidget().accessibleName().endswith("Told to the caller")
    assert whole.isVisible() and whole.text() == POLICY.disposition("advice").promise
    QApplication.focusWidget().selectAll()
    hands.type("Ring again if it starts", enter=False)
    assert not whole.isVisible()


def test_a_short_form_is_not_as_tall_as_the_page_behind_it(hands, seat):
    hands.window.resize(1920, 760)
    hands.take_the_call()
    work = hands.window.work
    hands.press(Qt.Key.Key_F2, SHIFT)
    hands.press(Qt.Key.Key_Escape)
    hands.alt(Qt.Key.Key_L)
    QApplication.processEvents()
    assert work.verticalScrollBar().maximum() == 0
