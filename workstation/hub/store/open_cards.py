"""Open incidents in short, in the order in which they last changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import INCIDENT_CONTACTS, INCIDENTS, OPEN_INCIDENTS

_COUNTER: Final = "open_incidents"
_ROW: Final = (OPEN_INCIDENTS.c.incident_id, OPEN_INCIDENTS.c.no, OPEN_INCIDENTS.c.record)


@dataclass(frozen=True, slots=True)
class CardRow:
    """One incident; ``record`` is JSON, empty once it is closed; ``no`` is of its last change."""

    incident_id: str
    no: int
    record: str


def put(tx: Transaction, incident_id: str, record: str) -> int:
    """Keep the newest ``record`` with a new number, which is returned. The feed lock is held."""
    no = tx.next_number(_COUNTER)
    tx.put(OPEN_INCIDENTS, {"incident_id": incident_id, "no": no, "record": record})
    return no


def forget_closed(tx: Transaction, up_to: int) -> None:
    """Let go of what was closed up to the number ``up_to``."""
    old = OPEN_INCIDENTS.c.no <= up_to
    tx.sql.execute(OPEN_INCIDENTS.delete().where(OPEN_INCIDENTS.c.record == "", old))


def newest(tx: Transaction) -> int:
    """The number of the newest change."""
    return tx.newest_number(_COUNTER)


def record_of(tx: Transaction, incident_id: str) -> str | None:
    """The newest record; ``None`` when there is none, empty when it is closed."""
    asked = sa.select(OPEN_INCIDENTS.c.record).where(OPEN_INCIDENTS.c.incident_id == incident_id)
    return tx.sql.execute(asked).scalar_one_or_none()


def open_of(tx: Transaction, contact_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """Open incidents that any of the contacts belongs to, each with that contact."""
    found = tx.sql.execute(
        sa.select(OPEN_INCIDENTS.c.incident_id, INCIDENT_CONTACTS.c.contact_id)
        .join(INCIDENT_CONTACTS, INCIDENT_CONTACTS.c.incident_id == OPEN_INCIDENTS.c.incident_id)
        .where(INCIDENT_CONTACTS.c.contact_id.in_(sorted(contact_ids)))
        .where(OPEN_INCIDENTS.c.record != "")
    )
    return frozenset((incident_id, contact_id) for incident_id, contact_id in found)


def without(tx: Transaction, limit: int) -> tuple[str, ...]:
    """Open incidents that have no card: those of a time before there were any."""
    found = tx.sql.execute(
        sa.select(INCIDENTS.c.incident_id)
        .outerjoin(OPEN_INCIDENTS, OPEN_INCIDENTS.c.incident_id == INCIDENTS.c.incident_id)
        .where(INCIDENTS.c.standing != "closed", OPEN_INCIDENTS.c.incident_id.is_(None))
        .order_by(INCIDENTS.c.incident_id)
        .limit(limit)
    )
    return tuple(found.scalars())


def every(tx: Transaction) -> tuple[str, ...]:
    """The record of every open incident."""
    asked = sa.select(OPEN_INCIDENTS.c.record).where(OPEN_INCIDENTS.c.record != "")
    return tuple(tx.sql.execute(asked).scalars())


def after(tx: Transaction, no: int, limit: int) -> tuple[CardRow, ...]:
    """What changed after number ``no``, the oldest change first; at 0 nothing that is closed."""
    asked = sa.select(*_ROW).where(OPEN_INCIDENTS.c.no > no)
    if no == 0:
        asked = asked.where(OPEN_INCIDENTS.c.record != "")
    found = tx.sql.execute(asked.order_by(OPEN_INCIDENTS.c.no).limit(limit))
    return tuple(CardRow(*row) for row in found)
