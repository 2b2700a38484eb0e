"""Hostile texts by the ways they really come: a telephone system, hands on keys, a form."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.desk.call.seat import GRANT
from tests.ui import outside
from tests.ui.hostile import TEXTS
from tests.ui.test_hostile_text import HIGH, WIDE, shapeless, silence, texts
from workstation.desk.telephony.call_query import NotACall, call_event
from workstation.domain.call_event import CallEvent
from workstation.domain.text import LINE, cleaned
from workstation.ui.desk.forms import catalogue

#: Neither a keyboard nor a paste can make halves of characters.
TYPED = [text for text in TEXTS if not any("\ud800" <= c <= "\udfff" for c in text)]


def test_a_call_by_any_number_and_line_rings_and_is_recorded(hands, seat):
    seat.calls.sign_in(GRANT)
    for n, text in enumerate(TYPED):
        people = outside.candidates_of(text, 2).callers
        seat.directory.people = tuple(replace(one, phones=(text,)) for one in people)
        with silence():
            seat.calls.hear(CallEvent("offered", f"call-{n}", text, text, dialled=text))
            hands.window.grab()
        assert not any(shapeless(said) for said in texts(hands.window)), n
    assert len(seat.calls.desk_view().calls) == len(TYPED)
    seat.settle()
    least = hands.window.minimumSizeHint()
    assert (least.width() <= WIDE, least.height() <= HIGH) == (True, True), least


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_telephone_program_tells_numbers_and_lines_only(text):
    said = quote(text, errors="ignore")
    if said:
        with pytest.raises(NotACall):
            call_event(f"kind=offered&call=1&line={said}")
    number = call_event(f"kind=offered&call=1&line=999&number={said}").number
    assert number is None or (number[0] == "+" and number[1:].isdigit())


def test_fault_33_hostile_words_typed_in_every_field_go_on_record_cleaned(hands, seat):
    hands.take_the_call()
    line, answer = hands.window.narrative.line, hands.window.questions.answer
    for n, text in enumerate(TYPED):
        with silence():
            line.setText(text)
            hands.press(Qt.Key.Key_Escape)
            hands.press(Qt.Key.Key_Return)
            hands.press(Qt.Key.Key_F2)
            answer.setText(text)
            hands.press(Qt.Key.Key_Return)
            _fill_a_form(hands, seat, n, text)
        assert not any(shapeless(said) for said in texts(hands.window)), n
    seat.settle()
    contact = seat.calls.view().contact
    kept = {line.text for line in contact.narrative}
    for text in TYPED:
        words = cleaned(_pasted(text).strip().strip('"'))
        assert not words or words in kept, text[:80]


def _fill_a_form(hands, seat, n, text):
    call = seat.calls.view()
    forms = catalogue(call.policy, call.contact.incident_type, "soon")
    form = forms[n % len(forms)]
    hands.steering.do(f"form:{form.key}")
    for field in hands.window.entry.findChildren(QLineEdit):
        field.setText(text)
    for _ in form.fields:
        hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Escape)


def _pasted(text):
    """What a line makes of a text: it is one line, and ends where its length ends."""
    line = QLineEdit()
    line.setMaxLength(LINE)
    line.setText(text)
    return line.text()
