"""The line at the top: which call, who, how the link is, and the time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.words import plain_label, say, wear
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.reading.status import Status


#: Below this width keys are left out: F1 lists them.
_ROOM: Final = 1200


class StatusLine(QWidget):
    """Nothing here can be operated; every word is a true state with its age."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(px(40))
        line = QHBoxLayout(self)
        line.setContentsMargins(px(16), 0, px(16), 0)
        line.setSpacing(px(8))
        self._line = plain_label("", "line")
        self._time = plain_label("", "first")
        self._phase = Elided("", "second")
        self._who = plain_label("", "second")
        self._link = plain_label("", "strong")
        self._cache = Elided("", "second")
        self._attention = Elided("", "open")
        self._asked = Elided("", "open")
        self._attention.hide()
        self._asked.hide()
        self._policy = plain_label("", "second")
        self._clock = plain_label("", "first")
        self._line.hide()
        self._divides = [_divide(), _divide()]
        for widget in (self._line, self._time, self._phase, self._divides[0], self._who,
                       self._divides[1], self._link, self._cache, self._attention,
                       self._asked):  # fmt: skip
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        for widget in (self._policy, self._clock):
            line.addWidget(widget)

    def show_status(self, status: Status, clock: str) -> None:
        """Say it."""
        self._line.setVisible(bool(status.line))
        say(self._line, status.line)
        say(self._time, status.time)
        say(self._phase, status.phase)
        say(self._who, status.who)
        say(self._link, status.link)
        wear(self._link, "line" if status.link_lost else "strong")
        say(self._cache, status.cache)
        self._ask(self._attention, status.attention)
        self._ask(self._asked, status.asked)
        say(self._policy, status.policy)
        say(self._clock, clock)

    def _ask(self, label: Elided, words: str) -> None:
        """Something that waits for a person, without its key where there is little room."""
        tight = self.width() < px(_ROOM)
        say(label, words.partition(" · ")[0] if tight else words)
        label.setVisible(bool(words))

    def brief(self, brief: bool) -> None:
        """A small window: who sits here and by which policy is said elsewhere."""
        for widget in (self._who, self._policy, self._divides[0]):
            widget.setVisible(not brief)


def _divide() -> QFrame:
    line = QFrame()
    line.setFixedWidth(1)
    line.setMinimumHeight(px(40))
    line.setProperty("look", "rule")
    return line
