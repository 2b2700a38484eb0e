"""Open incidents that a call may be about: proposed while it is live, linked by a person.

What is proposed is read from this desk's copy, with or without the hub. Nothing is merged, and
every link can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workstation.desk.call.attendance import Attendance
from workstation.desk.call.call_backs import CallBacks
from workstation.desk.call.card_book import CardBook
from workstation.desk.call.deciding import Deciding
from workstation.desk.call.live import LiveCall
from workstation.desk.call.news import NewsLine
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.view import OpenNear, Result, Wanted
from workstation.desk.card_changes import CardChanges
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.alike import propose
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.known import known_of
from workstation.domain.open_card import OpenCard
from workstation.domain.telling import number_key
from workstation.domain.text import one_line

NOT_THERE: Final = "That incident is not open any more; nothing was linked."
NOT_LINKED: Final = "This call is not linked to that incident; nothing was changed."
ANSWER_FIRST: Final = "Answer the call first; nothing was linked."


class Linking:
    """Links calls to open incidents and separates them again."""

    def __init__(
        self,
        around: Surroundings,
        calls: OpenCalls,
        deciding: Deciding,
        attendance: Attendance,
        news: NewsLine,
    ) -> None:
        self._on = around
        self._calls = calls
        self._deciding = deciding
        self._news = news
        self._book = CardBook()
        #: What callers of these incidents are to be asked, and were promised.
        self.call_backs = CallBacks(around, calls, attendance, self._book)
        self._last: tuple[object, OpenNear] | None = None

    def arrived(self, changes: CardChanges) -> None:
        """The copy of the force's open incidents changed."""
        before = {card.incident_id for card in self._book.major()}
        if not self._book.take(changes):
            return
        for card in self._book.major():
            if card.incident_id not in before:
                self._news.tell(f"MAJOR INCIDENT {card.reference}: {one_line(card.briefing)}")
        self._on.changes.publish(Change.OPEN_NEAR)

    def major(self) -> tuple[OpenCard, ...]:
        """Major incidents, the newest first: every desk reads their briefing."""
        return self._book.major()

    def view(self, contact_id: str | None = None) -> OpenNear:
        """What a call may be about now, the current one when none is named."""
        live = self._calls.find(contact_id)
        if live is None or live.contact.answered_at is None:
            return OpenNear(as_of_utc=self._book.as_of_utc)
        minute = self._on.clock.moment().at_utc[:16]
        mark = (live.contact_id, live.contact.last_seq, self._book.version, minute)
        if self._last is None or self._last[0] != mark:
            self._last = (mark, self._look(live))
        found = self._last[1]
        return OpenNear(found.proposals, found.linked, self._book.as_of_utc)

    def beside(self, contact_id: str) -> tuple[OpenNear, tuple[Wanted, ...]]:
        """Everything of other incidents that stands beside a call."""
        return self.view(contact_id), self.call_backs.of_call(contact_id)

    def of_caller(self, phones: Iterable[str]) -> tuple[OpenCard, ...]:
        """Open incidents of which somebody with one of these numbers told."""
        keys = dict.fromkeys(number_key(phone) for phone in phones)
        found = (card for key in keys for card in self._book.of_number(key))
        return tuple(dict.fromkeys(found))

    def attach(self, incident_id: str, contact_id: str | None = None, note: str = "") -> Result:
        """The call belongs to that incident; an own hand-over stays possible."""
        live = self._calls.find(contact_id)
        card = self._book.find(incident_id)
        if card is None:
            return Result(False, NOT_THERE)
        if live is not None and live.contact.answered_at is None:
            return Result(False, ANSWER_FIRST)
        why = note or "; ".join(self._why(live, incident_id))
        done = self._deciding.do(live, ask.Record(facts.IncidentAttached(incident_id, why)))
        words = f"Linked to {card.reference}; nothing was merged, and it can be separated again."
        return Result(True, words) if done.done else done

    def separate(self, incident_id: str, contact_id: str | None = None, note: str = "") -> Result:
        """The call does not belong to that incident after all."""
        live = self._calls.find(contact_id)
        if live is None or incident_id not in live.contact.attached:
            return Result(False, NOT_LINKED)
        done = self._deciding.do(live, ask.Record(facts.IncidentDetached(incident_id, note)))
        words = "Separated; that it was linked stays on record."
        return Result(True, words) if done.done else done

    def _look(self, live: LiveCall) -> OpenNear:
        contact = live.contact
        linked = tuple((one, self._book.find(one)) for one in contact.attached)
        if contact.disposition is not None:
            return OpenNear((), linked)
        own = {handed.incident_id for handed in contact.handed} | set(contact.attached)
        known = known_of(contact)
        cards = [c for c in self._book.sharing(known) if c.incident_id not in own]
        now = self._on.clock.moment().at_utc
        return OpenNear(propose(known, cards, now, self._book.commonness()), linked)

    def _why(self, live: LiveCall | None, incident_id: str) -> tuple[str, ...]:
        """The reasons that the person saw, for the record."""
        found = self.view(live.contact_id).proposals if live else ()
        return next((one.why for one in found if one.card.incident_id == incident_id), ())
