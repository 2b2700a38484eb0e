"""The change feed: numbers that never appear out of order, and who hears of what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import CHANGES, INCIDENT_AUDIENCES, INCIDENT_CONTACTS

CHANNEL = "workstation_changes"


_OF_CONTACT: Final = (
    sa.select(INCIDENT_AUDIENCES.c.audience)
    .join(
        INCIDENT_CONTACTS,
        INCIDENT_CONTACTS.c.incident_id == INCIDENT_AUDIENCES.c.incident_id,
    )
    .where(INCIDENT_CONTACTS.c.contact_id == sa.bindparam("contact"))
    .distinct()
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell some audiences: an event, or that a stream left their scope."""

    audiences: frozenset[str]
    kind: Literal["event", "gone"]
    stream_id: str
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A change as a reader of the feed gets it."""

    no: int
    kind: Literal["event", "gone"]
    event_id: str | None
    stream_id: str


def publish(tx: Transaction, notices: Iterable[Notice]) -> dict[str, int]:
    """Number and insert ``notices``; the last act of a transaction, under the feed lock.

    Returns the first number of each event.
    """
    heard = [notice for notice in notices if notice.audiences]
    if not heard:
        return {}
    first = tx.next_number("changes", len(heard))
    rows = []
    numbers: dict[str, int] = {}
    for no, notice in enumerate(heard, start=first):
        if notice.event_id:
            numbers.setdefault(notice.event_id, no)
        rows += [
            {
                "audience": audience,
                "no": no,
                "kind": notice.kind,
                "event_id": notice.event_id,
                "stream_id": notice.stream_id,
            }
            for audience in sorted(notice.audiences)
        ]
    tx.sql.execute(CHANGES.insert(), rows)
    if tx.postgres:
        tx.sql.execute(
            sa.text("select pg_notify(:channel, :up_to)"),
            {"channel": CHANNEL, "up_to": str(first + len(heard) - 1)},
        )
    return numbers


def after(tx: Transaction, audiences: Collection[str], no: int, limit: int) -> tuple[Numbered, ...]:
    """Changes for any of ``audiences`` after number ``no``, oldest first, each number once."""
    found = tx.sql.execute(
        sa.select(CHANGES.c.no, CHANGES.c.kind, CHANGES.c.event_id, CHANGES.c.stream_id)
        .where(CHANGES.c.audience.in_(sorted(audiences)), CHANGES.c.no > no)
        .distinct()
        .order_by(CHANGES.c.no)
        .limit(limit)
    )
    return tuple(Numbered(*row) for row in found)


def newest_for(tx: Transaction, audiences: Collection[str], after_no: int) -> int | None:
    """The newest number for any of ``audiences`` after ``after_no``, if there is one."""
    found: int | None = tx.sql.execute(
        sa.select(sa.func.max(CHANGES.c.no)).where(
            CHANGES.c.audience.in_(sorted(audiences)), CHANGES.c.no > after_no
        )
    ).scalar_one()
    return found


def audiences_between(tx: Transaction, after_no: int, up_to: int) -> frozenset[str]:
    """Everybody who hears of a change after ``after_no`` and up to ``up_to``."""
    found = tx.sql.execute(
        sa.select(CHANGES.c.audience)
        .where(CHANGES.c.no > after_no, CHANGES.c.no <= up_to)
        .distinct()
    )
    return frozenset(found.scalars())


def audiences_of(tx: Transaction, incident_id: str) -> frozenset[str]:
    """Who hears of an incident now."""
    found = tx.sql.execute(
        sa.select(INCIDENT_AUDIENCES.c.audience).where(
            INCIDENT_AUDIENCES.c.incident_id == incident_id
        )
    )
    return frozenset(found.scalars())


def join(tx: Transaction, incident_id: str, audience: str) -> None:
    """From now on ``audience`` hears of the incident."""
    tx.insert_once(INCIDENT_AUDIENCES, {"incident_id": incident_id, "audience": audience})


def leave(tx: Transaction, incident_id: str, audience: str) -> None:
    """From now on ``audience`` hears no more of the incident."""
    tx.sql.execute(
        INCIDENT_AUDIENCES.delete().where(
            INCIDENT_AUDIENCES.c.incident_id == incident_id,
            INCIDENT_AUDIENCES.c.audience == audience,
        )
    )


def link_contact(tx: Transaction, incident_id: str, contact_id: str) -> None:
    """The contact belongs to the incident."""
    tx.insert_once(INCIDENT_CONTACTS, {"incident_id": incident_id, "contact_id": contact_id})


def part_contact(tx: Transaction, incident_id: str, contact_id: str) -> None:
    """The contact does not belong to the incident any more."""
    tx.sql.execute(
        INCIDENT_CONTACTS.delete().where(
            INCIDENT_CONTACTS.c.incident_id == incident_id,
            INCIDENT_CONTACTS.c.contact_id == contact_id,
        )
    )


def contacts_of(tx: Transaction, incident_id: str) -> tuple[str, ...]:
    """The contacts that belong to an incident."""
    found = tx.sql.execute(
        sa.select(INCIDENT_CONTACTS.c.contact_id)
        .where(INCIDENT_CONTACTS.c.incident_id == incident_id)
        .order_by(INCIDENT_CONTACTS.c.contact_id)
    )
    return tuple(found.scalars())


def incidents_of(tx: Transaction, contact_id: str) -> tuple[str, ...]:
    """The incidents that a contact belongs to."""
    found = tx.sql.execute(
        sa.select(INCIDENT_CONTACTS.c.incident_id)
        .where(INCIDENT_CONTACTS.c.contact_id == contact_id)
        .order_by(INCIDENT_CONTACTS.c.incident_id)
    )
    return tuple(found.scalars())


def audiences_of_contact(tx: Transaction, contact_id: str) -> frozenset[str]:
    """Who hears of a contact now: everybody who hears of an incident that it belongs to."""
    found = tx.sql.execute(_OF_CONTACT, {"contact": contact_id})
    return frozenset(found.scalars())
