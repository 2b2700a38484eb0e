"""What came in of late that a supervisor is shown: what was phoned through, alarms that rang."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from workstation.domain.events import Event
from workstation.hub.store import events
from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import DEVICES, EVENTS, OF_LATE, STORES


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
        sa.select(EVENTS.c.event_id, EVENTS.c.arrived_at, DEVICES.c.name)
        .outerjoin(STORES, STORES.c.store_id == EVENTS.c.store_id)
        .outerjoin(DEVICES, DEVICES.c.device_id == STORES.c.device_id)
        .where(*wanted)
        .order_by(EVENTS.c.arrived_at.desc(), EVENTS.c.event_id.desc())
        .limit(limit)
    ).all()
    count = tx.sql.execute(sa.select(sa.func.count()).select_from(EVENTS).where(*wanted))
    whole = events.by_ids(tx, [row.event_id for row in found])
    came = tuple(Came(whole[row.event_id], row.arrived_at, row.name or "") for row in found)
    return came, int(count.scalar_one()) - len(came)
