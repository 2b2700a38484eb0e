"""Who may be calling, and what must be known before hello: a plain list, nobody chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workstation.ui.desk.callers.cards import cards, household, numbered
from workstation.ui.desk.callers.matter_words import broken, promise_words
from workstation.ui.desk.callers.standing_words import found_words
from workstation.ui.desk.reading import who
from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.signs import signed
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.callers.cards import Card

#: Cards drawn at most; a shared number says how many more there are.
DRAWN = 4
#: Of the household, and of promises that were not kept.
DRAWN_BESIDE = 3
KEY = "Ctrl+W"


class CallerPanel(Panel):
    """The number, promises that were not kept, the people the copy holds, and who lives there."""

    def __init__(self) -> None:
        super().__init__("Who may be calling", KEY)
        self._number = plain_label("–", "first")
        self._found = plain_label("", "small", wrap=True)
        self._people = QVBoxLayout()
        self._people.setSpacing(px(8))
        self.body.addWidget(self._number)
        self.body.addWidget(self._found)
        self.body.addLayout(self._people)
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """Say who is on record for the number of ``call``."""
        say(self._number, who.number_words(call))
        digits = " · Ctrl+Shift+W and a digit says who" if numbered(call) else ""
        chosen = call.calling.chosen is not None
        say(self._found, found_words(call) + ("" if chosen else digits))
        shown = (call.on_record, call.calling, call.contact.established, call.policy.ref)
        if self._drawn == shown:
            return
        self._drawn = shown
        self.note("says the caller" if call.calling.chosen else "")
        parts: list[QWidget] = [*_promises(call), *_cards(cards(call), DRAWN, "at this number")]
        if beside := household(call):
            parts.append(plain_label("SAME HOUSEHOLD, ANOTHER NUMBER", "heading"))
            parts += _cards(beside, DRAWN_BESIDE, "in the household")
        if call.calling.chosen is not None and len(call.on_record.callers) > 1:
            others = len(call.on_record.callers) - 1
            parts.append(plain_label(f"{others} more at this number: Ctrl+Shift+W", "small"))
        refill(self._people, parts)


def _promises(call: CallView) -> list[QWidget]:
    """They stand first: the caller may ring because of one."""
    chosen = call.calling.chosen
    people = (chosen,) if chosen else (*call.on_record.callers, *call.on_record.household)
    now = call.contact.offered_at or ""
    return [
        _notice(f"PROMISE NOT KEPT to {one.name}", promise_words(past))
        for one, past in list(broken(people, now))[:DRAWN_BESIDE]
    ]


def _notice(head: str, words: str) -> QFrame:
    notice = QFrame()
    notice.setProperty("look", "notice")
    notice.setAccessibleName("Promise not kept")
    inner = QVBoxLayout(notice)
    inner.setContentsMargins(px(12), px(6), px(12), px(6))
    inner.setSpacing(px(2))
    inner.addWidget(signed("warning", head, "strong"))
    inner.addWidget(plain_label(words, wrap=True))
    return notice


def _cards(people: tuple[Card, ...], most: int, where: str) -> list[QWidget]:
    drawn: list[QWidget] = [_card(person) for person in people[:most]]
    if len(people) > most:
        more = f"and {len(people) - most} more {where}: Ctrl+Shift+W"
        drawn.append(plain_label(more, "small"))
    return drawn


def _card(person: Card) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    card.setAccessibleName(f"{person.name}, {person.born}".strip(", "))
    inner = QVBoxLayout(card)
    inner.setContentsMargins(px(12), px(8), px(12), px(8))
    inner.setSpacing(px(4))
    top = QHBoxLayout()
    top.addWidget(plain_label(person.name, "strong", wrap=True), 1)
    if person.number:
        top.addWidget(plain_label(str(person.number), "key"))
    inner.addLayout(top)
    below = " · ".join(part for part in (person.born, person.below) if part)
    inner.addWidget(plain_label(below, "small", wrap=True))
    for line in person.lines:
        inner.addWidget(signed(line.sign, line.words, line.look))
    return card
