"""What changed of the histories of people on record, entry by entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import CALLER_PARTS

#: Entries that are kept of one person. With more of them the history is told whole once, and the
#: count begins anew: a switchboard's entries come and leave every day.
MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class PartRow:
    """One entry that changed or left; the columns of `CALLER_PARTS`, but the number."""

    caller_id: str
    at_utc: str
    contact_id: str
    gone: int
    entry: str


def keep(tx: Transaction, parts: Collection[PartRow], numbers: Mapping[str, int]) -> frozenset[str]:
    """Keep each entry with the number of its person's change; who has more than `MOST` by now."""
    if not parts:
        return frozenset()
    tx.put_all(CALLER_PARTS, [{**asdict(one), "no": numbers[one.caller_id]} for one in parts])
    of, caller_ids = CALLER_PARTS.c.caller_id, sorted({one.caller_id for one in parts})
    many = sa.select(of).where(of.in_(caller_ids)).group_by(of).having(sa.func.count() > MOST)
    return frozenset(tx.sql.execute(many).scalars())


def forget(tx: Transaction, caller_ids: Sequence[str]) -> None:
    """Nothing is kept of these people: their histories are told whole."""
    tx.sql.execute(CALLER_PARTS.delete().where(CALLER_PARTS.c.caller_id.in_(caller_ids)))
