"""The news line: the only place where news appears, beside the work and never over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workstation.ui.pieces.words import plain_label, say, wear

HINTS = "Answer F4 · End Alt+E · Find Ctrl+K · Keys F1"


class NewsLine(QWidget):
    """What happened last, and which other calls there are."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(32)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(16)
        self._news = plain_label("Opening this desk …")
        self._news.setMinimumWidth(1)
        self._tray = plain_label("", "strong")
        line.addWidget(self._news, 1)
        line.addWidget(self._tray)
        line.addWidget(plain_label(HINTS, "small"))

    def say(self, news: str, tray: str) -> None:
        """Say the newest news and what waits in the tray."""
        say(self._news, news)
        say(self._tray, tray)
        wear(self._tray, "line" if tray.startswith("RINGING") else "strong")

    def answer(self, sentence: str) -> None:
        """What came of the last key."""
        if sentence:
            say(self._news, sentence)
