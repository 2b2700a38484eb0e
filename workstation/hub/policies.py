"""Policy packages: put there when the hub is set up, given out by hash, asked for their grades."""

from __future__ import annotations

from workstation.domain.events import PolicyRef
from workstation.domain.incident.commands import NewGrade
from workstation.domain.policy import Policy
from workstation.hub.store import people, policies
from workstation.hub.store.engine import Database, Transaction


def install(database: Database, policy: Policy, package: bytes) -> None:
    """Make ``policy`` the one for new calls, and its teams those that can receive.

    Packages of earlier policies stay: calls are pinned to them.
    """
    grades = tuple(
        policies.GradeRow(g.key, g.rank, g.urgent, g.key == policy.top_grade.key, g.accept_within_s)
        for g in policy.grades
    )
    with database.writing() as tx:
        policies.put_current(tx, policies.Package(policy.ref, package, grades), tx.now())
        people.put_teams(tx, (people.Team(t.key, t.name, t.closes_incidents) for t in policy.teams))


def grade_of(tx: Transaction, policy: PolicyRef | None, key: str) -> NewGrade | None:
    """A grade as the named policy describes it, ``None`` when the hub does not know."""
    row = policies.grade(tx, policy.hash, key) if policy else None
    return NewGrade(row.rank, row.urgent, row.top, row.accept_within_s) if row else None
