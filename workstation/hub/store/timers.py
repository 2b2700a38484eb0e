"""What is to happen when nobody acts: rows, so that no restart forgets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import TIMERS

#: What a clock waits for: a team's acceptance, a supervisor's approval of not attending, or a task.
Kind = Literal["acceptance", "approval", "task"]


@dataclass(frozen=True, slots=True)
class Timer:
    """A clock that runs out at ``due_at``."""

    timer_id: str
    incident_id: str
    due_at: str
    kind: Kind = "acceptance"


_ROW = (TIMERS.c.timer_id, TIMERS.c.incident_id, TIMERS.c.due_at, TIMERS.c.kind)


def start(tx: Transaction, timer: Timer) -> None:
    """Start a clock. The incident's lock is held."""
    tx.insert_once(TIMERS, {name: getattr(timer, name) for name in Timer.__slots__})


def stop(tx: Transaction, incident_id: str, kind: Kind) -> None:
    """Stop every clock of a kind of an incident. The incident's lock is held."""
    tx.sql.execute(
        TIMERS.delete().where(TIMERS.c.incident_id == incident_id, TIMERS.c.kind == kind)
    )


def stop_one(tx: Transaction, timer_id: str) -> None:
    """Stop one clock, if it still runs. The incident's lock is held."""
    tx.sql.execute(TIMERS.delete().where(TIMERS.c.timer_id == timer_id))


def due(
    tx: Transaction, now: str, after: Timer | None = None, limit: int = 50
) -> tuple[Timer, ...]:
    """Clocks that have run out, the longest ago first. Nothing is held: `take` decides.

    ``after``: those that come later in this order than one that was read already.
    """
    asked = sa.select(*_ROW).where(TIMERS.c.due_at <= now)
    if after is not None:
        same = sa.and_(TIMERS.c.due_at == after.due_at, TIMERS.c.timer_id > after.timer_id)
        asked = asked.where(sa.or_(TIMERS.c.due_at > after.due_at, same))
    found = tx.sql.execute(asked.order_by(TIMERS.c.due_at, TIMERS.c.timer_id).limit(limit))
    return tuple(Timer(*row) for row in found)


def take(tx: Transaction, timer_id: str) -> bool:
    """Take a clock out; ``False`` when another process has it or it was stopped."""
    held = tx.sql.execute(
        sa.select(TIMERS.c.timer_id)
        .where(TIMERS.c.timer_id == timer_id)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if held is None:
        return False
    tx.sql.execute(TIMERS.delete().where(TIMERS.c.timer_id == timer_id))
    return True


def running(tx: Transaction, incident_id: str) -> tuple[Timer, ...]:
    """The clocks of an incident that still run."""
    found = tx.sql.execute(
        sa.select(*_ROW).where(TIMERS.c.incident_id == incident_id).order_by(TIMERS.c.due_at)
    )
    return tuple(Timer(*row) for row in found)
