"""The line at the top: which call, who, how the link is, and the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workstation.ui.pieces.words import plain_label, say, wear

if TYPE_CHECKING:
    from workstation.ui.desk.reading.status import Status


class StatusLine(QWidget):
    """Nothing here can be operated; every word is a true state with its age."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(24)
        self._line = plain_label("", "line")
        self._call = plain_label("", "strong")
        self._who = plain_label("", "second")
        self._link = plain_label("", "second")
        self._saved = plain_label("", "small")
        self._policy = plain_label("", "small")
        self._clock = plain_label("", "strong")
        for widget in (self._line, self._call, self._who, self._link):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        for widget in (self._saved, self._policy, self._clock):
            line.addWidget(widget)

    def show_status(self, status: Status, clock: str) -> None:
        """Say it."""
        self._line.setVisible(bool(status.line))
        say(self._line, status.line)
        say(self._call, status.call)
        say(self._who, status.who)
        say(self._link, status.link)
        wear(self._link, "line" if status.link_lost else "second")
        say(self._saved, status.saved)
        wear(self._saved, "line" if status.saved == "NOT SAVED" else "small")
        say(self._policy, status.policy)
        say(self._clock, clock)
