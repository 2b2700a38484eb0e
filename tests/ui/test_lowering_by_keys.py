"""A lower grade after the hand-over, by keys: one line, and what was asked for is said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workstation.domain.contact.lowering import ASSESS_FIRST
from workstation.domain.desk_stream import LowerGradeRequested
from workstation.protocol.payloads import body_of

ALT = Qt.KeyboardModifier.AltModifier


def asked(hands):
    hands.seat.settle()
    bodies = [body_of(event) for event in hands.seat.journal.stream("desk:store-1")]
    return [body for body in bodies if isinstance(body, LowerGradeRequested)]


def test_it_is_asked_with_one_line_once_something_is_new(hands, qtbot):
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    hands.take_the_call()
    hands.press(Qt.Key.Key_F12)
    hands.seat.clock.seconds += 5
    with qtbot.waitSignal(hands.window.news.answered) as told:
        hands.press(Qt.Key.Key_3, ALT)
        hands.type("he has left")
    assert told.args == [ASSESS_FIRST]
    hands.press(Qt.Key.Key_Escape)
    hands.type("the caller sees him walk away")
    hands.press(Qt.Key.Key_3, ALT)
    with qtbot.waitSignal(hands.window.news.answered) as told:
        hands.type("he has left")
    assert "stays until a supervisor approves" in told.args[0]
    assert [wish.grade for wish in asked(hands)] == ["standard"]
    assert hands.seat.calls.view().contact.grade.grade == "immediate"
