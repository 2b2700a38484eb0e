"""Earlier contacts, by matter and newest first, with the age of the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from workstation.ui.desk.callers.matter_words import (
    KEY,
    NO_NUMBER,
    NONE_HERE,
    failure_words,
    history,
    often_words,
    told,
)
from workstation.ui.desk.callers.standing_words import age_words, progress_words
from workstation.ui.desk.reading import who
from workstation.ui.pieces.kept import out_of_sight
from workstation.ui.pieces.panel import Panel, row
from workstation.ui.pieces.signs import Picture, draw_named, named
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
        self._suggested.hide()
        self._past = QWidget()
        self._past.setProperty("look", "bare")
        self._grid = QGridLayout(self._past)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(2, 1)
        self._rows: list[_Row] = []
        self._last = plain_label("", "small", wrap=True)
        self.body.addWidget(self._often)
        self.body.addWidget(self._suggested)
        self.body.addWidget(self._past)
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
        with out_of_sight(self._past):
            self._fill(past, {g.name: g.rank for g in call.policy.grades})
        often = often_words(people, call.contact.offered_at, own)
        say(self._often, often)
        self._often.setVisible(bool(often))
        say(self._failure, failure)
        decided = call.contact.failure_demand is not None
        self._asked.draw(sign_icon("tick" if decided else "box_asked", tokens().text))
        self._suggested.setVisible(bool(failure))
        none_here = NONE_HERE if people or record.number else NO_NUMBER
        last = "No record is not no history." if past else none_here
        if progress := progress_words(record.standing):
            last = f"{progress}: earlier contacts may not be here yet."
        say(self._last, f"{checked} {last}".strip())

    def _fill(self, past: tuple[Past, ...], ranks: dict[str, int]) -> None:
        for n, one in enumerate(past):
            if n == len(self._rows):
                self._rows.append(_Row(self._grid, 2 * n))
            self._rows[n].show(one, ranks)
        for unused in self._rows[len(past) :]:
            unused.hide()


class _Row:
    """One earlier contact in two lines of the grid; the widgets stay for the next."""

    def __init__(self, grid: QGridLayout, line: int) -> None:
        self._head, self._day = plain_label("", "small"), plain_label("", "second")
        self._shape, self._grade = named(QIcon(), ""), plain_label("", "small")
        self._words = plain_label("", "", wrap=True)
        grid.addWidget(self._head, line, 0, 1, 3)
        for column, widget in enumerate((self._day, self._shape, self._words)):
            grid.addWidget(widget, line + 1, column)
        grid.addWidget(self._grade, line + 1, 1)

    def show(self, one: Past, ranks: dict[str, int]) -> None:
        """Its grade as a shape where the policy knows it, else as a word."""
        say(self._head, one.head)
        say(self._day, one.day)
        say(self._words, one.words)
        rank = ranks.get(one.grade, 0)
        icon = grade_icon(rank, tokens().grade(rank)) if rank else QIcon()
        draw_named(self._shape, icon, one.grade if rank else "")
        say(self._grade, "" if rank else one.grade)
        self._head.setVisible(bool(one.head))
        self._shape.setVisible(bool(rank))
        self._grade.setVisible(not rank)
        self._day.setVisible(True)
        self._words.setVisible(True)

    def hide(self) -> None:
        """There are fewer."""
        for widget in (self._head, self._day, self._shape, self._grade, self._words):
            widget.setVisible(False)
            widget.clear()
        self._shape.setAccessibleName("")
