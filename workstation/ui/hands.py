"""Two hands on the keyboard of one window: they press and type, and know nothing of the mouse."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

#: Milliseconds that one turn of the event loop may take while something is awaited.
TURN_MS: Final = 20
#: Seconds until a window that was shown has the keyboard.
SHOWN_S: Final = 10.0


class Hands:
    """Hands at ``window``, which is shown and gets the keyboard.

    Raises `TimeoutError` where no window gets it.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        window.show()
        window.activateWindow()
        if not self.wait(lambda: QApplication.focusWidget() is not None, SHOWN_S):
            raise TimeoutError("the window did not get the keyboard")

    @property
    def focus(self) -> str:
        """The accessible name of what has the keyboard, empty where nothing has."""
        found = QApplication.focusWidget()
        return found.accessibleName() if found is not None else ""

    def press(self, sequence: str) -> None:
        """Press one key or chord, named as on a screen: "F2", "Alt+K", "Return"."""
        chord = QKeySequence(sequence)[0]  # type: ignore[index]  # the stubs lack it
        QTest.keyClick(self._there(), chord.key(), chord.keyboardModifiers())

    def write(self, words: str) -> None:
        """Type characters, each a key of its own."""
        for character in words:
            code = ord(character.upper())
            key = code if code < 0x80 else Qt.Key.Key_unknown
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
                QApplication.sendEvent(self._there(), event)

    def paint(self) -> None:
        """Lay out and paint what has changed, now; a layout can ask for another."""
        for _ in range(2):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()

    def wait(self, done: Callable[[], bool], timeout_s: float) -> bool:
        """Leave the window to itself until ``done()``; whether that came in time."""
        end = time.monotonic() + timeout_s
        while not done():
            if time.monotonic() > end:
                return False
            turn = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            QCoreApplication.processEvents(turn, TURN_MS)
        return True

    def _there(self) -> QWidget:
        return QApplication.focusWidget() or self._window
