"""People on record, in the order in which they last changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import CALLERS


@dataclass(frozen=True, slots=True)
class CallerRow:
    """One person on record; ``record`` is JSON, ``no`` the number of the last change."""

    caller_id: str
    no: int
    record: str


def put(tx: Transaction, records: Iterable[tuple[str, str]]) -> None:
    """Create or replace people (id, JSON), each with a new number; the transaction's last act."""
    wanted = list(records)
    if not wanted:
        return
    tx.lock("callers")
    first = tx.next_number("callers", len(wanted))
    tx.sql.execute(
        CALLERS.delete().where(CALLERS.c.caller_id.in_([caller_id for caller_id, _ in wanted]))
    )
    tx.sql.execute(
        CALLERS.insert(),
        [
            {"caller_id": caller_id, "no": no, "record": record}
            for no, (caller_id, record) in enumerate(wanted, start=first)
        ],
    )


def after(tx: Transaction, no: int, limit: int) -> tuple[CallerRow, ...]:
    """People changed after number ``no``, the oldest change first."""
    found = tx.sql.execute(
        sa.select(CALLERS.c.caller_id, CALLERS.c.no, CALLERS.c.record)
        .where(CALLERS.c.no > no)
        .order_by(CALLERS.c.no)
        .limit(limit)
    )
    return tuple(CallerRow(*row) for row in found)
