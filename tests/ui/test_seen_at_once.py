"""What is seen without asking: all choices, how a list is taken from, the keys of now."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget

from workstation.domain.call_event import CallEvent
from workstation.ui.desk.keys import KEYS
from workstation.ui.desk.reading.hints import HINTS, moment
from workstation.ui.desk.reading.judging import judged
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.choice_list import ChoiceList
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.entry import CHOOSES, HINT, TAKES
from workstation.ui.pieces.found import Found

CRITERION = "Threat to life or property, or an ongoing incident needing a dynamic response"


def hints(hands):
    """The keys beside the news, as they stand."""
    QApplication.processEvents()
    shown = (b for b in hands.window.news.findChildren(CapButton) if b.isVisible())
    return [one.accessibleName() for one in shown]


def listed(hands):
    """The rows of choices that are seen."""
    (found,) = hands.window.entry.findChildren(ChoiceList)
    return [found.item(n).text() for n in range(found.count())] if found.isVisible() else []


def hint(hands):
    """The line that tells what keys do in the open form."""
    labels = [label.text() for label in hands.window.entry.children() if hasattr(label, "text")]
    return next(text for text in labels if text.endswith(HINT))


def test_words_take_two_lines_before_they_are_cut(dressed, qtbot):
    label = Elided(CRITERION, "small", lines=2)
    qtbot.addWidget(label)
    wide = label.fontMetrics().horizontalAdvance(CRITERION)
    whole = label.fitting(wide * 6 // 10)
    assert len(whole) == 2 and " ".join(whole) == CRITERION
    cut = label.fitting(wide * 4 // 10)
    assert len(cut) == 2 and cut[1].endswith("…")
    assert label.fitting(2 * wide) == [CRITERION]


@pytest.mark.parametrize("text", ["", "word", "w" * 400])
def test_two_lines_keep_their_room_whatever_they_say(dressed, qtbot, text):
    label, other = Elided(text, "small", lines=2), Elided(CRITERION, "small", lines=2)
    qtbot.addWidget(label)
    qtbot.addWidget(other)
    assert label.minimumSizeHint().height() == other.minimumSizeHint().height()
    assert len(label.fitting(100)) <= 2


def test_no_incident_type_is_chosen_beforehand_and_none_is_kept_unchosen(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_T)
    hands.ctrl(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.incident_type is None
    assert hands.window.entry.form is not None and hands.focus == "Type"
    hands.press(Qt.Key.Key_1)
    first = seat.calls.view().policy.incident_types[0].key
    assert seat.calls.view().contact.incident_type == first
    hands.alt(Qt.Key.Key_T)
    assert hands.window.entry.values() == {"type": first}


@pytest.mark.parametrize(
    ("key", "modifier", "list_of", "kept"),
    [
        (Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier, "Role", "people"),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier, "Service", "services"),
    ],
)
def test_nobody_is_a_victim_and_nothing_was_asked_before_it_is_chosen(
    hands, seat, key, modifier, list_of, kept
):
    hands.take_the_call()
    hands.press(key, modifier)
    assert hands.window.entry.values()[list_of.lower()] == ""
    hands.ctrl(Qt.Key.Key_Return)
    assert not getattr(seat.calls.view().contact, kept)
    assert hands.window.entry.form is not None and hands.focus == list_of
    hands.press(Qt.Key.Key_1)
    hands.ctrl(Qt.Key.Key_Return)
    assert len(getattr(seat.calls.view().contact, kept)) == 1


def test_all_that_can_be_chosen_is_seen_with_its_digit(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_T)
    names = [kind.name for kind in seat.calls.view().policy.incident_types]
    assert [row.lstrip("0123456789 ") for row in listed(hands)] == names
    assert listed(hands)[1].startswith("2  ") and hint(hands) == CHOOSES


def test_the_list_follows_the_keyboard_through_a_form(hands):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_P)
    (rows,) = hands.window.entry.findChildren(ChoiceList)
    hands.press(Qt.Key.Key_Down)
    assert rows.currentRow() == 0 and listed(hands)
    hands.press(Qt.Key.Key_Return)
    assert listed(hands) == [] and hint(hands) == HINT


def test_a_choice_that_is_clicked_is_chosen_and_goes_on(hands):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_P)
    (rows,) = hands.window.entry.findChildren(ChoiceList)
    rows.itemClicked.emit(rows.item(2))
    assert hands.window.entry.values()["role"] == "witness"
    assert hands.focus == "Person: Name"


def test_places_to_take_say_how_and_go_with_their_line(hands):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_L)
    assert hint(hands) == HINT
    line = QApplication.focusWidget()
    offers = hands.window.entry._offers
    offers.serve(line, lambda _: (("0", "11 Larch Crescent"),))
    hands.type("11 larch", enter=False)
    assert offers.isVisible() and hint(hands) == TAKES
    hands.press(Qt.Key.Key_Return)
    assert not offers.isVisible() and hint(hands) == HINT


def test_the_finder_shows_each_key_and_finds_by_it(hands):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F1)
    finder = hands.window.finder
    (rows,) = finder.findChildren(QListWidget)
    whole = [rows.item(n).text() for n in range(rows.count())]
    assert "answer: the ring on the screen, else the longest waiting   F4" in whole
    hands.type("alt+e", enter=False)
    assert finder.found == "end"


def test_what_the_finder_finds_by_is_all_that_is_said():
    one = Found("form:person", "Person", "Role, Name", "Alt+P")
    assert one.whole == "Person: Role, Name   Alt+P"
    assert Found("call:1", "Call 999").whole == "Call 999"


def test_the_keys_beside_the_news_are_those_of_now(hands, seat):
    hands.window.resize(1920, 1040)
    hands.type("f.grant")
    hands.type("secret")
    assert "Line lost, Alt+D" not in hints(hands) and "Shift, Shift+F3" in hints(hands)
    seat.calls.hear(CallEvent("offered", "call-1", "999", "+441414960123"))
    assert "Answer, F4" in hints(hands)
    hands.press(Qt.Key.Key_F4)
    assert "Line lost, Alt+D" in hints(hands) and "Answer, F4" not in hints(hands)
    hands.alt(Qt.Key.Key_D)
    assert {"Line is back, Alt+G", "Rang back, Ctrl+B"} <= set(hints(hands))
    assert "Line lost, Alt+D" not in hints(hands)
    assert hints(hands)[-2:] == ["Find, Ctrl+K", "Keys, F1"]


def test_the_keys_beside_the_news_do_what_is_bound_to_them():
    bound = {key.sequence: key.deed for key in KEYS}
    assert [one for one in HINTS if bound[one.key] != one.deed] == []
    assert moment(None) == "none"


def test_a_grade_below_the_indication_is_told_to_say_why(hands, seat):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_1)
    hands.alt(Qt.Key.Key_4)
    assert judged(seat.calls.view()).beside == "yours is below it: say why"
    hands.alt(Qt.Key.Key_1)
    assert judged(seat.calls.view()).beside == "same as your grade"
