"""Who may be calling, and what is on record for the number: a plain list, nobody chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workstation.ui.desk.reading import who
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.times import clock
from workstation.ui.pieces.words import plain_label, say

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView

#: Candidates drawn at most; a shared number says how many more there are.
DRAWN = 4


class CallerPanel(Panel):
    """The number and the people the cache holds for it."""

    def __init__(self) -> None:
        super().__init__("Caller", "Alt+C")
        self._number = plain_label("–", "first")
        self._found = plain_label("", "small", wrap=True)
        self._people = QVBoxLayout()
        self._people.setSpacing(8)
        self.body.addWidget(self._number)
        self.body.addWidget(self._found)
        self.body.addLayout(self._people)
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """Say who is on record for the number of ``call``."""
        say(self._number, who.number_words(call))
        say(self._found, who.found_words(call.on_record))
        if self._drawn == call.on_record:
            return
        self._drawn = call.on_record
        people = who.candidates(call.on_record, call.policy)
        cards: list[QWidget] = [_card(person) for person in people[:DRAWN]]
        if len(people) > DRAWN:
            cards.append(plain_label(f"and {len(people) - DRAWN} more at this number", "small"))
        refill(self._people, cards)


class HistoryPanel(Panel):
    """Earlier contacts, newest first, with the age of the copy."""

    def __init__(self) -> None:
        super().__init__("History", last=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """List what the cache holds; never says that there was nothing."""
        record = call.on_record
        self.note(f"as of {clock(record.as_of_utc, seconds=False)}" if record.as_of_utc else "")
        if self._drawn == record:
            return
        self._drawn = record
        past = who.history(record.callers)
        rows: list[QWidget] = [
            row(
                _narrow(p.day, 52),
                _narrow(p.grade, 104),
                plain_label(p.words, "second", wrap=True),
                stretch=2,
            )
            for p in past
        ]
        last = "No record is not no history." if past else "No earlier contact in the cache."
        refill(self._rows, [*rows, plain_label(last, "small")])


def _narrow(text: str, width: int) -> QWidget:
    label = plain_label(text, "small")
    label.setFixedWidth(width)
    return label


def _card(person: who.Candidate) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(12, 8, 12, 8)
    inner.setSpacing(2)
    inner.addWidget(plain_label(person.name, "strong", wrap=True))
    inner.addWidget(plain_label(person.born, "small"))
    for marker in person.markers:
        inner.addWidget(plain_label(f"▲ {marker}", "strong"))
    for note in person.notes:
        inner.addWidget(plain_label(note, "", wrap=True))
    inner.addWidget(plain_label(person.address, "small", wrap=True))
    return card
