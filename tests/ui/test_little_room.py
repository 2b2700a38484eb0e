"""A small window: words give way before they are cut, and lists stand where they are looked for."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.desk.call.seat import RINGING
from workstation.ui.pieces.asking_line import AskingLine
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.choice_list import ChoiceList
from workstation.ui.pieces.entry import Entry
from workstation.ui.pieces.field_grid import COLUMN
from workstation.ui.pieces.fitting_line import FittingLine
from workstation.ui.pieces.form import Field, Form
from workstation.ui.pieces.offers import Offers

COLOURS = (("red", "red"), ("blue", "blue"))
FORM = Form(
    "car",
    "A car",
    (Field("colour", "Colour", COLOURS), Field("plate", "Plate"), Field("where", "Where")),
    lambda values, _: values,
)


@pytest.fixture
def entry(dressed, qtbot):
    form = Entry(across=2)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


def of_width(entry, width):
    """The fields of the form, in a window of that width."""
    entry.resize(width, 700)
    entry.open(FORM)
    QApplication.processEvents()
    return [entry._inputs[field.key] for field in FORM.fields]


def top(widget):
    """Where it stands in its window."""
    return widget.mapTo(widget.window(), QPoint()).y()


def test_fields_stand_in_two_columns_where_there_is_room(entry):
    colour, plate, where = of_width(entry, 2 * COLUMN)
    assert top(colour) == top(plate) < top(where)
    (rows,) = entry.findChildren(ChoiceList)
    assert top(rows) > top(where)


def test_fields_stand_below_each_other_where_there_is_little(entry):
    colour, plate, where = of_width(entry, 2 * COLUMN - 1)
    assert top(colour) < top(plate) < top(where)
    assert colour.width() == plate.width() > COLUMN


def test_the_list_stands_between_its_field_and_the_next_where_there_is_little(entry):
    colour, plate, _ = of_width(entry, COLUMN)
    (rows,) = entry.findChildren(ChoiceList)
    assert rows.isVisible() and top(colour) < top(rows) < top(plate)


def test_what_is_offered_stands_below_its_line_too(entry, qtbot):
    _, plate, where = of_width(entry, COLUMN)
    (offers,) = entry.findChildren(Offers)
    offers.serve(plate, lambda _: (("0", "SY12 KAA"),))
    plate.setFocus()
    qtbot.keyClicks(plate, "sy")
    QApplication.processEvents()
    assert offers.isVisible() and top(plate) < top(offers) < top(where)


def test_a_window_that_grows_sets_its_form_out_anew(entry):
    of_width(entry, COLUMN)
    entry.resize(2 * COLUMN, 700)
    QApplication.processEvents()
    assert top(entry._inputs["colour"]) == top(entry._inputs["plate"])


def test_the_lists_outlive_the_form_they_stood_in(entry):
    of_width(entry, COLUMN)
    of_width(entry, COLUMN)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (rows,) = entry.findChildren(ChoiceList)
    assert rows.isVisible() and rows.count() == len(COLOURS)


def test_a_line_asks_in_as_many_words_as_there_is_room_for(dressed, qtbot):
    line = AskingLine()
    qtbot.addWidget(line)
    line.ask("Type what you hear. Enter keeps the line", "Type what you hear")
    line.resize(900, 40)
    line.show()
    assert line.placeholderText().endswith("keeps the line")
    line.resize(180, 40)
    QApplication.processEvents()
    assert line.placeholderText() == "Type what you hear"


def test_a_line_says_as_much_as_fits_in_whole_words(dressed, qtbot):
    line = FittingLine("strong")
    qtbot.addWidget(line)
    every = (
        "30 m away; same words: baseball bat · Prompt · 3 min",
        "30 m away; same words",
        "30 m",
    )
    line.offer(*every)
    line.show()
    for told in every:
        line.resize(line.fontMetrics().horizontalAdvance(told) + 2, 40)
        QApplication.processEvents()
        assert line.text() == told
        assert line.fitting(line.contentsRect().width()) == [told]
    assert line.accessibleName() == every[0]


def test_in_hardly_any_room_an_alarm_leaves_the_grades_theirs_and_the_ringing_time_is_whole(
    hands, seat
):
    hands.window.resize(683, 384)  # what 200 % leaves of 1366x768
    hands.type("f.grant")
    hands.type("secret")
    seat.calls.hear(RINGING)
    QApplication.processEvents()
    panel = hands.window.columns.ringing
    (since,) = (one for one in panel.findChildren(QLabel) if one.text().startswith("Ringing "))
    assert since.wordWrap() and since.height() >= since.heightForWidth(since.width())
    hands.press(Qt.Key.Key_F4)
    seat.link.now = "lost"
    hands.press(Qt.Key.Key_F12)
    hands.window.second.emit()
    QApplication.processEvents()
    assert seat.calls.view().alarms
    grade = hands.window.columns.grade
    button = grade.findChildren(CapButton)[0]
    area = grade.parentWidget().parentWidget()
    end = button.mapTo(area, QPoint(0, button.height())).y()
    assert area.height() >= end, "the first grade is seen whole"
    assert hands.window.height() == 384, "the alarm made its window no taller"


def test_news_comes_before_the_keys_beside_it(hands):
    hands.window.resize(1366, 700)
    hands.take_the_call()
    news = hands.window.news
    few = [one for one in news.findChildren(CapButton) if one.isVisible()]
    news.answer("Your grade is below what the rules indicate: say in a line why it fits. " * 3)
    QApplication.processEvents()
    left = [one.accessibleName() for one in news.findChildren(CapButton) if one.isVisible()]
    assert 1 <= len(left) < len(few) and left[-1] == "Keys, F1"
    news.answer("Sent.")
    QApplication.processEvents()
    assert len([one for one in news.findChildren(CapButton) if one.isVisible()]) == len(few)


def test_what_is_typed_in_stays_in_sight_when_the_room_gets_smaller(hands):
    hands.window.resize(1366, 720)
    hands.take_the_call()
    hands.press(Qt.Key.Key_F2)
    hands.window.resize(1366, 420)
    QApplication.processEvents()
    QApplication.processEvents()
    line, area = hands.window.questions.answer, hands.window.work.viewport()
    at = line.mapTo(area, QPoint())
    assert at.y() >= 0 and at.y() + line.height() <= area.height()
