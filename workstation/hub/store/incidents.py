"""The newest reading of each incident, and replies to receivers' steps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import INCIDENTS, STEPS


@dataclass(frozen=True, slots=True)
class Reading:
    """An incident as queues show it; ``item`` is JSON of the queue's item."""

    incident_id: str
    request_id: str
    desk_id: str
    team: str
    standing: str
    item: str


_SELECT: Final = sa.select(*(INCIDENTS.c[name] for name in Reading.__slots__))


def put(tx: Transaction, reading: Reading) -> None:
    """Keep the newest reading of an incident."""
    tx.put(INCIDENTS, {name: getattr(reading, name) for name in Reading.__slots__})


def read(tx: Transaction, incident_id: str) -> Reading | None:
    """The newest reading of an incident, ``None`` before it was opened."""
    found = tx.sql.execute(_SELECT.where(INCIDENTS.c.incident_id == incident_id)).one_or_none()
    return Reading(*found) if found else None


def standing(
    tx: Transaction, standings: Collection[str], team: str | None = None
) -> tuple[Reading, ...]:
    """Readings of the incidents that stand so, of one team or of all."""
    asked = _SELECT.where(INCIDENTS.c.standing.in_(sorted(standings)))
    found = tx.sql.execute(asked if team is None else asked.where(INCIDENTS.c.team == team))
    return tuple(Reading(*row) for row in found)


def by_ids(tx: Transaction, incident_ids: Collection[str]) -> dict[str, Reading]:
    """The newest readings of those of the incidents that were opened."""
    if not incident_ids:
        return {}
    found = tx.sql.execute(_SELECT.where(INCIDENTS.c.incident_id.in_(sorted(incident_ids))))
    return {row.incident_id: Reading(*row) for row in found}


def step_reply(tx: Transaction, op_id: str) -> tuple[str, str] | None:
    """What was asked under this operation id and what was replied (both JSON)."""
    found = tx.sql.execute(
        sa.select(STEPS.c.asked, STEPS.c.reply).where(STEPS.c.op_id == op_id)
    ).one_or_none()
    return (found.asked, found.reply) if found else None


def keep_step(tx: Transaction, op_id: str, asked: str, reply: str, at_utc: str) -> None:
    """Keep a reply, so that the same step sent again gets the same words."""
    tx.sql.execute(STEPS.insert().values(op_id=op_id, asked=asked, reply=reply, at_utc=at_utc))
