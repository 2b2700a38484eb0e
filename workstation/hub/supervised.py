"""What of all open incidents needs a supervisor: unheld, unapproved, overdue, to be lowered."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from workstation.domain.incident.approval import HOLDING
from workstation.hub.clock import LONGEST_S, time_of
from workstation.protocol.messages import QueueItem, WireTask
from workstation.protocol.supervising import WireDue

Items = Iterable[QueueItem]


def waiting(items: Items) -> list[QueueItem]:
    """Delivered and not accepted, or refused and given to nobody in time; overdue first."""
    found = [
        i for i in items if i.standing == "delivered" or (i.standing == "refused" and i.overdue)
    ]
    return sorted(found, key=lambda item: not item.overdue)


def approvals(items: Items) -> list[QueueItem]:
    """Not attending that is not approved, overdue first."""
    found = [item for item in items if item.approval in HOLDING]
    return sorted(found, key=lambda item: not item.approval_overdue)


def overdue(items: Items) -> list[QueueItem]:
    """With a task that nobody did in time, the longest ago first."""
    ran_out = [(min(map(_due_at, late)), item) for item in items if (late := _late(item))]
    return [item for _, item in sorted(ran_out, key=lambda one: one[0])]


def lowerings(items: Items) -> list[QueueItem]:
    """A lower grade waits for a supervisor: the highest grade first, then who waits longest."""
    found = [item for item in items if item.lowering_to]
    return sorted(found, key=lambda item: (item.grade_rank, item.lowering_since))


def due_next(items: Items, until_utc: str, limit: int) -> tuple[WireDue, ...]:
    """Tasks that run out by ``until_utc``, the next first, at most ``limit``."""
    until = time_of(until_utc) or datetime.now(UTC)
    running = (
        (runs_out, item.incident_id, task.task_id, item, task)
        for item in items
        for task in item.tasks
        if not task.overdue and (runs_out := _due_at(task)) <= until
    )
    return tuple(
        WireDue(
            incident_id=item.incident_id,
            task_id=task.task_id,
            reference=item.reference,
            grade_name=item.grade_name,
            team_name=item.team_name,
            kind=task.kind,
            text=task.text,
            since=task.since,
            within_s=task.within_s,
        )
        for *_, item, task in heapq.nsmallest(limit, running, key=lambda one: one[:3])
    )


def _due_at(task: WireTask) -> datetime:
    """When a task runs out. No text is made of it: there are tens of thousands."""
    since = time_of(task.since) or datetime.now(UTC)
    return since + timedelta(seconds=min(task.within_s, LONGEST_S))


def _late(item: QueueItem) -> list[WireTask]:
    return [task for task in item.tasks if task.overdue]
