"""Enrolled machines and the codes with which they enrol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import DEVICES, ENROLMENT_CODES


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled machine. ``reference_block`` begins every reference that it gives out."""

    device_id: str
    name: str
    kind: str
    secret_hash: str
    reference_block: str


_READ: Final = sa.select(*(DEVICES.c[name] for name in Device.__slots__)).where(
    DEVICES.c.device_id == sa.bindparam("device"), DEVICES.c.revoked_at.is_(None)
)


def add(tx: Transaction, device: Device, at_utc: str) -> None:
    """Enrol a machine."""
    values = {name: getattr(device, name) for name in Device.__slots__}
    tx.sql.execute(DEVICES.insert().values(**values, enrolled_at=at_utc))


def renew(tx: Transaction, device: Device, at_utc: str) -> None:
    """The same machine has another name and secret from now on; the old secret counts no more."""
    tx.sql.execute(
        DEVICES.update()
        .where(DEVICES.c.device_id == device.device_id)
        .values(name=device.name, secret_hash=device.secret_hash, enrolled_at=at_utc)
    )


def read(tx: Transaction, device_id: str) -> Device | None:
    """An enrolled machine whose credential still counts."""
    found = tx.sql.execute(_READ, {"device": device_id}).one_or_none()
    return Device(*found) if found else None


def of_kind(tx: Transaction, kind: str) -> dict[str, str]:
    """Names of the enrolled machines of a kind whose credentials count, by id."""
    found = tx.sql.execute(
        sa.select(DEVICES.c.device_id, DEVICES.c.name).where(
            DEVICES.c.kind == kind, DEVICES.c.revoked_at.is_(None)
        )
    )
    return {row.device_id: row.name for row in found}


def revoke(tx: Transaction, device_id: str, at_utc: str) -> None:
    """The machine's credential counts no more."""
    tx.sql.execute(
        DEVICES.update().where(DEVICES.c.device_id == device_id).values(revoked_at=at_utc)
    )


def next_reference_block(tx: Transaction) -> str:
    """A prefix that no other machine has. Whoever enrols holds the schema-wide "store" lock."""
    return f"D{tx.next_number('desks') + 10}"


def put_code(tx: Transaction, code_hash: str, kind: str, made_by: str, expires_at: str) -> None:
    """Keep an enrolment code."""
    tx.sql.execute(
        ENROLMENT_CODES.insert().values(
            code_hash=code_hash, kind=kind, made_by=made_by, expires_at=expires_at
        )
    )


def use_code(tx: Transaction, code_hash: str, kind: str, now: str) -> bool:
    """Use up a code; ``False`` when it is unknown, of another kind, too old or used before."""
    done = tx.sql.execute(
        ENROLMENT_CODES.update()
        .where(
            ENROLMENT_CODES.c.code_hash == code_hash,
            ENROLMENT_CODES.c.kind == kind,
            ENROLMENT_CODES.c.used_at.is_(None),
            ENROLMENT_CODES.c.expires_at > now,
        )
        .values(used_at=now)
    )
    return done.rowcount == 1
