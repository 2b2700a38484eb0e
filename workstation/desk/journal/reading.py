"""What is read from the journal, on connections of its own, once what was told is in the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from workstation.desk.journal import rows
from workstation.desk.journal.encrypted_file import DriverFault
from workstation.desk.journal.newest import END, position_in
from workstation.desk.journal.opening import Place, told
from workstation.desk.journal.outbound import Undelivered, Unsent, Waiting
from workstation.desk.journal.people import Verifier
from workstation.desk.journal.readers import Readers
from workstation.desk.journal.sealing import ORDINARY
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.events import Event, Moment, Position, first_break

#: Events read at a time when all of a store are.
PAGE: Final = 500

_WITH_DELIVERY: Final = (
    f"SELECT {rows.COLUMNS}, state, attempts, delivery.cause, sent_at"  # noqa: S608
    " FROM delivery JOIN event USING (no) WHERE "
)


class Reading:
    """The reading half of a journal. Every method may be called from any thread, gives plain values
    and raises `JournalFault` on a damaged page. ``await_stored`` returns when what was reported as
    saved is in the file.
    """

    def __init__(self, place: Place, readers: Readers, await_stored: Callable[[], None]) -> None:
        self._place = place
        self._readers = readers
        self._await_stored = await_stored

    def stream(self, stream_id: str, after_seq: int = 0) -> tuple[Event, ...]:
        """Events of a stream after the one numbered ``after_seq``, in order."""
        where = "WHERE stream_id=? AND stream_seq>? ORDER BY stream_seq"
        return self._events(where, (stream_id, after_seq))

    def streams(self, kind: str) -> tuple[str, ...]:
        """Ids of the streams of a kind ("contact", "desk"), oldest first."""
        return self._streams(kind, only_open=False)

    def open_contacts(self) -> tuple[str, ...]:
        """Contacts of this store without a disposition, oldest first."""
        return self._streams("contact", only_open=True)

    def closed_contacts(self, limit: int, skip: int = 0) -> tuple[str, ...]:
        """Contacts of this store with a disposition, newest first, after ``skip`` of them."""
        sql = (
            "SELECT stream_id FROM stream WHERE kind='contact' AND open=0"
            " ORDER BY first_no DESC LIMIT ? OFFSET ?"
        )
        return tuple(str(row[0]) for row in self._rows(sql, (limit, skip)))

    def event(self, event_id: str) -> Event | None:
        """One event by its id."""
        found = self._events("WHERE event_id=?", (event_id,))
        return found[0] if found else None

    def last(self) -> Position:
        """Where the store stands; number 0 while nothing was appended under its present id."""
        return position_in(self._rows(END)[0])

    def drafts(self, contact_id: str) -> tuple[Draft, ...]:
        """Half-typed texts of a contact, as stored, the newest last."""
        sql = "SELECT field, text, cursor, at_utc FROM draft WHERE contact_id=? ORDER BY given"
        return tuple(Draft(*row) for row in self._rows(sql, (contact_id,)))

    def recall(self, key: str) -> str | None:
        """What was remembered under ``key``."""
        found = self._rows("SELECT value FROM remembered WHERE key=?", (key,))
        return str(found[0][0]) if found else None

    def delivery(self, event_id: str) -> DeliveryState | None:
        """How far an event got; ``None`` when this store does not hold it."""
        found = self._with_delivery("event_id=?", (event_id,))
        return found[0].delivery if found else None

    def undelivered(self, limit: int = 200) -> tuple[Undelivered, ...]:
        """Events without a final answer, in sending order: phoned through, urgent, store order."""
        where = "state IN ('waiting', 'sent') ORDER BY lane, delivery.no LIMIT ?"
        return self._with_delivery(where, (limit,))

    def unanswered(self, types: Sequence[str]) -> tuple[Event, ...]:
        """Events of these types without a final answer, in the order they were written."""
        named = f"type IN ({','.join('?' * len(types))})"
        where = f"state IN ('waiting', 'sent') AND {named} ORDER BY delivery.no"
        return tuple(one.event for one in self._with_delivery(where, tuple(types)))

    def set_aside(self) -> tuple[Undelivered, ...]:
        """Events that could not be sent and wait for a person, oldest first."""
        return self._with_delivery("state='set_aside' ORDER BY delivery.no", ())

    def not_taken(self, event_ids: Sequence[str] | None = None) -> tuple[Undelivered, ...]:
        """Events that were refused or set aside, among ``event_ids`` or all, oldest first.

        All of them takes some tenths of a second for a million events: no index is kept for it.
        """
        aside = "state IN ('refused', 'set_aside')"
        if event_ids is None:
            return self._with_delivery(f"{aside} ORDER BY delivery.no", ())
        found: list[Undelivered] = []
        for at in range(0, len(event_ids), PAGE):
            some = tuple(event_ids[at : at + PAGE])
            named = f"event_id IN ({','.join('?' * len(some))})"
            found += self._with_delivery(f"{named} AND {aside} ORDER BY delivery.no", some)
        return tuple(found)

    def waiting(self) -> Waiting:
        """How many events have no receipt yet, and by which clocks the oldest was written."""
        unsent = self.unsent()
        return Waiting(unsent.count, unsent.oldest)

    def unsent(self) -> Unsent:
        """As `waiting`, with what is urgent and by which clocks the oldest was written."""
        sql = (
            "SELECT count(*), coalesce(sum(lane<?), 0), min(no) FROM delivery"
            " WHERE state IN ('waiting', 'sent')"
        )
        count, urgent, oldest = self._rows(sql, (ORDINARY,))[0]
        written = "SELECT at_utc, mono_ns, boot_id FROM event WHERE no=?"
        found = self._rows(written, (oldest,)) if count else []
        return Unsent(count, urgent, Moment(*found[0]) if found else None)

    def verifier(self, user: str) -> Verifier | None:
        """What lets a person sign in here without the link."""
        sql = (
            "SELECT user, name, roles, teams, hash, signed_in_utc, until_utc FROM verifier"
            " WHERE user=?"
        )
        for found, name, roles, teams, *rest in self._rows(sql, (user,)):
            return Verifier(found, name, tuple(json.loads(roles)), tuple(json.loads(teams)), *rest)
        return None

    def first_break(self) -> str | None:
        """The first break of any chain in this file, ``None`` when all hold. Reads everything."""
        stores = self._rows(
            "SELECT store_id, min(no) - 1 FROM event GROUP BY store_id ORDER BY min(no)"
        )
        for store_id, before in stores:
            if fault := first_break(self._of_store(store_id, before), Position(store_id)):
                return fault
        return None

    def _break_at_end(self, length: int) -> str | None:
        """The first break among the newest events of the present store."""
        end = self.last()
        if end.store_seq == 0:
            return None
        before = max(0, end.store_seq - length)
        where = "WHERE store_id=? ORDER BY no DESC LIMIT ?"
        events = self._events(where, (end.store_id, end.store_seq - before))[::-1]
        return first_break(events, Position(end.store_id, before, events[0].prev_hash))

    def _of_store(self, store_id: str, no: int) -> Iterator[Event]:
        """Events of one store after the one numbered ``no`` in the file, in store order."""
        sql = (
            f"SELECT {rows.COLUMNS}, no FROM event"  # noqa: S608 -- our own words only
            " WHERE store_id=? AND no>? ORDER BY no LIMIT ?"
        )
        while page := self._rows(sql, (store_id, no, PAGE)):
            yield from map(rows.event_of, page)
            no = page[-1][-1]

    def _events(self, where: str, values: Sequence[Any]) -> tuple[Event, ...]:
        sql = f"SELECT {rows.COLUMNS} FROM event {where}"  # noqa: S608 -- our own words only
        return tuple(rows.event_of(row) for row in self._rows(sql, values))

    def _streams(self, kind: str, *, only_open: bool) -> tuple[str, ...]:
        sql = "SELECT stream_id FROM stream WHERE kind=? AND open>=? ORDER BY first_no"
        return tuple(str(row[0]) for row in self._rows(sql, (kind, int(only_open))))

    def _with_delivery(self, where: str, values: Sequence[Any]) -> tuple[Undelivered, ...]:
        return tuple(
            Undelivered(rows.event_of(row), DeliveryState(*row[rows.WIDTH :]))
            for row in self._rows(_WITH_DELIVERY + where, values)
        )

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        self._await_stored()
        try:
            return self._readers.rows(sql, values)
        except DriverFault as fault:
            raise told(self._place, fault) from fault
