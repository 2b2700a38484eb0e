"""Who may be calling, and what must be known before hello: a plain list, nobody chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workstation.ui.desk.callers.card_view import CardView, Notice
from workstation.ui.desk.callers.cards import cards, household, numbered
from workstation.ui.desk.callers.matter_words import broken, promise_words
from workstation.ui.desk.callers.standing_words import found_words
from workstation.ui.desk.reading import who
from workstation.ui.pieces.kept import Kept, out_of_sight, wordless
from workstation.ui.pieces.panel import Panel
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


class _People:
    """Cards of one group, at most so many; a line below says how many more there are."""

    def __init__(self, layout: QVBoxLayout, most: int, where: str) -> None:
        column = _column()
        layout.addLayout(column)
        self._cards = Kept(column, CardView, CardView.forget)
        self._more = plain_label("", "small")
        layout.addWidget(self._more)
        self._most, self._where = most, where

    def show(self, people: tuple[Card, ...]) -> None:
        """These people stand here."""
        self._cards.fill(people[: self._most], CardView.show_card)
        more = len(people) - self._most
        _say_or_hide(self._more, f"and {more} more {self._where}: Ctrl+Shift+W" if more > 0 else "")


class CallerPanel(Panel):
    """The number, promises that were not kept, the people the copy holds, and who lives there."""

    def __init__(self) -> None:
        super().__init__("Who may be calling", KEY)
        self._number = plain_label("–", "first")
        self._found = plain_label("", "small", wrap=True)
        self._people = QWidget()
        self._people.setProperty("look", "bare")
        column = _column(self._people)
        promises = _column()
        column.addLayout(promises)
        self._promises = Kept(promises, Notice, wordless)
        self._here = _People(column, DRAWN, "at this number")
        self._heading = plain_label("SAME HOUSEHOLD, ANOTHER NUMBER", "heading")
        self._heading.hide()
        column.addWidget(self._heading)
        self._beside = _People(column, DRAWN_BESIDE, "in the household")
        self._others = plain_label("", "small")
        column.addWidget(self._others)
        self.body.addWidget(self._number)
        self.body.addWidget(self._found)
        self.body.addWidget(self._people)
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
        with out_of_sight(self._people):
            self._fill(call)

    def _fill(self, call: CallView) -> None:
        """Promises stand first: the caller may ring because of one."""
        self._promises.fill(_promises(call), Notice.show_promise)
        self._here.show(cards(call))
        beside = household(call)
        self._heading.setVisible(bool(beside))
        self._beside.show(beside)
        others = _others(call)
        _say_or_hide(
            self._others, f"{others} more at this number: Ctrl+Shift+W" if others > 0 else ""
        )


def _others(call: CallView) -> int:
    """How many at the number are not shown, for somebody is said to be the caller."""
    chosen = call.calling.chosen
    if chosen is None:
        return 0
    return sum(one.caller_id != chosen.caller_id for one in call.on_record.callers)


def _promises(call: CallView) -> list[tuple[str, str]]:
    """To whom and what, where a promise was not kept."""
    chosen = call.calling.chosen
    people = (chosen,) if chosen else (*call.on_record.callers, *call.on_record.household)
    now = call.contact.offered_at or ""
    return [
        (f"PROMISE NOT KEPT to {one.name}", promise_words(past))
        for one, past in list(broken(people, now))[:DRAWN_BESIDE]
    ]


def _column(holder: QWidget | None = None) -> QVBoxLayout:
    column = QVBoxLayout(holder) if holder else QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(8))
    return column


def _say_or_hide(label: QLabel, words: str) -> None:
    say(label, words)
    label.setVisible(bool(words))
