"""What ties people on record to contacts, to numbers, and to one another."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import CONTACT_CALLERS, NUMBER_CALLERS, SAME_PERSON


def callers_of(tx: Transaction, contact_id: str) -> frozenset[str]:
    """Whose record a contact stands in."""
    of_it = CONTACT_CALLERS.c.contact_id == contact_id
    found = tx.sql.execute(sa.select(CONTACT_CALLERS.c.caller_id).where(of_it))
    return frozenset(found.scalars())


def contacts_of(tx: Transaction, caller_ids: Collection[str]) -> frozenset[str]:
    """Contacts of desks that stand in the record of any of them, or are to."""
    of_them = CONTACT_CALLERS.c.caller_id.in_(sorted(caller_ids))
    found = tx.sql.execute(sa.select(CONTACT_CALLERS.c.contact_id).where(of_them))
    return frozenset(found.scalars())


def tie(tx: Transaction, contact_id: str, caller_id: str) -> None:
    """The contact stands in that record."""
    tx.insert_once(CONTACT_CALLERS, {"contact_id": contact_id, "caller_id": caller_id})


def untie(tx: Transaction, contact_id: str, caller_id: str) -> None:
    """The contact stands in that record no more."""
    tx.sql.execute(
        CONTACT_CALLERS.delete().where(
            CONTACT_CALLERS.c.contact_id == contact_id, CONTACT_CALLERS.c.caller_id == caller_id
        )
    )


def of_number(tx: Transaction, number: str) -> str | None:
    """The record that stands for a number itself, whoever speaks there."""
    asked = sa.select(NUMBER_CALLERS.c.caller_id).where(NUMBER_CALLERS.c.number == number)
    return tx.sql.execute(asked).scalar_one_or_none()


def put_number(tx: Transaction, number: str, caller_id: str) -> None:
    """This record stands for the number."""
    tx.put(NUMBER_CALLERS, {"number": number, "caller_id": caller_id})


def say_same(
    tx: Transaction, pair: tuple[str, str], apart: bool, said: tuple[str, int, str]
) -> None:
    """Keep what was said of two records, unless something newer was said of them.

    ``said``: when, as which number of its store, in which event; what is newer is greater.
    """
    first, second = sorted(pair)
    which = (SAME_PERSON.c.caller_id == first, SAME_PERSON.c.other_id == second)
    when = ("said_at", "store_seq", "event_id")
    asked = sa.select(*(SAME_PERSON.c[name] for name in when)).where(*which)
    before = tx.sql.execute(asked).one_or_none()
    if before is None or tuple(before) < said:
        values = {"caller_id": first, "other_id": second, "apart": int(apart)}
        tx.put(SAME_PERSON, {**values, **dict(zip(when, said, strict=True))})


def said_same(tx: Transaction, caller_id: str) -> dict[str, bool]:
    """Records of which something was said beside this one: whether they may be the same person."""
    found = tx.sql.execute(
        sa.select(SAME_PERSON).where(
            sa.or_(SAME_PERSON.c.caller_id == caller_id, SAME_PERSON.c.other_id == caller_id)
        )
    )
    return {
        row.other_id if row.caller_id == caller_id else row.caller_id: not row.apart
        for row in found
    }
