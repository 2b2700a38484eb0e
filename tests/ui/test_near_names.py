"""People of similar names come behind the exact ones once typing rests, and move nobody."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui import people
from workstation.domain.callers.caller import Caller
from workstation.ui.desk.callers.near_names import NearNames

CTRL = Qt.KeyboardModifier.ControlModifier
EXACT = tuple(
    Caller(f"c-exact-{n}", "Jon Smyth", f"197{n}-03-12", "1 Fir Road", False, ()) for n in range(3)
)
NEAR = (
    Caller("c-john", "John Smith", "1988-03-12", "3 Quern Lane", True, (), contacts=1),
    Caller("c-joan", "Joan Smyth", "1961-01-02", "9 Sallow Court", False, ()),
)
PATIENCE_MS = 10_000


@pytest.fixture
def looking(hands, seat):
    """An advisor in a call, before the line that finds people."""
    seat.directory.people = (*people.FAMILY, *EXACT)
    seat.directory.similar = NEAR
    hands.take_the_call()
    hands.press(Qt.Key.Key_W, CTRL)
    return hands


def page(hands):
    return hands.window.work.people


def rows(hands):
    return page(hands).list.rows


def said(hands):
    labels = page(hands).findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.text())


def rest(hands, qtbot):
    """Nobody types until the similar names are there."""
    qtbot.waitUntil(lambda: len(rows(hands)) == len(EXACT) + len(NEAR), timeout=PATIENCE_MS)


def test_exact_people_at_once_and_similar_names_behind_them_at_rest(looking, seat, qtbot):
    looking.type("jon smyth", enter=False)
    at_once = rows(looking)
    assert [row.name for row in at_once] == ["Jon Smyth"] * 3
    assert "3 found · by name · copy of" in said(looking)
    rest(looking, qtbot)
    assert rows(looking)[:3] == at_once
    assert [(row.name, row.how) for row in rows(looking)[3:]] == [
        ("John Smith", "similar name"),
        ("Joan Smyth", "similar name"),
    ]
    assert [row.how for row in at_once] == ["", "", ""]
    assert "3 found · by name · 2 with a similar name · copy of" in said(looking)
    assert "similar name" in rows(looking)[3].spoken
    assert (rows(looking)[3].where, "Quern" in rows(looking)[3].spoken) == (
        "address protected", False,
    )  # fmt: skip
    assert seat.directory.asked[-2:] == ["jon smyth", "near jon smyth"]


def test_what_is_under_the_keys_stays_there(looking, qtbot):
    looking.type("jon smyth", enter=False)
    looking.press(Qt.Key.Key_Down)
    under, resets = page(looking).here, []
    page(looking).list.model().modelReset.connect(lambda: resets.append(1))
    rest(looking, qtbot)
    assert (page(looking).here, page(looking).list.at, resets) == (under, 1, [])
    assert looking.focus == "Find people"


def test_who_has_a_similar_name_is_chosen_like_anybody(looking, seat, qtbot):
    looking.type("jon smyth", enter=False)
    rest(looking, qtbot)
    for _ in EXACT:
        looking.press(Qt.Key.Key_Down)
    seat.directory.people += NEAR
    looking.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.caller.caller_id == "c-john"


@pytest.mark.parametrize("typed", ["jon smy", "jon smyth x"])
def test_nothing_is_waited_for_where_nobody_is_called_so(looking, seat, typed):
    seat.directory.people += (replace(EXACT[0], caller_id="c-x", name="Jon Smyth Xu"),)
    looking.type(typed, enter=False)
    at_rest(looking)
    assert not [asked for asked in seat.directory.asked if asked.startswith("near")]


def at_rest(hands):
    """As if typing had rested just now."""
    (near,) = hands.window.findChildren(NearNames)
    near.findChild(QTimer).timeout.emit()
    QApplication.processEvents()


def test_a_newer_key_takes_the_place_of_what_was_waited_for(looking, seat):
    looking.type("jon smyth", enter=False)
    looking.press(Qt.Key.Key_Backspace)
    at_rest(looking)
    assert [row.name for row in rows(looking)] == ["Jon Smyth"] * 3
    assert not [asked for asked in seat.directory.asked if asked.startswith("near")]


def test_an_emptied_line_shows_who_is_at_the_number_and_nobody_more(looking, seat):
    looking.type("jon smyth", enter=False)
    page(looking).line.selectAll()
    looking.press(Qt.Key.Key_Delete)
    at_rest(looking)
    assert {row.name for row in rows(looking)} == {one.name for one in people.FAMILY}


def test_a_search_that_was_left_gets_nobody_more(looking, seat):
    looking.type("jon smyth", enter=False)
    looking.press(Qt.Key.Key_Escape)
    at_rest(looking)
    assert "near jon smyth" not in seat.directory.asked
    looking.press(Qt.Key.Key_W, CTRL)
    assert {row.name for row in rows(looking)} == {one.name for one in people.FAMILY}


def test_somebody_of_a_similar_name_is_marked_and_stays_under_the_keys(looking, seat, qtbot):
    looking.type("jon smyth", enter=False)
    rest(looking, qtbot)
    for _ in EXACT:
        looking.press(Qt.Key.Key_Down)
    looking.press(Qt.Key.Key_M, CTRL)
    assert (page(looking).here, rows(looking)[3].marked) == ("c-john", True)
    assert "may be the same as John Smith" in said(looking)
