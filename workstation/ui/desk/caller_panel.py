"""Who may be calling, and what is on record for the number: a plain list, nobody chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workstation.ui.desk.reading import who
from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.signs import signed
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

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


def _card(person: who.Candidate) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(px(12), px(8), px(12), px(8))
    inner.setSpacing(px(4))
    top = QHBoxLayout()
    top.addWidget(plain_label(person.name, "strong", wrap=True), 1)
    top.addWidget(plain_label(person.born, "second"))
    inner.addLayout(top)
    inner.addWidget(plain_label(person.age, "small"))
    for marker in person.markers:
        inner.addWidget(signed("warning", marker, "strong"))
    for note in person.notes:
        inner.addWidget(signed("dot", note))
    inner.addWidget(signed("lock" if person.hidden else "place", person.address, "second"))
    return card
