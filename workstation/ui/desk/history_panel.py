"""Earlier contacts at this number, newest first, with the age of the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from workstation.ui.desk.reading import who
from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.signs import named
from workstation.ui.pieces.times import clock
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.shapes import grade_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class HistoryPanel(Panel):
    """Never says that there was nothing: only what the cache holds, and as of when."""

    def __init__(self) -> None:
        super().__init__("History", last=True)
        self._often = plain_label("", "strong", wrap=True)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(px(8))
        self._rows.setVerticalSpacing(px(6))
        self._rows.setColumnStretch(2, 1)
        self._last = plain_label("", "small", wrap=True)
        holder = QVBoxLayout()
        holder.addLayout(self._rows)
        self.body.addWidget(self._often)
        self.body.addLayout(holder)
        self.body.addWidget(self._last)
        self.body.addStretch(1)
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """List what the cache holds."""
        record = call.on_record
        self.note(f"as of {clock(record.as_of_utc, seconds=False)}" if record.as_of_utc else "")
        checked = who.checked_words(call.contact)
        if self._drawn == (record, checked):
            return
        self._drawn = (record, checked)
        past = who.history(record.callers)
        refill(self._rows, ())
        ranks = {g.name: g.rank for g in call.policy.grades}
        for n, one in enumerate(past):
            self._rows.addWidget(plain_label(one.day, "second"), n, 0)
            self._rows.addWidget(_grade(one.grade, ranks), n, 1)
            self._rows.addWidget(plain_label(one.words, "", wrap=True), n, 2)
        often = who.often_words(record, call.contact.offered_at)
        say(self._often, often)
        self._often.setVisible(bool(often))
        last = "No record is not no history." if past else "No earlier contact in the cache."
        say(self._last, f"{checked} {last}".strip())


def _grade(name: str, ranks: dict[str, int]) -> QLabel:
    """Its shape where the policy knows the grade, else its word."""
    if name not in ranks:
        return plain_label(name, "small")
    return named(grade_icon(ranks[name], tokens().grade(ranks[name])), name)
