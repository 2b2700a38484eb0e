"""The grade: the advisor's decision. Nothing is pre-selected; reasons show as the force has set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QVBoxLayout, QWidget

from workstation.ui.desk.reading.judging import judged
from workstation.ui.desk.reading.policy import about_grade
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.dress import tokens_of
from workstation.ui.theme.shapes import grade_icon

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.policy import Grade


#: So many grades stand two in a row; more stand three in a row.
FEW = 4


class GradePanel(Panel):
    """Signals: ``chosen`` with the key of a grade."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("Grade · your decision", "Alt+1…")
        self._buttons = QGridLayout()
        self._buttons.setSpacing(6)
        self._hint = plain_label("", "small", wrap=True)
        self._about = plain_label("", "small", wrap=True)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(2)
        self._indicated = plain_label("", "strong", wrap=True)
        self._changes = QVBoxLayout()
        self._changes.setSpacing(2)
        self.body.addLayout(self._buttons)
        self.body.addWidget(self._about)
        self.body.addWidget(self._hint)
        self.body.addLayout(self._reasons)
        self.body.addWidget(self._indicated)
        self.body.addLayout(self._changes)
        self._made: dict[str, QPushButton] = {}
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """Buttons once; then what is chosen, why what is indicated, what would change it."""
        if list(self._made) != [g.key for g in call.policy.grades]:
            self._make(call.policy.grades)
        chosen = call.contact.grade.grade if call.contact.grade else ""
        for key, button in self._made.items():
            button.setChecked(key == chosen)
        words = judged(call)
        self.right(words.chosen)
        say(self._hint, words.hint)
        self._hint.setVisible(bool(words.hint))
        say(self._about, words.about)
        self._about.setVisible(bool(words.about))
        say(self._indicated, words.indicated)
        self._indicated.setVisible(bool(words.indicated))
        drawn = (words.reasons, words.changes)
        if drawn != self._drawn:
            self._drawn = drawn
            refill(self._reasons, [_reason(*reason) for reason in words.reasons])
            refill(self._changes, [plain_label(c, "small", wrap=True) for c in words.changes])

    def _make(self, grades: tuple[Grade, ...]) -> None:
        found = QApplication.instance()
        tokens = tokens_of(found if isinstance(found, QApplication) else None)
        self._made = {}
        for n, grade in enumerate(grades, start=1):
            button = QPushButton(f"{grade.name}  {n}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumHeight(40)
            button.setIcon(grade_icon(grade.rank, tokens.grade(grade.rank)))
            button.setToolTip(about_grade(grade))
            button.setAccessibleName(f"Grade {grade.name}, Alt+{n}: {about_grade(grade)}")
            button.clicked.connect(lambda _=False, key=grade.key: self.chosen.emit(key))
            self._made[grade.key] = button
        refill(self._buttons, ())
        across = 2 if len(grades) <= FEW else 3
        for n, button in enumerate(self._made.values()):
            self._buttons.addWidget(button, n // across, n % across)


def _reason(because: str, rule: str) -> QWidget:
    return row(plain_label(f"•  {because}", wrap=True), plain_label(rule, "small"), stretch=0)
