"""Lists to choose from in the queue, as (deed, words) for the finder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.times import seconds_between, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workstation.desk.answers import Alike, QueueRow, TaskRow
    from workstation.domain.incident.state import Incident

NOTHING_TO_DO: Final = "Nothing is to be done here by your team."
NOTHING_ALIKE: Final = "No other open incident is like this one."
NOTHING_LINKED: Final = "Nothing is linked to this incident, and nothing is like it."
#: What ends a task of the team; all others are finished with a line.
_BY: Final = {"attend": "attend", "reason": "reassess", "thrive": "reassess"}


def task_list(row: QueueRow | None, now_utc: str) -> list[tuple[str, str]]:
    """What the team can do now, the most pressing first."""
    tasks = [t for t in (row.tasks if row else ()) if _doable(t)]
    tasks.sort(key=lambda task: left_s(task, now_utc))
    return [
        (_BY.get(task.kind, f"task:{task.task_id}"), f"{clock_words(task, now_utc)} · {task.text}")
        for task in tasks
    ]


def alike_list(found: Iterable[Alike]) -> list[tuple[str, str]]:
    """What may be linked, the likeliest first, each with its reasons."""
    return [(f"link:{one.incident_id}", _alike(one)) for one in found]


def parting_list(incident: Incident, found: Iterable[Alike]) -> list[tuple[str, str]]:
    """What was linked, then what is proposed: a person says that it is another matter."""
    linked = [(f"part:{one.other_id}", f"linked: {one.other_reference}") for one in incident.linked]
    return [*linked, *((f"part:{one.incident_id}", _alike(one)) for one in found)]


def left_s(task: TaskRow, now_utc: str) -> float:
    """Seconds until a task is due, below nothing once it is overdue."""
    return task.within_s - seconds_between(task.since, now_utc) if now_utc else task.within_s


def clock_words(task: TaskRow, now_utc: str) -> str:
    """How long it may still take."""
    left = left_s(task, now_utc)
    return "OVERDUE" if task.overdue or left <= 0 else f"{span(left)} left"


def _doable(task: TaskRow) -> bool:
    return (task.owner == "team" and task.kind != "handed_on") or task.kind == "fact"


def _alike(one: Alike) -> str:
    parts = (one.grade_name, one.reference, one.headline, one.place, one.team_name)
    return f"{' · '.join(part for part in parts if part)} ‹ {'; '.join(one.why)}"
