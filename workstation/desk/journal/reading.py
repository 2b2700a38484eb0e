"""What is read from the journal, on connections of its own: no read waits for the writer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from workstation.desk.journal import rows
from workstation.desk.journal.outbound import Undelivered, Waiting
from workstation.desk.journal.people import Verifier
from workstation.desk.journal.readers import Readers
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.events import GENESIS, Event, Position

_STATE: Final = "delivery.state, delivery.attempts, delivery.cause, delivery.sent_at"
_WITH_DELIVERY: Final = (
    f"SELECT {rows.COLUMNS}, {_STATE}, delivery.next_try_utc"  # noqa: S608
    " FROM delivery JOIN event USING (no) WHERE "
)


def stream(readers: Readers, stream_id: str) -> tuple[Event, ...]:
    """All events of a stream, in order."""
    return _events(readers, "WHERE stream_id=? ORDER BY stream_seq", (stream_id,))


def store_events(readers: Readers, store_id: str, after_seq: int, limit: int) -> tuple[Event, ...]:
    """Events of one store after a number, in store order."""
    return _events(
        readers,
        "WHERE store_id=? AND store_seq>? ORDER BY store_seq LIMIT ?",
        (store_id, after_seq, limit),
    )


def event(readers: Readers, event_id: str) -> Event | None:
    """One event by its id."""
    found = _events(readers, "WHERE event_id=?", (event_id,))
    return found[0] if found else None


def _events(readers: Readers, where: str, values: Sequence[Any]) -> tuple[Event, ...]:
    sql = f"SELECT {rows.COLUMNS} FROM event {where}"  # noqa: S608 -- our own words only
    return tuple(rows.event_of(row) for row in readers.rows(sql, values))


def streams(readers: Readers, kind: str, *, only_open: bool = False) -> tuple[str, ...]:
    """Ids of streams of a kind, oldest first."""
    sql = "SELECT stream_id FROM stream WHERE kind=? AND open>=? ORDER BY first_no"
    return tuple(str(row[0]) for row in readers.rows(sql, (kind, int(only_open))))


def last(readers: Readers) -> Position:
    """Where the store stands."""
    sql = (
        "SELECT value, store_seq, hash FROM meta LEFT JOIN event ON event.store_id=meta.value"
        " WHERE name='store_id' ORDER BY store_seq DESC LIMIT 1"
    )
    store_id, seq, newest = readers.rows(sql)[0]
    return Position(store_id, seq or 0, newest or GENESIS)


def store_ids(readers: Readers) -> tuple[str, ...]:
    """Every store id this file has had, oldest first."""
    sql = "SELECT store_id FROM event GROUP BY store_id ORDER BY min(no)"
    return tuple(str(row[0]) for row in readers.rows(sql))


def drafts(readers: Readers, contact_id: str) -> tuple[Draft, ...]:
    """Half-typed texts of a contact, the last given last."""
    sql = "SELECT field, text, cursor, at_utc FROM draft WHERE contact_id=? ORDER BY given"
    return tuple(Draft(*row) for row in readers.rows(sql, (contact_id,)))


def delivery(readers: Readers, event_id: str) -> DeliveryState | None:
    """How far an event got."""
    sql = f"SELECT {_STATE} FROM delivery JOIN event USING (no) WHERE event_id=?"  # noqa: S608
    found = readers.rows(sql, (event_id,))
    return DeliveryState(*found[0]) if found else None


def undelivered(readers: Readers, limit: int, due_at_utc: str | None) -> tuple[Undelivered, ...]:
    """Events without a final answer: phoned through first, then urgent, then store order."""
    due = "" if due_at_utc is None else "AND coalesce(next_try_utc, '') <= ?"
    where = f"state IN ('waiting', 'sent') {due} ORDER BY lane, delivery.no LIMIT ?"
    values = (limit,) if due_at_utc is None else (due_at_utc, limit)
    return _with_delivery(readers, where, values)


def set_aside(readers: Readers) -> tuple[Undelivered, ...]:
    """Events that could not be sent and wait for a person."""
    return _with_delivery(readers, "state='set_aside' ORDER BY delivery.no", ())


def _with_delivery(readers: Readers, where: str, values: Sequence[Any]) -> tuple[Undelivered, ...]:
    return tuple(
        Undelivered(
            rows.event_of(row),
            DeliveryState(*row[rows.WIDTH : rows.WIDTH + 4]),
            row[rows.WIDTH + 4],
        )
        for row in readers.rows(_WITH_DELIVERY + where, values)
    )


def waiting(readers: Readers) -> Waiting:
    """How much has no receipt yet, and since when."""
    sql = (
        "SELECT count(*), min(at_utc) FROM delivery JOIN event USING (no)"
        " WHERE state IN ('waiting', 'sent')"
    )
    return Waiting(*readers.rows(sql)[0])


def recall(readers: Readers, key: str) -> str | None:
    """What was remembered under ``key``."""
    found = readers.rows("SELECT value FROM remembered WHERE key=?", (key,))
    return str(found[0][0]) if found else None


def settings(readers: Readers) -> dict[str, str]:
    """The settings kept in this file."""
    return dict(readers.rows("SELECT name, value FROM setting"))


def verifier(readers: Readers, user: str) -> Verifier | None:
    """Who signed in here before, by user name."""
    sql = (
        "SELECT user, name, roles, teams, hash, signed_in_utc, until_utc FROM verifier WHERE user=?"
    )
    for found, name, roles, teams, *rest in readers.rows(sql, (user,)):
        return Verifier(found, name, tuple(json.loads(roles)), tuple(json.loads(teams)), *rest)
    return None
