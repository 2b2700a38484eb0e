"""The change feed: numbers that never appear out of order, and who hears of what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import CHANGES, INCIDENT_AUDIENCES, INCIDENT_CONTACTS

CHANNEL = "workstation_changes"


_OF_CONTACTS: Final = (
    sa.select(INCIDENT_CONTACTS.c.contact_id, INCIDENT_AUDIENCES.c.audience)
    .join(
        INCIDENT_CONTACTS,
        INCIDENT_CONTACTS.c.incident_id == INCIDENT_AUDIENCES.c.incident_id,
    )
    .where(INCIDENT_CONTACTS.c.contact_id.in_(sa.bindparam("contacts", expanding=True)))
    .distinct()
)
_OF_INCIDENT: Final = sa.select(INCIDENT_AUDIENCES.c.audience).where(
    INCIDENT_AUDIENCES.c.incident_id == sa.bindparam("incident")
)
_ADD: Final = CHANGES.insert()
_NOTIFY: Final = sa.text("select pg_notify(:channel, :up_to)")
_HEARD: Final = (
    sa.select(CHANGES.c.audience, sa.func.max(CHANGES.c.no).label("newest"))
    .where(CHANGES.c.no > sa.bindparam("since"))
    .group_by(CHANGES.c.audience)
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
    tx.sql.execute(_ADD, rows if len(rows) > 1 else rows[0])
    if tx.postgres:
        up_to = str(first + len(heard) - 1)
        tx.sql.execute(_NOTIFY, {"channel": CHANNEL, "up_to": up_to})
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


def heard_since(tx: Transaction, no: int) -> dict[str, int]:
    """Who hears of changes after number ``no``, and the newest number for each of them."""
    return {row.audience: row.newest for row in tx.sql.execute(_HEARD, {"since": no})}


def audiences_of(tx: Transaction, incident_id: str) -> frozenset[str]:
    """Who hears of an incident now."""
    return frozenset(tx.sql.execute(_OF_INCIDENT, {"incident": incident_id}).scalars())


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
    return audiences_of_contacts(tx, {contact_id})[contact_id]


def audiences_of_contacts(
    tx: Transaction, contact_ids: Collection[str]
) -> dict[str, frozenset[str]]:
    """Who hears of each of these contacts now."""
    heard: dict[str, set[str]] = {one: set() for one in contact_ids}
    for contact_id, audience in tx.sql.execute(_OF_CONTACTS, {"contacts": sorted(heard)}):
        heard[contact_id].add(audience)
    return {contact_id: frozenset(audiences) for contact_id, audiences in heard.items()}
