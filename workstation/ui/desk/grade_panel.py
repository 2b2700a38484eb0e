"""The grade: the advisor's decision. Nothing is pre-selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from workstation.ui.desk.reading.judging import chosen_words
from workstation.ui.desk.reading.policy import about_grade
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.shapes import grade_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.policy import Grade

#: So many grades stand below each other; more, and those of a small window, two in a row.
FEW: Final = 4
#: From this width on, at 100 %, two stand in a row.
TWO_FROM: Final = 380
YOURS: Final = "your decision"


class GradePanel(Panel):
    """Signals: ``chosen`` with the key of a grade."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("Grade", "Alt+1…")
        self.note(YOURS)
        self._buttons = QGridLayout()
        self._buttons.setSpacing(px(4))
        self._about = plain_label("", "small", wrap=True)
        self.body.addLayout(self._buttons)
        self.body.addWidget(self._about)
        self._made: dict[str, CapButton] = {}
        self._grades: tuple[Grade, ...] = ()
        self._compact = False

    def show_call(self, call: CallView) -> None:
        """Buttons once; then what is chosen, by whom and when."""
        if self._grades != call.policy.grades:
            self._grades = call.policy.grades
            self._make()
        chosen = call.contact.grade.grade if call.contact.grade else ""
        for key, button in self._made.items():
            button.setChecked(key == chosen)
        self.right(chosen_words(call))
        say(self._about, about_grade(call.policy.grade(chosen)) if chosen else "")
        self._about.setVisible(bool(chosen))

    def compact(self, compact: bool) -> None:
        """Two in a row, without what each grade is for: a small window."""
        if compact != self._compact:
            self._compact = compact
            self.note("" if compact else YOURS)
            self._make()

    def _make(self) -> None:
        chosen = [key for key, button in self._made.items() if button.isChecked()]
        brief = self._compact or len(self._grades) > FEW
        across = 2 if brief and self.width() >= px(TWO_FROM) else 1
        self._made = {}
        refill(self._buttons, ())
        for n, grade in enumerate(self._grades, start=1):
            button = self._button(n, grade, brief)
            button.setChecked(grade.key in chosen)
            self._made[grade.key] = button
            self._buttons.addWidget(button, (n - 1) // across, (n - 1) % across)

    def _button(self, n: int, grade: Grade, brief: bool) -> CapButton:
        button = CapButton(grade.name, str(n) if brief else f"Alt+{n}", tall=40, lines=2)
        button.say(grade.name, "" if brief else grade.criterion)
        button.setCheckable(True)
        button.show_icon(grade_icon(grade.rank, tokens().grade(grade.rank)))
        button.setAccessibleName(f"Grade {grade.name}, Alt+{n}: {about_grade(grade)}")
        button.clicked.connect(lambda: self.chosen.emit(grade.key))
        return button
