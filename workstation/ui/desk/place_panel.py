"""Where: the incident's place and the caller's, best fix first, read back or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from workstation.ui.desk.reading import who
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.words import plain_label, say, wear

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class PlacePanel(Panel):
    """Places with source, radius and time. The button says that the place was read back."""

    def __init__(self, read_back: Callable[[], None]) -> None:
        super().__init__("Location", "Alt+L")
        self._fixes = QVBoxLayout()
        self._fixes.setSpacing(2)
        self._state = plain_label("", "open")
        self._button = QPushButton("Read back: right   Alt+B")
        self._button.setAccessibleName("The place was read back and is right")
        self._button.clicked.connect(lambda: read_back())
        self.body.addLayout(self._fixes)
        self.body.addWidget(row(self._state))
        self.body.addWidget(row(self._button))
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """List the fixes of ``call``."""
        contact = call.contact
        here = who.place_lines(contact, "incident")
        words = who.read_back_words(contact)
        say(self._state, words)
        wear(self._state, "chip" if words.startswith("read back, c") else "open")
        self._state.setVisible(bool(here))
        self._button.setVisible(bool(here) and not words.startswith("read back, c"))
        if self._drawn == contact.fixes:
            return
        self._drawn = contact.fixes
        there = who.place_lines(contact, "caller")
        lines: list[QWidget] = [plain_label("Incident", "small")]
        lines += [_line(text, n == 0) for n, text in enumerate(here)]
        if not here:
            lines.append(plain_label("Not known yet: Alt+L takes the caller's words", wrap=True))
        if there:
            lines.append(plain_label("Caller", "small"))
            lines += [_line(text, n == 0) for n, text in enumerate(there)]
        refill(self._fixes, lines)


def _line(text: str, best: bool) -> QWidget:
    return plain_label(text, "strong" if best else "second", wrap=True)
