"""What teams want to know of callers, and what callers were promised: read at every desk.

Asked of the caller who is on the line, and of anybody of the same number; the rest is the list by
which somebody rings back. An answer is written here at once and reaches the team by the link.
"""

from __future__ import annotations

from typing import Final

from workstation.desk.call.attendance import Attendance
from workstation.desk.call.card_book import CardBook
from workstation.desk.call.live import LiveCall
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.view import Result, Wanted
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.desk_stream import TaskAnswered
from workstation.domain.open_card import OpenCard, ToDo
from workstation.domain.telling import number_key
from workstation.domain.text import cleaned

NOT_ASKED: Final = "This is not asked any more: somebody has answered it; nothing was sent."
SAY_IT: Final = "Write what the caller said, or why it cannot be asked; nothing was sent."


class CallBacks:
    """A reading over the force's open incidents, and the desk's answers to what they ask."""

    def __init__(
        self, around: Surroundings, calls: OpenCalls, attendance: Attendance, book: CardBook
    ) -> None:
        self._on = around
        self._calls = calls
        self._attendance = attendance
        self._book = book
        self._answered: set[tuple[str, str]] = set()

    def to_ask(self) -> tuple[Wanted, ...]:
        """Everything that callers are to be asked, the most pressing first."""
        every = {(c.incident_id, t.task_id) for c, t in self._book.to_do()}
        self._answered &= every
        return tuple(
            Wanted(card, task)
            for card, task in self._book.to_do()
            if task.kind == "fact" and (card.incident_id, task.task_id) not in self._answered
        )

    def of_call(self, contact_id: str | None = None) -> tuple[Wanted, ...]:
        """What this caller is to be asked now, and what they were promised before."""
        live = self._calls.find(contact_id)
        if live is None or live.contact.disposition is not None:
            return ()
        asked = [w for w in self.to_ask() if _is_for(live, w.card, w.task)]
        return (*asked, *self._promised(live))

    def answer(self, incident_id: str, task_id: str, text: str) -> Result:
        """What the caller said; it is kept here and sent like everything else."""
        words = cleaned(text)
        card = self._book.find(incident_id)
        known = {task.task_id for task in card.to_do} if card else set()
        if task_id not in known or (incident_id, task_id) in self._answered:
            return Result(False, NOT_ASKED)
        if not words:
            return Result(False, SAY_IT)
        person = self._attendance.person
        name = person.name if person else ""
        self._attendance.note(TaskAnswered(incident_id, task_id, words, name))
        self._answered.add((incident_id, task_id))
        self._on.changes.publish(Change.OPEN_NEAR)
        return Result(True, f"Kept; {card.team_name if card else 'the team'} reads it.")

    def _promised(self, live: LiveCall) -> tuple[Wanted, ...]:
        """Promises to this number that nobody has kept yet; of a withheld one nothing is known."""
        number = _number(live)
        cards = self._book.of_number(number) if number else ()
        own = {handed.incident_id for handed in live.contact.handed}
        return tuple(
            Wanted(card, task)
            for card in cards
            if card.incident_id not in own
            for task in card.to_do
            if task.kind in ("promise", "reply")
        )


def _is_for(live: LiveCall, card: OpenCard, task: ToDo) -> bool:
    """Only while the line is open: afterwards it stands in the list of those to ring back."""
    if live.contact.phase not in ("ringing", "talking", "held"):
        return False
    number = _number(live)
    return task.contact_id == live.contact_id or (bool(number) and number in card.known.numbers)


def _number(live: LiveCall) -> str:
    call = live.contact.call
    return number_key(call.number) if call and call.number and not call.withheld else ""
