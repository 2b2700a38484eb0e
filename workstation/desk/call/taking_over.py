"""This desk goes on with a call of another desk, or another with one of this desk's.

The old contact is never written to. A new one begins with a copy of what the hub holds of it; what
the other desk still sends of it is copied after that and said to be late. Decisions are not merged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from workstation.desk.answers import TakenCall
from workstation.desk.call.attendance import Attendance
from workstation.desk.call.deciding import SIGN_IN_FIRST
from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.identity import DeskIdentity
from workstation.desk.call.live import LiveCall
from workstation.desk.call.news import NewsLine
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.saving import Saving
from workstation.desk.call.shift_book import ShiftBook
from workstation.desk.call.taken_words import came, took
from workstation.desk.call.view import Result
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.contact import facts
from workstation.domain.contact.copied import Copied, is_copied, is_copied_late, left_out
from workstation.domain.desk_stream import Snapshot
from workstation.domain.events import Entry, Event, Happened, stream_kind
from workstation.protocol.payloads import body_of, entry_kept

NOTHING: Final = "The hub holds nothing of this call that can be read; nothing was changed."
#: Where the journal remembers which contact here goes on with another desk's.
_TOOK: Final = "took:"


class TakingOver:
    """Both sides of a take-over, in the thread that owns the screens."""

    def __init__(
        self,
        around: Surroundings,
        identity: DeskIdentity,
        attendance: Attendance,
        calls: OpenCalls,
        hand_overs: HandOvers,
        saving: Saving,
        shift: ShiftBook,
        news: NewsLine,
    ) -> None:
        self._on = around
        self._identity = identity
        self._attendance = attendance
        self._calls = calls
        self._hand_overs = hand_overs
        self._saving = saving
        self._shift = shift
        self._news = news
        self._copied: dict[str, set[str]] = {}

    def take(self, found: TakenCall) -> Result:
        """Go on with the call: it is the one on the screen afterwards."""
        if self._attendance.person is None:
            return Result(False, SIGN_IN_FIRST)
        if self.show(found.contact_id):
            return Result(True)
        told = [(event, entry_kept(event)) for event in found.events]
        pinned = next((e.policy for e, entry in told if _answers(entry) and e.policy), None)
        if pinned is None:
            return Result(False, NOTHING)
        entries = [entry for _, entry in told]
        without = left_out(entries, found.incidents)
        live = self._calls.begin(f"contact:{self._on.new_id()}")
        live.pin(pinned, self._calls.policies)
        copies = [_copy(event) for event, entry in told if is_copied(entry, without)]
        goes_on = facts.TakenOver(
            found.contact_id,
            max(entry.stream_seq for entry in entries),
            found.desk_name,
            without,
            self._identity.desk_name,
        )
        joined = [facts.IncidentAttached(one) for one in found.incidents]
        self._write(live, [*filter(None, copies), goes_on, *joined])
        self._on.journal.remember(_TOOK + found.contact_id, live.contact_id)
        self._copied[found.contact_id] = {event.event_id for event in found.events}
        self._shift.answered(live.contact_id, live.contact.answered_at or "")
        self._hand_overs.join(live.contact_id, found.incidents)
        self._calls.show(live.contact_id)
        self._news.tell(took(found, without))
        return Result(True)

    def show(self, contact_id: str) -> bool:
        """Show what goes on here with a call of another desk; whether anything does."""
        known = self._on.journal.recall(_TOOK + contact_id)
        if known is None or self._attendance.person is None:
            return False
        self._calls.show(known)
        return True

    def resume(self) -> None:
        """Incidents that came with calls taken over by an earlier run of this program."""
        for live in self._calls:
            if live.contact.continues is not None:
                self._hand_overs.join(live.contact_id, live.contact.attached)

    def hub_news(self, stream_ids: Iterable[str]) -> None:
        """What another desk wrote of a contact that concerns this desk has arrived."""
        for contact_id in stream_ids:
            if stream_kind(contact_id) != "contact":
                continue
            told = [(e, entry_kept(e)) for e in self._on.cache.events_of(contact_id)]
            if (mine := self._on.journal.recall(_TOOK + contact_id)) is not None:
                self._late(contact_id, mine, told)
            for _, entry in told:
                if isinstance(entry.body, facts.TakenOver):
                    self._gone(entry, entry.body)

    def _late(self, contact_id: str, mine: str, told: Sequence[tuple[Event, Entry]]) -> None:
        """The other desk's words come after all: what contradicts nothing here joins the call."""
        known = self._known(contact_id, mine)
        new = [(event, entry) for event, entry in told if event.event_id not in known]
        if not new:
            return
        self._calls.bring_back([mine])
        live = self._calls.find(mine)
        if live is None:
            return
        joins = [event for event, entry in new if is_copied_late(live.contact, entry)]
        self._write(live, [c for c in (_copy(event, late=True) for event in joins) if c])
        known |= {event.event_id for event, _ in new}
        self._news.tell(came(live.contact.continues, len(joins), [entry for _, entry in new]))

    def _gone(self, entry: Entry, body: facts.TakenOver) -> None:
        """Another desk goes on with a call of this one: noted once, and said."""
        live = self._calls.reach(body.contact_id)
        if live is None or live.contact.elsewhere is not None:
            return
        at = entry.at_utc[11:16]
        noted = facts.GoesOnElsewhere(entry.stream_id, body.by_desk_name, entry.at_utc)
        self._write(live, [noted])
        if live.contact.disposition is None:
            self._news.tell(
                f"{body.by_desk_name or 'Another desk'} took over the call that this desk answered "
                f"at {(live.contact.answered_at or '')[11:16]} UTC, at {at}; what is typed here "
                "still reaches it."
            )

    def _write(self, live: LiveCall, bodies: Sequence[Any]) -> None:
        if not bodies:
            return
        happened = tuple(Happened(self._on.new_id(), live.contact_id, body) for body in bodies)
        author = self._attendance.author
        self._saving.append(happened, author, live)
        live.decided(happened, self._on.clock.moment().at_utc, author.actor)
        self._on.changes.publish(Change.CONTACT, Change.HAND_OVER)

    def _known(self, contact_id: str, mine: str) -> set[str]:
        """Ids of the other desk's events that were looked at: those copied, and those before."""
        if contact_id not in self._copied:
            own = self._on.journal.stream(mine)
            bodies = [body_of(event) for event in own if not event.erased]
            copied = {body.of.event_id for body in bodies if isinstance(body, Copied)}
            upto = max((b.upto for b in bodies if isinstance(b, facts.TakenOver)), default=0)
            before = self._on.cache.events_of(contact_id)
            copied |= {event.event_id for event in before if event.stream_seq <= upto}
            self._copied[contact_id] = copied
        return self._copied[contact_id]


def _answers(entry: Entry) -> bool:
    return isinstance(entry.body, (facts.CallAnswered, facts.TakenOver))


def _copy(event: Event, *, late: bool = False) -> Copied | None:
    """The event to be copied; a copy of a copy is the same copy. ``None`` for what was erased."""
    if event.payload is None or event.type == facts.TakenOver.__name__:
        return None
    body = body_of(event) if event.type == Copied.__name__ else None
    if isinstance(body, Copied):
        return Copied(body.of, late or body.late)
    plain = json.loads(event.payload)
    of = Snapshot(
        event.event_id, event.stream_seq, event.type, event.v, event.at_utc, event.actor, plain
    )
    return Copied(of, late)
