"""Which teams still owe something on an incident that is with another team."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import OWED


def put(tx: Transaction, incident_id: str, teams: Iterable[str]) -> None:
    """Keep who owes. The incident's lock is held."""
    tx.sql.execute(OWED.delete().where(OWED.c.incident_id == incident_id))
    for team in sorted(teams):
        tx.insert_once(OWED, {"incident_id": incident_id, "team": team})


def by_team(tx: Transaction, team: str) -> frozenset[str]:
    """The incidents on which a team owes something."""
    found = tx.sql.execute(sa.select(OWED.c.incident_id).where(OWED.c.team == team))
    return frozenset(found.scalars())
