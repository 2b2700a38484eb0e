"""What the hub is: its realm, its id, its own store, its epoch, its counters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import sqlalchemy as sa

from workstation.domain.events import GENESIS, Realm
from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import COUNTERS, HUB, STORES

Counter = Literal["changes", "callers", "desks", "open_incidents"]
COUNTED: Final[tuple[Counter, ...]] = ("changes", "callers", "desks", "open_incidents")


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes this hub this hub. ``recovery_public_key`` is X25519, hexadecimal."""

    realm: Realm
    hub_id: str
    store_id: str
    epoch: str
    recovery_public_key: str


def read(tx: Transaction) -> Identity | None:
    """The identity, ``None`` in a database that was never initialised."""
    known = {row.name: row.value for row in tx.sql.execute(sa.select(HUB))}
    if "hub_id" not in known:
        return None
    return Identity(
        known["realm"],
        known["hub_id"],
        known["store_id"],
        known["epoch"],
        known["recovery_public_key"],
    )


def create(tx: Transaction, identity: Identity) -> None:
    """Write the identity of a new hub and start its store and its counters."""
    put(tx, identity)
    for counter in COUNTED:
        tx.insert_once(COUNTERS, {"name": counter, "value": 0})


def put(tx: Transaction, identity: Identity) -> None:
    """Write the identity and start its store, if that is new."""
    for name in Identity.__slots__:
        tx.put(HUB, {"name": name, "value": getattr(identity, name)})
    tx.insert_once(
        STORES,
        {
            "store_id": identity.store_id,
            "device_id": "",
            "last_seq": 0,
            "last_hash": GENESIS,
            "backed_up_to": 0,
        },
    )
