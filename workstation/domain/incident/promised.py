"""What the caller was told would happen by when: a task of whoever has the incident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from workstation.domain.contact.facts import PromiseMade
from workstation.domain.desk_stream import Snapshot
from workstation.domain.incident import tasks
from workstation.domain.incident.state import Incident
from workstation.domain.incident.tasks import TaskSet


def kept_by(
    incident: Incident, snapshot: Iterable[Snapshot], requested_at_utc: str
) -> tuple[TaskSet, ...]:
    """The promises with a time that travel in a hand-over; the clock begins when it was asked."""
    found: list[TaskSet] = []
    for one in snapshot:
        due = one.body.get("due_utc") if one.type == PromiseMade.__name__ else None
        within = _seconds(requested_at_utc, due) if isinstance(due, str) else None
        if within is None:
            continue
        name = tasks.task_id("promise", incident.last_seq, len(found))
        text = f"Promised to the caller: {one.body.get('text', '')}"
        found.append(TaskSet(name, "promise", text, within))
    return tuple(found)


def _seconds(then_utc: str, due_utc: str) -> int | None:
    try:
        left = datetime.fromisoformat(due_utc) - datetime.fromisoformat(then_utc)
        return max(0, int(left.total_seconds()))
    except (ValueError, TypeError):
        return None
