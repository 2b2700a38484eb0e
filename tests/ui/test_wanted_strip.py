"""What a team asks of the caller: a quiet banner with one key, and the list of whom to ring."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.desk.call.test_call_backs import FLOOR, LATER, RINGS, with_tasks
from workstation.desk.card_changes import CardChanges
from workstation.domain.telling import number_key
from workstation.ui.desk.wanted_deeds import NOTHING

SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def asked(hands, qtbot):
    """A call on the line, of whose caller two things are to be known."""
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    hands.take_the_call()
    call = hands.seat.calls.view().contact.call
    number = number_key(call.number)
    cards = (with_tasks("1", FLOOR, RINGS, numbers=(number,)), with_tasks("2", LATER))
    hands.seat.calls.linking.arrived(CardChanges(cards, whole=True))
    QApplication.processEvents()
    return hands


def words_of(hands):
    QApplication.processEvents()
    strip = hands.window.columns.wanted
    return " | ".join(label.text() for label in strip.findChildren(QLabel) if label.isVisible())


def test_the_banner_says_who_asks_what_and_what_was_promised(asked):
    words = words_of(asked)
    assert "asks: Which floor?" in words and "Ctrl+Shift+E" in words
    assert RINGS.text in words and "NOT KEPT" in words
    assert "Which door?" not in words, "that is another caller's"


def test_it_takes_no_focus_from_what_is_typed(asked):
    asked.type("he went up", enter=False)
    line = asked.window.narrative.line
    asked.seat.calls.linking.arrived(CardChanges((with_tasks("3", LATER),)))
    QApplication.processEvents()
    assert asked.window.focusWidget() is line
    assert line.text() == "he went up"


def test_one_key_answers_and_the_banner_goes(asked, qtbot):
    asked.press(Qt.Key.Key_E, SHIFTED)
    asked.type("the third")
    assert "Which floor?" not in words_of(asked)
    assert [w.task.text for w in asked.seat.calls.linking.call_backs.to_ask()] == ["Which door?"]
    assert asked.window.focusWidget() is asked.window.narrative.line
    with qtbot.waitSignal(asked.window.news.answered) as told:
        asked.press(Qt.Key.Key_E, SHIFTED)
    assert told.args == [NOTHING]


def test_the_list_of_whom_to_ring_opens_by_its_key_and_answers(asked):
    asked.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    asked.press(Qt.Key.Key_Down)
    asked.press(Qt.Key.Key_Return)
    asked.type("the blue one")
    left = [w.task.text for w in asked.seat.calls.linking.call_backs.to_ask()]
    assert left == ["Which floor?"]
