"""The news line: the only place where news appears, beside the work and never over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workstation.ui.desk.reading.hints import HINTS
from workstation.ui.desk.reading.tray import is_loud
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.words import plain_label, say, wear
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.reading.hints import Hint, Moment

#: So many hints in a window narrower than this, at 100 %.
FEW: Final = 4
FEW_BELOW: Final = 1600


class NewsLine(QWidget):
    """What happened last, and which other calls there are.

    What came of a key stands until there is newer news, another answer or another call; that
    something was not done only until something is. Signals: ``pressed`` with a deed; ``answered``
    with what came of a key.
    """

    pressed = Signal(str)
    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(px(32))
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(px(16), 0, px(16), 0)
        line.setSpacing(px(16))
        self._news = Elided("Opening this desk …")
        self._tray = plain_label("", "strong")
        line.addWidget(self._news, 1)
        line.addWidget(self._tray)
        self._moment: Moment = "none"
        self._standing: tuple[str, tuple[str, ...]] = ("", ())
        self._passes = False
        self._hints = [(one, self._hint(one)) for one in HINTS]
        for _, hint in self._hints:
            line.addWidget(hint)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The news comes first where there is little room; the last of the hints always stays."""
        super().resizeEvent(event)
        self._fit()

    def at(self, moment: Moment) -> None:
        """Show the keys of ``moment``."""
        if moment != self._moment:
            self._moment = moment
            self._fit()

    def _fit(self) -> None:
        fitting = [b for one, b in self._hints if not one.moments or self._moment in one.moments]
        few = fitting if self.width() >= px(FEW_BELOW) else fitting[-FEW:]
        gap = self._line.spacing()
        wanted = self._news.sizeHint().width() + self._tray.sizeHint().width() + 2 * gap
        room = self.width() - 2 * px(16) - wanted
        seen: list[CapButton] = []
        for hint in reversed(few):
            room -= hint.sizeHint().width() + gap
            if not seen or room >= 0:
                seen.append(hint)
        for _, hint in self._hints:
            hint.setVisible(hint in seen)

    def _hint(self, one: Hint) -> CapButton:
        hint = CapButton(one.words, one.key, look="flat", tall=24)
        hint.clicked.connect(lambda: self.pressed.emit(one.deed))
        return hint

    def say(
        self, news: str, tray: str, heard: tuple[str, ...] = (), *, insists: bool = False
    ) -> None:
        """Say the newest news, of all that was ``heard``, and what waits in the tray.

        News that ``insists`` gives way to no answer.
        """
        if insists or (news, heard) != self._standing:
            self._standing, self._passes = (news, heard), False
            say(self._news, news)
        say(self._tray, tray)
        wear(self._tray, "line" if is_loud(tray) else "strong")
        self._fit()

    def answer(self, sentence: str, *, passes: bool = False) -> None:
        """What came of the last key; ``passes``: only until a key does something."""
        if sentence:
            self._passes = passes
            say(self._news, sentence)
            self._fit()
            self.answered.emit(sentence)

    def pass_on(self) -> None:
        """Something was done: what was not done before it is said no more."""
        if self._passes:
            self.rest()

    def rest(self) -> None:
        """The news again, in place of what came of a key."""
        self._passes = False
        news, _ = self._standing
        if news:
            say(self._news, news)
            self._fit()
