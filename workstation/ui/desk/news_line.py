"""The news line: the only place where news appears, beside the work and never over it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.words import plain_label, say, wear
from workstation.ui.theme.worn import px

#: (words, key, deed): the keys that are hard to guess, in the order of need; a small window shows
#: the last ones only.
HINTS: Final = (
    ("Answer", "F4", "answer"),
    ("End", "Alt+E", "end"),
    ("Find", "Ctrl+K", "find"),
    ("Keys", "F1", "keys"),
)


class NewsLine(QWidget):
    """What happened last, and which other calls there are. Signals: ``pressed`` with a deed."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(px(32))
        line = QHBoxLayout(self)
        line.setContentsMargins(px(16), 0, px(16), 0)
        line.setSpacing(px(16))
        self._news = Elided("Opening this desk …")
        self._tray = plain_label("", "strong")
        line.addWidget(self._news, 1)
        line.addWidget(self._tray)
        for words, key, deed in HINTS:
            hint = CapButton(words, key, look="flat", tall=24)
            hint.clicked.connect(lambda _=False, what=deed: self.pressed.emit(what))
            line.addWidget(hint)

    def say(self, news: str, tray: str) -> None:
        """Say the newest news and what waits in the tray."""
        say(self._news, news)
        say(self._tray, tray)
        wear(self._tray, "line" if tray.startswith("RINGING") else "strong")

    def answer(self, sentence: str) -> None:
        """What came of the last key."""
        if sentence:
            say(self._news, sentence)
