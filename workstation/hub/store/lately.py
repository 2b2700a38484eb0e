"""What came in of late: what was phoned through, alarms that rang; whose record was looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from workstation.domain.events import Event
from workstation.hub.store import events
from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import DEVICES, EVENTS, OF_LATE, OF_LOOKS, STORES

#: Events read in one statement.
PAGE: Final = 500
_CAME: Final = (
    sa.select(EVENTS.c.event_id, EVENTS.c.arrived_at, DEVICES.c.name)
    .outerjoin(STORES, STORES.c.store_id == EVENTS.c.store_id)
    .outerjoin(DEVICES, DEVICES.c.device_id == STORES.c.device_id)
)


@dataclass(frozen=True, slots=True)
class Came:
    """An event, when it came in, and the machine that wrote it; no name for the hub itself."""

    event: Event
    arrived_at: str
    desk_name: str


def since(
    tx: Transaction, types: Collection[str], at_utc: str, limit: int
) -> tuple[tuple[Came, ...], int]:
    """Events of ``types`` (of `OF_LATE`) that came in since, newest first; how many are left out.

    At most ``limit`` of them.
    """
    wanted = (OF_LATE, EVENTS.c.type.in_(sorted(types)), EVENTS.c.arrived_at >= at_utc)
    found = tx.sql.execute(
        _CAME.where(*wanted)
        .order_by(EVENTS.c.arrived_at.desc(), EVENTS.c.event_id.desc())
        .limit(limit)
    ).all()
    count = tx.sql.execute(sa.select(sa.func.count()).select_from(EVENTS).where(*wanted))
    came = _whole(tx, found)
    return came, int(count.scalar_one()) - len(came)


def looks(tx: Transaction, begin_utc: str) -> Iterator[Came]:
    """What says whose record was looked at, oldest first, of what came in since ``begin_utc``."""
    beyond = (begin_utc, "")
    while True:
        place = sa.tuple_(EVENTS.c.arrived_at, EVENTS.c.event_id)
        found = tx.sql.execute(
            _CAME.where(OF_LOOKS, EVENTS.c.arrived_at >= beyond[0], place > beyond)
            .order_by(EVENTS.c.arrived_at, EVENTS.c.event_id)
            .limit(PAGE)
        ).all()
        if not found:
            return
        yield from _whole(tx, found)
        beyond = (found[-1].arrived_at, found[-1].event_id)


def _whole(tx: Transaction, rows: Sequence[Any]) -> tuple[Came, ...]:
    whole = events.by_ids(tx, [row.event_id for row in rows])
    return tuple(Came(whole[row.event_id], row.arrived_at, row.name or "") for row in rows)
