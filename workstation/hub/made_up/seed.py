"""Puts made-up people on record at a hub that is not live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from workstation.hub.made_up.people import MadeUpPeople
from workstation.hub.store import caller_bulk, caller_links
from workstation.hub.store.engine import Database
from workstation.hub.store.identity import read

#: Earlier contacts for each person, unless somebody says how many; as 10 million of 5.5 million.
CONTACTS_EACH: Final = 1.8


class NotForLive(ValueError):
    """Made-up people never go into a live hub."""


def seed(
    database: Database,
    callers: int,
    seed: int = 1,
    *,
    contacts: int | None = None,
    grades: Sequence[str] = (),
) -> int:
    """Put ``callers`` made-up people on record; returns how many. Raises `NotForLive`.

    Whoever was made up from the same ``seed`` before is replaced. ``contacts``: their earlier
    contacts together. ``grades`` are the names of the policy's grades, the top one first.
    """
    with database.reading() as tx:
        known = read(tx)
        today = tx.now()
    if known is None or known.realm == "live":
        raise NotForLive("made-up people never go into a live hub")
    if contacts is None:
        contacts = round(callers * CONTACTS_EACH)
    made = MadeUpPeople(callers, contacts, seed, datetime.fromisoformat(today), grades)
    done = caller_bulk.load(database, made.rows(), made.prefix, callers >= caller_bulk.MANY)
    with database.writing() as tx:
        for number, caller_id in made.numbers.items():
            caller_links.put_number(tx, number, caller_id)
    return done
