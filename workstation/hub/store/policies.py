"""Policy packages by the hash of their files; older ones stay, because calls are pinned to them."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from workstation.domain.events import PolicyRef
from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import GRADES, HUB, POLICIES


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade of one policy. ``rank`` 1 is the top; ``accept_within_s`` is seconds."""

    grade: str
    rank: int
    urgent: bool
    top: bool
    accept_within_s: int


@dataclass(frozen=True, slots=True)
class Package:
    """One packed policy with its grades."""

    ref: PolicyRef
    package: bytes
    grades: tuple[GradeRow, ...]


def put_current(tx: Transaction, package: Package, at_utc: str) -> None:
    """Keep a package and make it the one for new calls."""
    ref = package.ref
    tx.insert_once(
        POLICIES,
        {
            "hash": ref.hash,
            "id": ref.id,
            "version": ref.version,
            "package": package.package,
            "added_at": at_utc,
        },
    )
    for row in package.grades:
        tx.insert_once(
            GRADES,
            {
                "policy_hash": ref.hash,
                "grade": row.grade,
                "rank": row.rank,
                "urgent": int(row.urgent),
                "top": int(row.top),
                "accept_within_s": row.accept_within_s,
            },
        )
    tx.put(HUB, {"name": "policy", "value": ref.hash})


def current(tx: Transaction) -> PolicyRef | None:
    """The policy for new calls."""
    found = tx.sql.execute(
        sa.select(POLICIES.c.id, POLICIES.c.version, POLICIES.c.hash).join(
            HUB, (HUB.c.name == "policy") & (HUB.c.value == POLICIES.c.hash)
        )
    ).one_or_none()
    return PolicyRef(*found) if found else None


def package(tx: Transaction, policy_hash: str) -> bytes | None:
    """The bytes of a package."""
    return tx.sql.execute(
        sa.select(POLICIES.c.package).where(POLICIES.c.hash == policy_hash)
    ).scalar_one_or_none()


def grade(tx: Transaction, policy_hash: str, key: str) -> GradeRow | None:
    """A grade of a policy, ``None`` when the hub does not hold that policy or it has no such."""
    found = tx.sql.execute(
        sa.select(GRADES).where(GRADES.c.policy_hash == policy_hash, GRADES.c.grade == key)
    ).one_or_none()
    if found is None:
        return None
    return GradeRow(
        found.grade, found.rank, bool(found.urgent), bool(found.top), found.accept_within_s
    )
