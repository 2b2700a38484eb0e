"""A desk window on a real journal, driven by keys alone."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desk.call.seat import GRANT, RINGING, ElsewhereOfTest, Seat
from workstation.content.policies import load_force
from workstation.ui.desk.steering import Steering
from workstation.ui.desk.window import DeskWindow
from workstation.ui.theme.dress import dress, wear_sheet


class Hands:
    """Two hands on the keyboard of one desk; they know nothing of the mouse."""

    def __init__(self, qtbot, seat):
        self.seat = seat
        self.window = DeskWindow()
        qtbot.addWidget(self.window)
        ids = itertools.count()
        self.window.show()
        qtbot.waitExposed(self.window)
        self.elsewhere = ElsewhereOfTest()
        new_id = lambda: f"made-up-{next(ids)}"  # noqa: E731
        self.steering = Steering(self.window, seat.calls, self, new_id, self.elsewhere)
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def sign_in(self, user, password, told):
        self.seat.calls.sign_in(GRANT)
        told("")

    def sign_out(self):
        self.seat.calls.sign_out()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def alt(self, key):
        self.press(key, Qt.KeyboardModifier.AltModifier)

    def ctrl(self, key):
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, words, *, enter=True):
        """Type words where the focus is."""
        QTest.keyClicks(QApplication.focusWidget(), words)
        if enter:
            self.press(Qt.Key.Key_Return)

    @property
    def focus(self):
        """The accessible name of what has the focus."""
        found = QApplication.focusWidget()
        return found.accessibleName() if found is not None else ""

    def take_the_call(self):
        """Sign in, let a 999 call ring, answer it."""
        self.type("f.grant")
        self.type("secret")
        self.seat.calls.hear(RINGING)
        self.press(Qt.Key.Key_F4)
        self.seat.settle()


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, load_force("police-scotland"))
    yield sitting
    sitting.stand_up()


@pytest.fixture(scope="session")
def dressed(qapp):
    """The application in its look; restyling a hundred windows again for each test is slow."""
    dress(qapp, "dark")
    wear_sheet(qapp)
    return qapp


@pytest.fixture
def hands(qtbot, dressed, seat):
    return Hands(qtbot, seat)
