"""The sheet that is read aloud, with the number to ring, and the place to record who was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from workstation.domain.text import SHORT
from workstation.ui.desk.reading.phone_sheet import SAID, Said
from workstation.ui.pieces.asking_line import AskingLine
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.panel import refill, row
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.reading.phone_sheet import PhoneSheet

#: Pixels at 100 % that an arrow key moves the sheet; a page key moves five times as much.
STEP: Final = 48
_STEPS: Final = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5,
}  # fmt: skip


class PhoneSheetPage(QFrame):
    """Docked like a form; opening it takes no focus, so that typing goes on.

    Signals: ``told`` whom, when that was entered; ``typed`` (text, cursor) half-typed; ``pressed``
    a deed; ``scrolled`` by pixels; ``opened``; ``left``.
    """

    told = Signal(str)
    typed = Signal(str, int)
    pressed = Signal(str)
    scrolled = Signal(int)
    opened = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "raised")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Sheet to read aloud")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(8))
        self._number = plain_label("", "first", wrap=True)
        self._told = plain_label("", "strong", wrap=True)
        self.whom = AskingLine()
        self.whom.setMaxLength(SHORT)
        self.whom.setAccessibleName("Told whom: name, role")
        self.whom.ask("Told whom: name, role   Ctrl+T, then Enter", "Told whom")
        self.whom.returnPressed.connect(lambda: self.told.emit(self.whom.text()))
        self.whom.textEdited.connect(lambda t: self.typed.emit(t, self.whom.cursorPosition()))
        self._print = CapButton("Print", "Ctrl+Shift+P")
        self._print.clicked.connect(lambda: self.pressed.emit("print_sheet"))
        for part in (self._number, row(self.whom, self._print, stretch=0), self._told):
            inner.addWidget(part)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(px(12))
        self._lines.setVerticalSpacing(px(6))
        self._lines.setColumnStretch(1, 1)
        inner.addLayout(self._lines)
        inner.addWidget(plain_label("Ctrl+Shift+T again moves it by the arrow keys · Esc", "small"))
        inner.addStretch(1)
        self._drawn: PhoneSheet | None = None

    @property
    def incident_id(self) -> str:
        """The incident it is about, empty while it shows none."""
        return self._drawn.incident_id if self._drawn else ""

    def show_sheet(self, sheet: PhoneSheet) -> None:
        """As it is now; what is typed of who was told stays."""
        if sheet == self._drawn:
            return
        before = self._drawn
        self._drawn = sheet
        say(self._number, f"Ring {sheet.number}   {sheet.whom}")
        say(self._told, sheet.told)
        self._told.setVisible(bool(sheet.told))
        if before is None or (before.title, before.lines) != (sheet.title, sheet.lines):
            why = f"▲ {sheet.title}" if sheet.alarms else sheet.title
            self._fill((Said("Why", why), *sheet.lines))

    def _fill(self, lines: tuple[Said, ...]) -> None:
        refill(self._lines, ())
        top = Qt.AlignmentFlag.AlignTop
        for n, one in enumerate(lines):
            label = plain_label(one.label, "small", wrap=True)
            label.setFixedWidth(px(112))
            self._lines.addWidget(label, n, 0, top)
            words = plain_label(one.words, "first" if one.loud else "story", wrap=True, limit=SAID)
            self._lines.addWidget(words, n, 1, top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow and page keys move it while it has the focus."""
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.scrolled.emit(steps * px(STEP))
