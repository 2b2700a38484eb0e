"""Why the policy indicates what it does: reasons first, rule by rule, then what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.ui.desk.reading.judging import judged
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.signs import Picture, signed
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.shapes import grade_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.reading.judging import JudgedWords, Turn


class ReasonsPanel(Panel):
    """Hidden indications say that they are hidden, and by whose setting."""

    def __init__(self) -> None:
        super().__init__("Reasons")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(4))
        self.body.addLayout(self._lines)
        self._drawn: JudgedWords | None = None

    def show_call(self, call: CallView) -> None:
        """Say what the rules say."""
        words = judged(call)
        if words == self._drawn:
            return
        self._drawn = words
        self.note(words.source)
        if words.hint:
            refill(self._lines, [plain_label(words.hint, "small", wrap=True)])
            return
        reasons = [
            signed("dot", because, after=plain_label(rule, "small"))
            for because, rule in words.reasons
        ]
        refill(self._lines, [*reasons, _indicated(words), *map(_turn, words.changes)])


def _indicated(words: JudgedWords) -> QWidget:
    if not words.grade:
        return plain_label("No rule indicates a grade yet.", "second", wrap=True)
    return row(
        plain_label("Indicates", "second"),
        Picture(grade_icon(words.rank, tokens().grade(words.rank))),
        plain_label(words.grade, "strong"),
        plain_label(words.beside, "second", wrap=True),
        stretch=3,
    )


def _turn(turn: Turn) -> QWidget:
    ids = f"  {turn.rules}" if turn.rules else ""
    said = f"Would be {turn.grade} if {turn.words}{ids}"
    return plain_label(said, "second", wrap=True)
