"""Open near here, by keys alone: there while it says something, linked, undone, in nobody's way."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.domain.test_alike import FIR_ROAD, NEXT_STREET, card
from workstation.desk.card_changes import CardChanges
from workstation.domain.contact import commands as ask
from workstation.domain.known import Known
from workstation.domain.location import LocationFixed

AS_OF = "2026-11-21T14:05:00.000000Z"
NEAR = card("1", Known((NEXT_STREET,)), place="3 Larch Lane", calls=2)
SAME = card("2", Known((FIR_ROAD,)), headline="Fire in the flats", vulnerable=True)
PLACE = LocationFixed(
    "f1", "incident", "gazetteer", "12 Fir Road", 55.8660, -3.9800, 15.0, "ML6 0AA"
)


@pytest.fixture
def near(hands, qtbot):
    """A call at 12 Fir Road, while two incidents are open near there."""
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    hands.take_the_call()
    hands.seat.calls.linking.arrived(CardChanges((NEAR, SAME), whole=True, as_of_utc=AS_OF))
    assert not hands.window.columns.near.isVisible()
    hands.seat.calls.do(ask.Record(PLACE))
    return hands


def words_of(hands):
    QApplication.processEvents()
    strip = hands.window.columns.near
    return " | ".join(label.text() for label in strip.findChildren(QLabel) if label.isVisible())


def attached(hands):
    return hands.seat.calls.view().contact.attached


def test_the_likeliest_stands_first_with_its_reasons(near):
    words = words_of(near)
    assert words.index("Fire in the flats") < words.index("Disorder")
    assert "same place" in words and "130 m away" in words
    assert "vulnerable" in words and "2 calls" in words and "3 Larch Lane" in words
    assert "as of" in words, "the copy is old, and that is said"


def test_it_takes_no_focus_and_nothing_that_is_typed_moves(hands, qtbot):
    hands.take_the_call()
    hands.type("a man with a la", enter=False)
    line = hands.window.narrative.line
    before = line.mapTo(hands.window, QPoint(0, 0))
    major = replace(card("9", Known()), briefing="Train derailed at the viaduct. " * 10)
    hands.seat.calls.linking.arrived(CardChanges((NEAR, SAME, major)))
    hands.seat.calls.do(ask.Record(PLACE))
    strip = hands.window.columns.near
    qtbot.waitUntil(lambda: strip.isVisible() and strip.height() > 0)
    assert hands.window.focusWidget() is line
    assert line.text() == "a man with a la"
    assert line.mapTo(hands.window, QPoint(0, 0)) == before


def test_one_key_links_to_what_stands_first(near):
    near.ctrl(Qt.Key.Key_J)
    assert attached(near) == (SAME.incident_id,)
    assert f"linked to {SAME.reference}" in words_of(near)
    assert "Fire in the flats" not in words_of(near)


def test_what_was_read_is_what_is_linked(near):
    """Something likelier that comes between reading and pressing takes nothing over."""
    strip = near.window.columns.near
    read = strip.first
    near.seat.calls.changes._listeners.clear()
    likelier = card("3", Known((FIR_ROAD,), ("1414960123",)))
    near.seat.calls.linking.arrived(CardChanges((likelier,)))
    assert near.seat.calls.view().near.proposals[0].card == likelier
    near.ctrl(Qt.Key.Key_J)
    assert attached(near) == (read,)


def test_another_is_chosen_by_arrows_or_its_digit_and_separated_again(near):
    chosen = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    near.press(Qt.Key.Key_J, chosen)
    near.press(Qt.Key.Key_Down)
    near.press(Qt.Key.Key_Return)
    assert attached(near) == (NEAR.incident_id,)
    assert near.window.focusWidget() is near.window.narrative.line
    near.press(Qt.Key.Key_J, chosen)
    near.press(Qt.Key.Key_Return)
    assert attached(near) == ()


def test_nothing_is_linked_where_nothing_is_proposed(hands):
    hands.take_the_call()
    hands.ctrl(Qt.Key.Key_J)
    assert attached(hands) == ()
    assert "nothing was linked" in hands.window.news._news.text()


def test_a_major_incident_is_a_quiet_banner_also_without_a_call(hands):
    major = replace(card("9", Known()), briefing="Train derailed at the viaduct: link calls to it")
    hands.type("f.grant")
    hands.type("secret")
    hands.seat.calls.linking.arrived(CardChanges((major,)))
    assert "Train derailed at the viaduct" in words_of(hands)
    assert "Ctrl+J" not in words_of(hands)
    hands.take_the_call()
    assert "major incident" in words_of(hands)
    hands.seat.calls.linking.arrived(CardChanges((), (major.incident_id,)))
    assert not hands.window.columns.near.isVisible()


@pytest.mark.parametrize("high", [760, 1040])
def test_in_a_low_window_one_is_shown_and_the_rest_are_counted(near, qtbot, high):
    near.window.resize(1366 if high < 900 else 1920, high)
    near.steering._refresh()
    few = high < 900
    assert ("1 more: Ctrl+Shift+J" in words_of(near)) is few
