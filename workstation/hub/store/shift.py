"""The events that a shift is counted from: what began or turned lately, and those streams."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from workstation.domain.events import Event, PolicyRef
from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import CONTACTS, EVENTS, INCIDENTS, OF_SHIFT

#: Streams that one statement names; SQLite takes 32,766 values, PostgreSQL 65,535.
_AT_ONCE: Final = 500
_NOT_READ: Final = {"arrived_at", "hub_no", "refused"}
_READ: Final = [column for column in EVENTS.c if column.name not in _NOT_READ]


def begun(tx: Transaction, types: Collection[str], since_utc: str, limit: int) -> tuple[str, ...]:
    """Streams in which one of ``types`` (of `OF_SHIFT`) came in since, the newest first."""
    found = tx.sql.execute(
        sa.select(EVENTS.c.stream_id)
        .where(OF_SHIFT, EVENTS.c.type.in_(sorted(types)), EVENTS.c.arrived_at >= since_utc)
        .group_by(EVENTS.c.stream_id)
        .order_by(sa.func.max(EVENTS.c.arrived_at).desc(), EVENTS.c.stream_id)
        .limit(limit)
    )
    return tuple(found.scalars())


def of_streams(
    tx: Transaction, stream_ids: Iterable[str], types: Collection[str]
) -> Mapping[str, list[Event]]:
    """Events of ``types`` of each stream, in the order they were written."""
    found: dict[str, list[Event]] = {}
    for some in _runs(stream_ids):
        rows = tx.sql.execute(
            sa.select(*_READ)
            .where(EVENTS.c.stream_id.in_(some), EVENTS.c.type.in_(sorted(types)))
            .order_by(EVENTS.c.stream_id, EVENTS.c.stream_seq)
        )
        for row in rows:
            found.setdefault(row.stream_id, []).append(_event(row))
    return found


def with_gaps(tx: Transaction, stream_ids: Iterable[str]) -> frozenset[str]:
    """Streams of which a number before the newest has not arrived, or could not be read."""
    count, newest = sa.func.count(), sa.func.max(EVENTS.c.stream_seq)
    found: set[str] = set()
    for some in _runs(stream_ids):
        rows = tx.sql.execute(
            sa.select(EVENTS.c.stream_id)
            .where(EVENTS.c.stream_id.in_(some))
            .group_by(EVENTS.c.stream_id)
            .having(count < newest)
        )
        found.update(rows.scalars())
    return frozenset(found)


def standings(tx: Transaction, incident_ids: Iterable[str]) -> Mapping[str, str]:
    """How each incident that was opened stands."""
    found: dict[str, str] = {}
    for some in _runs(incident_ids):
        rows = tx.sql.execute(
            sa.select(INCIDENTS.c.incident_id, INCIDENTS.c.standing).where(
                INCIDENTS.c.incident_id.in_(some)
            )
        )
        found.update((row.incident_id, row.standing) for row in rows)
    return found


def taken_over(tx: Transaction, contact_ids: Iterable[str]) -> frozenset[str]:
    """Contacts that go on at another desk."""
    found: set[str] = set()
    for some in _runs(contact_ids):
        goes_on = (CONTACTS.c.over == 1, CONTACTS.c.taken_by.is_not(None))
        rows = tx.sql.execute(
            sa.select(CONTACTS.c.contact_id).where(CONTACTS.c.contact_id.in_(some), *goes_on)
        )
        found.update(rows.scalars())
    return frozenset(found)


def _runs(ids: Iterable[str]) -> Iterator[list[str]]:
    every = list(dict.fromkeys(ids))
    for n in range(0, len(every), _AT_ONCE):
        yield every[n : n + _AT_ONCE]


def _event(row: Any) -> Event:
    plain = dict(row._mapping)
    pinned = [plain.pop(name) for name in ("policy_id", "policy_version", "policy_hash")]
    return Event(**plain, policy=PolicyRef(*pinned) if pinned[0] else None)
