"""Earlier contacts, by matter and newest first, with the age of the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy

from workstation.ui.desk.callers.matter_words import (
    KEY,
    NONE_HERE,
    failure_words,
    history,
    often_words,
    told,
)
from workstation.ui.desk.callers.standing_words import age_words, progress_words
from workstation.ui.desk.reading import who
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.signs import Picture, named
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.shapes import grade_icon
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.callers.matter_words import Past

WHOLE: Final = "Ctrl+H"


class HistoryPanel(Panel):
    """Never says that there was nothing: only what the copy holds, and as of when."""

    def __init__(self) -> None:
        super().__init__("History", WHOLE, last=True)
        self._often = plain_label("", "strong", wrap=True)
        self._failure = plain_label("", "", wrap=True)
        self._asked, key = Picture(), plain_label(KEY, "key")
        key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._suggested = row(self._asked, self._failure, key, stretch=1)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(px(8))
        self._rows.setVerticalSpacing(px(6))
        self._rows.setColumnStretch(2, 1)
        self._last = plain_label("", "small", wrap=True)
        self.body.addWidget(self._often)
        self.body.addWidget(self._suggested)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._last)
        self.body.addStretch(1)
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """List what the copy holds."""
        record, people = call.on_record, told(call)
        self.note(age_words(record.standing, record.as_of_utc))
        checked, failure = who.checked_words(call.contact), failure_words(call)
        if self._drawn == (record, people, checked, failure):
            return
        self._drawn = (record, people, checked, failure)
        own = call.contact.contact_id
        past = history(people, own=own)
        self._fill(past, {g.name: g.rank for g in call.policy.grades})
        often = often_words(people, call.contact.offered_at, own)
        say(self._often, often)
        self._often.setVisible(bool(often))
        say(self._failure, failure)
        decided = call.contact.failure_demand is not None
        self._asked.draw(sign_icon("tick" if decided else "box_asked", tokens().text))
        self._suggested.setVisible(bool(failure))
        last = "No record is not no history." if past else NONE_HERE
        if progress := progress_words(record.standing):
            last = f"{progress}: earlier contacts may not be here yet."
        say(self._last, f"{checked} {last}".strip())

    def _fill(self, past: tuple[Past, ...], ranks: dict[str, int]) -> None:
        refill(self._rows, ())
        line = 0
        for one in past:
            if one.head:
                self._rows.addWidget(plain_label(one.head, "small"), line, 0, 1, 3)
                line += 1
            self._rows.addWidget(plain_label(one.day, "second"), line, 0)
            self._rows.addWidget(_grade(one.grade, ranks), line, 1)
            self._rows.addWidget(plain_label(one.words, "", wrap=True), line, 2)
            line += 1


def _grade(name: str, ranks: dict[str, int]) -> QLabel:
    """Its shape where the policy knows the grade, else its word."""
    if name not in ranks:
        return plain_label(name, "small")
    return named(grade_icon(ranks[name], tokens().grade(ranks[name])), name)
