"""The calls that desks answered: which are under way, and which another desk has taken over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import CONTACTS, DEVICES, EVENTS

_TAKER: Final = DEVICES.alias("taker")


@dataclass(frozen=True, slots=True)
class UnderWay:
    """One answered call. ``heard_at``: when the hub last heard of it; ``taken_by`` a desk's id."""

    contact_id: str
    desk_id: str
    desk_name: str
    heard_at: str
    taken_by: str | None
    taken_at: str | None
    taken_by_name: str | None


def begun(tx: Transaction, contact_id: str, desk_id: str, at_utc: str) -> None:
    """A desk answered it."""
    _insert(tx, contact_id, desk_id, at_utc, over=0)


def over(tx: Transaction, contact_id: str, desk_id: str, at_utc: str) -> None:
    """Its desk ended it, or another desk goes on with it."""
    _insert(tx, contact_id, desk_id, at_utc, over=1)
    tx.sql.execute(CONTACTS.update().where(CONTACTS.c.contact_id == contact_id).values(over=1))


def taken(tx: Transaction, contact_id: str, by: str, at_utc: str) -> None:
    """The desk ``by`` takes it over."""
    changed = CONTACTS.update().where(CONTACTS.c.contact_id == contact_id)
    tx.sql.execute(changed.values(taken_by=by, taken_at=at_utc))


def over_of(tx: Transaction, contact_ids: Collection[str]) -> frozenset[str]:
    """Those of these contacts that are over at their desk."""
    if not contact_ids:
        return frozenset()
    of_them = CONTACTS.c.contact_id.in_(sorted(contact_ids))
    found = tx.sql.execute(sa.select(CONTACTS.c.contact_id).where(of_them, CONTACTS.c.over == 1))
    return frozenset(found.scalars())


def find(tx: Transaction, contact_id: str) -> UnderWay | None:
    """A call under way; ``None`` once it is over, or when the hub knows no such call."""
    return next(iter(_found(tx, CONTACTS.c.contact_id == contact_id, 1)), None)


def of_other_desks(tx: Transaction, desk_id: str, limit: int) -> tuple[UnderWay, ...]:
    """Calls under way at other desks, the newest first."""
    return _found(tx, CONTACTS.c.desk_id != desk_id, limit)


def _insert(tx: Transaction, contact_id: str, desk_id: str, at_utc: str, *, over: int) -> None:
    values = {"contact_id": contact_id, "desk_id": desk_id, "answered_at": at_utc, "over": over}
    tx.insert_once(CONTACTS, values)


def _found(tx: Transaction, which: sa.ColumnElement[bool], limit: int) -> tuple[UnderWay, ...]:
    heard = (
        sa.select(sa.func.max(EVENTS.c.arrived_at))
        .where(EVENTS.c.stream_id == CONTACTS.c.contact_id)
        .scalar_subquery()
    )
    found = tx.sql.execute(
        sa.select(
            CONTACTS.c.contact_id,
            CONTACTS.c.desk_id,
            sa.func.coalesce(DEVICES.c.name, CONTACTS.c.desk_id),
            sa.func.coalesce(heard, CONTACTS.c.answered_at),
            CONTACTS.c.taken_by,
            CONTACTS.c.taken_at,
            _TAKER.c.name,
        )
        .outerjoin(DEVICES, DEVICES.c.device_id == CONTACTS.c.desk_id)
        .outerjoin(_TAKER, _TAKER.c.device_id == CONTACTS.c.taken_by)
        .where(CONTACTS.c.over == 0, which)
        .order_by(CONTACTS.c.answered_at.desc(), CONTACTS.c.contact_id)
        .limit(limit)
    )
    return tuple(UnderWay(*row) for row in found)
