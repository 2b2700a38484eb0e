"""What callers were told would happen by when: tasks of whoever has the incident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from workstation.domain.contact.facts import PromiseMade
from workstation.domain.desk_stream import Snapshot
from workstation.domain.incident.state import Incident
from workstation.domain.incident.tasks import TaskSet
from workstation.domain.text import SHORT, one_line


def in_hand_over(snapshot: Iterable[Snapshot], requested_at_utc: str) -> tuple[TaskSet, ...]:
    """The promises that travel in a hand-over; their clock begins when it was asked."""
    made = [one.body for one in snapshot if one.type == PromiseMade.__name__]
    found = (_task(_promise(body), requested_at_utc) for body in made)
    return tuple(task for task in found if task is not None)


def to_keep(incident: Incident, made: Iterable[PromiseMade], at_utc: str) -> tuple[TaskSet, ...]:
    """The promises that no task stands for yet; their clock begins now."""
    if incident.standing == "closed":
        return ()
    known = {task.fact.task_id for task in incident.tasks}
    found = (_task(promise, at_utc) for promise in made)
    return tuple(task for task in found if task is not None and task.task_id not in known)


def task_of(promise_id: str) -> str:
    """The name of the task that stands for a promise."""
    return f"promise-{promise_id[:60]}"


def _promise(body: dict[str, object]) -> PromiseMade:
    due, within = body.get("due_utc"), body.get("keep_within_s")
    return PromiseMade(
        str(body.get("promise_id", "")),
        str(body.get("text", "")),
        due if isinstance(due, str) else None,
        within if isinstance(within, int) else None,
    )


def _task(promise: PromiseMade, since_utc: str) -> TaskSet | None:
    """A time that the caller was told is counted from ``since_utc``."""
    within = promise.keep_within_s
    if promise.due_utc:
        within = _seconds(since_utc, promise.due_utc)
    if within is None:
        return None
    text = f"Promised to the caller: {one_line(promise.text, SHORT)}"
    return TaskSet(task_of(promise.promise_id), "promise", text, within)


def _seconds(then_utc: str, due_utc: str) -> int | None:
    try:
        left = datetime.fromisoformat(due_utc) - datetime.fromisoformat(then_utc)
        return max(0, int(left.total_seconds()))
    except (ValueError, TypeError):
        return None
