"""What there is already where arriving events of one store are to stand: looked at once for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from workstation.domain.events import Event
from workstation.hub.store import events
from workstation.hub.store.engine import Transaction
from workstation.hub.store.events import Kept, StoreStands
from workstation.hub.store.tables import CONTACTS, STORES, STREAMS

_STANDS: Final = (
    sa.select(
        STORES.c.device_id,
        STORES.c.forked_from,
        STORES.c.backed_up_to,
        STREAMS.c.stream_id,
        STREAMS.c.store_id.label("writer"),
        STREAMS.c.erased_at,
        CONTACTS.c.taken_by,
    )
    .select_from(STORES)
    .outerjoin(STREAMS, STREAMS.c.stream_id.in_(sa.bindparam("streams", expanding=True)))
    .outerjoin(CONTACTS, CONTACTS.c.contact_id == STREAMS.c.stream_id)
    .where(STORES.c.store_id == sa.bindparam("store"))
)


@dataclass(frozen=True, slots=True)
class StreamStands:
    """A stream that was written before: by which store; ``taken_by``: the desk that goes on."""

    writer: str
    erased: bool
    taken_by: str | None = None


@dataclass(slots=True)
class Ground:
    """One store, and all that some of its events need to know before they are stored.

    ``known`` holds stored events by id, ``chain`` (hash, hash before) by the store's numbers;
    ``placed`` waits for `keep`. The store's lock is held.
    """

    store: StoreStands | None
    streams: dict[str, StreamStands]
    known: dict[str, Kept]
    chain: dict[int, tuple[str, str]]
    placed: list[Event] = field(default_factory=list)

    def stands(self, event: Event) -> None:
        """``event`` is placed; what comes after it in the same run sees it."""
        self.placed.append(event)
        self.known[event.event_id] = Kept(event, None, None)
        self.chain[event.store_seq] = (event.hash, event.prev_hash)


def look(tx: Transaction, store_id: str, arriving: Sequence[Event]) -> Ground:
    """Lock the store, and see what is there for ``arriving``."""
    tx.lock("store", store_id)
    numbers = {n + by for n in (event.store_seq for event in arriving) for by in (-1, 0, 1)}
    known, chain = events.around(tx, store_id, [e.event_id for e in arriving], numbers)
    streams = sorted({event.stream_id for event in arriving})
    found = tx.sql.execute(_STANDS, {"store": store_id, "streams": streams}).all()
    return Ground(
        store=StoreStands(*found[0][:3]) if found else None,
        streams={
            row.stream_id: StreamStands(row.writer, row.erased_at is not None, row.taken_by)
            for row in found
            if row.stream_id is not None
        },
        known=known,
        chain=chain,
    )


def keep(tx: Transaction, ground: Ground, arrived_at: str) -> None:
    """Store what was placed."""
    events.add_all(tx, ground.placed, arrived_at)
    ground.placed.clear()
