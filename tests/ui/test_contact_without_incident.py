"""A contact without incident by keys alone: short, and never past somebody in danger."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Hands
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts

NARRATIVE = "Narrative: type here"
RINGING = CallEvent("offered", "call-7", "101", "+447700900318")
#: Key presses that are not letters of what the caller said.
MOST = 8


class Counted(Hands):
    """Hands that count what they press besides the words."""

    actions = 0

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.actions += 1
        super().press(key, modifier)


@pytest.fixture
def counted(qtbot, dressed, seat):
    return Counted(qtbot, seat)


def take(hands):
    """Signed in, the telephone rings: count from the answer on."""
    hands.type("f.grant")
    hands.type("secret")
    hands.seat.calls.hear(RINGING)
    hands.actions = 0
    hands.press(Qt.Key.Key_F4)


def end(hands, danger, kind):
    """Alt+E and the lists by their first letters; the words to the caller as they stand."""
    hands.alt(Qt.Key.Key_E)
    for letter in (danger, kind):
        if letter:
            hands.press(letter)
        hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("letter", "kind", "team"),
    [
        (None, "advice", ""),
        (Qt.Key.Key_I, "information", ""),
        (Qt.Key.Key_M, "message", "local_policing"),
        (Qt.Key.Key_P, "praise", "local_policing"),
        (Qt.Key.Key_C, "complaint", "resolution_team"),
        (Qt.Key.Key_L, "property", "local_policing"),
    ],
)
def test_it_takes_at_most_eight_actions_beside_the_words(counted, seat, letter, kind, team):
    take(counted)
    counted.type("rang to say what happened on Tuesday")
    end(counted, Qt.Key.Key_N, letter)
    contact = seat.calls.view("contact:call-7").contact
    ended = contact.disposition.fact
    assert (ended.disposition, ended.team) == (kind, team)
    assert contact.answers["T.danger"].fact.choice == "no"
    policy = seat.calls.view("contact:call-7").policy
    assert [p.fact.text for p in contact.promises] == [policy.disposition(kind).promise]
    assert counted.actions <= MOST
    assert counted.focus == NARRATIVE


def test_danger_refuses_the_end_and_points_at_f12_and_the_grade(counted, seat):
    take(counted)
    end(counted, Qt.Key.Key_Y, None)
    contact = seat.calls.view().contact
    assert contact.disposition is None
    assert contact.promises == ()
    assert contact.answers["T.danger"].fact.choice == "yes"
    assert "F12" in counted.window.news._news.text()
    assert "grade" in counted.window.news._news.text()
    counted.press(Qt.Key.Key_F12)
    assert seat.calls.view().contact.grade.by_send_now


def test_nobody_is_let_go_unasked(counted, seat):
    take(counted)
    end(counted, None, None)
    assert seat.calls.view().contact.disposition is None
    assert counted.focus == "Answer to the current question"


def test_what_goes_on_now_may_be_no_danger_but_that_is_asked(counted, seat):
    take(counted)
    assert seat.calls.do(ask.Record(facts.QuestionEnded("T.now", "answered", "yes"))).done
    end(counted, None, None)
    assert seat.calls.view().contact.disposition is None
    assert counted.focus == "Is anyone in danger now?"
    counted.press(Qt.Key.Key_N)
    for _ in range(3):
        counted.press(Qt.Key.Key_Return)
    assert seat.calls.view("contact:call-7").contact.disposition is not None


def test_words_that_were_told_are_promised_as_they_were_said(counted, seat):
    take(counted)
    counted.alt(Qt.Key.Key_E)
    counted.press(Qt.Key.Key_N)
    counted.press(Qt.Key.Key_Return)
    counted.press(Qt.Key.Key_M)
    counted.press(Qt.Key.Key_Return)
    counted.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    counted.type("PC Rae will call back by six on Friday")
    contact = seat.calls.view("contact:call-7").contact
    assert [p.fact.text for p in contact.promises] == ["PC Rae will call back by six on Friday"]


def test_words_typed_before_the_list_is_changed_stay(counted, seat):
    take(counted)
    counted.alt(Qt.Key.Key_E)
    counted.window.entry._inputs["told"].setFocus()
    counted.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    counted.type("as I said it", enter=False)
    counted.window.entry._inputs["disposition"].setCurrentIndex(3)
    assert counted.window.entry.values()["told"] == "as I said it"
