"""A contact without incident by keys alone: short, and never past somebody in danger."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Hands
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.ui.desk.deciding_deeds import ENDED
from workstation.ui.desk.reading.hints import moment
from workstation.ui.desk.reading.phase import phase_words

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


#: Digits of "Is anyone in danger now?".
NOT_ASKED, NO, YES, NOT_KNOWN = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4
ADVICE = Qt.Key.Key_1


def end(hands, danger, kind):
    """Alt+E and both lists by their digits; the words to the caller as they stand."""
    hands.alt(Qt.Key.Key_E)
    hands.press(danger)
    hands.press(kind)
    hands.ctrl(Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("digit", "kind", "team"),
    [
        (ADVICE, "advice", ""),
        (Qt.Key.Key_2, "information", ""),
        (Qt.Key.Key_3, "message", "local_policing"),
        (Qt.Key.Key_4, "praise", "local_policing"),
        (Qt.Key.Key_5, "complaint", "resolution_team"),
        (Qt.Key.Key_6, "property", "local_policing"),
    ],
)
def test_it_takes_at_most_eight_actions_beside_the_words(counted, seat, digit, kind, team):
    take(counted)
    counted.type("rang to say what happened on Tuesday")
    end(counted, NO, digit)
    call = seat.calls.view("contact:call-7")
    ended = call.contact.disposition.fact
    assert (ended.disposition, ended.team) == (kind, team)
    assert call.contact.answers["T.danger"].fact.choice == "no"
    assert [p.fact.text for p in call.contact.promises] == [call.policy.disposition(kind).promise]
    assert counted.actions <= MOST
    assert counted.focus == NARRATIVE


def test_enter_alone_keeps_within_eight_too(counted, seat):
    take(counted)
    counted.type("thank the two who came on Sunday")
    counted.alt(Qt.Key.Key_E)
    counted.press(NO)
    counted.press(Qt.Key.Key_4)
    counted.press(Qt.Key.Key_Return)
    counted.press(Qt.Key.Key_Return)
    assert seat.calls.view("contact:call-7").contact.disposition.fact.disposition == "praise"
    assert counted.actions <= MOST


def test_danger_refuses_the_end_and_points_at_f12_and_the_grade(counted, seat):
    take(counted)
    end(counted, YES, ADVICE)
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
    end(counted, NOT_ASKED, ADVICE)
    assert seat.calls.view().contact.disposition is None
    assert counted.focus == "Answer to the current question"


def test_what_goes_on_now_may_be_no_danger_but_that_is_asked(counted, seat):
    take(counted)
    assert seat.calls.do(ask.Record(facts.QuestionEnded("T.now", "answered", "yes"))).done
    end(counted, NOT_ASKED, ADVICE)
    assert seat.calls.view().contact.disposition is None
    assert counted.focus == "Is anyone in danger now?"
    end(counted, NOT_KNOWN, ADVICE)
    assert seat.calls.view("contact:call-7").contact.disposition is not None


def test_words_that_were_told_are_promised_as_they_were_said(counted, seat):
    take(counted)
    counted.alt(Qt.Key.Key_E)
    counted.press(NO)
    counted.press(Qt.Key.Key_3)
    counted.ctrl(Qt.Key.Key_A)
    counted.type("PC Rae will call back by six on Friday", enter=False)
    counted.ctrl(Qt.Key.Key_Return)
    contact = seat.calls.view("contact:call-7").contact
    assert [p.fact.text for p in contact.promises] == ["PC Rae will call back by six on Friday"]


def test_what_was_answered_is_chosen_already_when_the_form_is_opened_again(counted, seat):
    take(counted)
    end(counted, YES, ADVICE)
    counted.alt(Qt.Key.Key_E)
    assert counted.window.entry.values()["danger"] == "yes"


def test_words_typed_before_the_list_is_changed_stay(counted, seat):
    take(counted)
    counted.alt(Qt.Key.Key_E)
    counted.window.entry._inputs["told"].setFocus()
    counted.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    counted.type("as I said it", enter=False)
    counted.window.entry._inputs["disposition"].setCurrentIndex(3)
    assert counted.window.entry.values()["told"] == "as I said it"


def test_the_end_is_said_though_the_line_is_still_open(counted, seat):
    take(counted)
    counted.type("asks when the station opens")
    said = []
    counted.window.news.answered.connect(said.append)
    end(counted, YES, ADVICE)
    assert ENDED not in said
    end(counted, NO, ADVICE)
    assert said[-1] == ENDED
    contact = seat.calls.view().contact
    assert phase_words(contact, contact.answered_at) == "on call · contact ended"
    assert moment(contact) == "over"
