"""What can be pressed is big enough to hit: 24 px at 100 %, and as much more as the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QWidget,
)

from tests.ui import outside
from workstation.ui.desk.forms import catalogue
from workstation.ui.desk.reading.policy import key_list
from workstation.ui.desk.reading.shift import shift_rows
from workstation.ui.desk.window import DeskWindow
from workstation.ui.queue.window import QueueWindow
from workstation.ui.theme.dress import dress, wear_sheet

#: Least height and width of a target at 100 %, in pixels (WCAG 2.2, 2.5.8).
LEAST = 24
SCREENS = {"small": QSize(1366, 768), "usual": QSize(1920, 1080)}


@pytest.fixture(scope="module", params=[1.0, 2.0], ids=["100", "200"])
def scale(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[float]:
    """The application at a text scale; as it was, afterwards."""
    if request.param != 1.0:
        dress(dressed, "dark", request.param)
        wear_sheet(dressed)
    yield request.param
    if request.param != 1.0:
        dress(dressed, "dark")
        wear_sheet(dressed)


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> QSize:
    return SCREENS[request.param]


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in range(4):
        QApplication.processEvents()


def shown(window: QMainWindow, screen: QSize) -> None:
    window.resize(screen)
    window.show()
    settle()


def gone(window: QMainWindow) -> None:
    """A window that is left behind would be dressed anew with every other."""
    window.close()
    window.deleteLater()
    settle()


def too_small(window: QWidget, scale: float) -> list[str]:
    """Every target that shows and is smaller than it may be."""
    least = round(LEAST * scale)
    found = [
        f"{type(one).__name__} {one.accessibleName() or one.objectName()}: {one.size()}"
        for one in window.findChildren(QWidget)
        if isinstance(one, QAbstractButton | QLineEdit | QComboBox)
        if one.isVisible() and (one.height() < least or one.width() < least)
    ]
    rows = [rows for rows in window.findChildren(QListWidget) if rows.isVisible() and rows.count()]
    found += [
        f"row {n} of {one.accessibleName()}: {one.visualItemRect(one.item(n)).size()}"
        for one in rows
        for n in range(one.count())
        if one.visualItemRect(one.item(n)).height() < least
    ]
    return found


def targets(window: QWidget) -> int:
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    return sum(one.isVisible() for kind in kinds for one in window.findChildren(kind))


def test_every_target_of_the_desk(scale: float, screen: QSize) -> None:
    window = DeskWindow()
    shown(window, screen)
    call = outside.call_of("Larch & Son")
    window.show_desk(outside.desk_of("Larch & Son"), call)
    settle()
    assert targets(window) >= 15
    assert too_small(window, scale) == []
    for form in catalogue(call.policy, call.contact.incident_type, "soon"):
        window.entry.open(form)
        settle()
        assert too_small(window, scale) == [], form.key
    window.finder.open(key_list(call.policy))
    settle()
    assert too_small(window, scale) == []
    window.work.shift.open(shift_rows(outside.shift_of("Larch & Son")))
    settle()
    assert window.work.shift.rows.isVisible()
    assert too_small(window, scale) == []
    gone(window)


def test_every_target_of_the_queue(scale: float, screen: QSize) -> None:
    window = QueueWindow()
    shown(window, screen)
    window.show_view(outside.queue_of("Larch & Son"))
    settle()
    assert targets(window) >= 5
    assert too_small(window, scale) == []
    gone(window)


@pytest.mark.parametrize("hand_overs", [0, 1, 6])
def test_the_desk_fits_the_small_screen(scale: float, hand_overs: int) -> None:
    window = DeskWindow()
    shown(window, SCREENS["small"])
    call = outside.call_of("Larch & Son")
    call = replace(call, hand_overs=call.hand_overs[:1] * hand_overs)
    window.show_desk(outside.desk_of("Larch & Son"), call)
    settle()
    assert window.size() == SCREENS["small"]
    gone(window)


def test_the_queue_fits_the_small_screen(scale: float) -> None:
    window = QueueWindow()
    shown(window, SCREENS["small"])
    window.show_view(outside.queue_of("Larch & Son"))
    settle()
    assert window.size() == SCREENS["small"]
    gone(window)


@pytest.mark.parametrize("words", ["Larch & Son", "l" * 400])
def test_the_shift_page_fits_the_small_screen(scale: float, words: str) -> None:
    window = DeskWindow()
    shown(window, SCREENS["small"])
    window.work.shift.open(shift_rows(outside.shift_of(words)))
    settle()
    rows = window.work.shift.rows
    assert window.size() == SCREENS["small"]
    for n in range(rows.count()):
        assert rows.visualItemRect(rows.item(n)).width() <= rows.viewport().width()
    gone(window)


def test_a_target_that_is_too_small_is_found(scale: float) -> None:
    window = QMainWindow()
    button = QPushButton("x", window)
    button.setMinimumSize(0, 0)
    button.setMaximumHeight(round(LEAST * scale) - 1)
    button.setStyleSheet("min-height: 0; padding: 0;")
    shown(window, SCREENS["small"])
    assert [found for found in too_small(window, scale) if found.startswith("QPushButton")]
    gone(window)
