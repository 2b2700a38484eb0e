"""What needs a supervisor now, also while the link is lost: each has a name, so that it is heard
once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from workstation.desk.answers import QueueRow, TaskRow
from workstation.desk.clock import utc_of
from workstation.desk.supervising import Due, Supervision
from workstation.domain.text import one_line

Kind = Literal["overdue", "refused", "approval", "lowering", "task", "phoned", "silent", "unsent"]
#: Seconds that what was phoned through may be on its way until it is missed.
PHONED_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class SupervisorAlarm:
    """``about`` and ``since`` tell one wait from the next of the same incident, task or desk.

    ``incident_id`` is empty where it is about a desk.
    """

    kind: Kind
    about: str
    since: str
    sentence: str
    incident_id: str = ""


def alarms_in(seen: Supervision, since_read_s: float) -> tuple[SupervisorAlarm, ...]:
    """Every alarm as of ``since_read_s`` seconds after ``seen`` was read."""
    return tuple(_every(seen, since_read_s))


def _every(seen: Supervision, since_read_s: float) -> Iterator[SupervisorAlarm]:
    yield from _unheld(seen, since_read_s)
    for row in seen.approvals:
        if row.approval_overdue:
            said = f"{_what(row)}: that nobody attends waits for your word."
            yield _of(row, "approval", row.approval_since, said)
    for row in seen.lowerings:
        said = f"{_what(row)}: a lower grade, {row.lowering_to}, waits for your word."
        yield _of(row, "lowering", row.lowering_since, said)
    yield from _not_done(seen, since_read_s)
    for one in seen.phoned:
        if not one.standing and _seconds(one.told_at, seen.now_utc) + since_read_s > PHONED_S:
            which = f" {one.reference}" if one.reference else ""
            said = f"Phoned through by {one.desk_name}{which}: its hand-over has not arrived."
            yield SupervisorAlarm("phoned", one.incident_id, one.told_at, said, one.incident_id)
    yield from _desks(seen)


def _unheld(seen: Supervision, since_read_s: float) -> Iterator[SupervisorAlarm]:
    for row in seen.waiting:
        if row.standing == "refused":
            said = f"{_what(row)} was refused and nobody has it: have it re-routed."
            yield _of(row, "refused", row.waiting_since, said)
        elif row.overdue or _waited(row, seen.now_utc) + since_read_s > row.accept_within_s:
            said = f"{_what(row)}: nobody has accepted it in time."
            yield _of(row, "overdue", row.waiting_since, said)


def _not_done(seen: Supervision, since_read_s: float) -> Iterator[SupervisorAlarm]:
    """Tasks that ran out at the hub, and those that have run out since it was last heard."""
    late = [(row, task) for row in seen.overdue for task in row.tasks if task.overdue]
    for row, task in late:
        yield _task(row, task)
    for due in seen.due_next:
        if _seconds(due.since, seen.now_utc) + since_read_s > due.within_s:
            yield _task(due, due)


def _desks(seen: Supervision) -> Iterator[SupervisorAlarm]:
    for desk in seen.desks:
        if desk.state == "silent":
            said = f"{desk.name} is silent{' in the middle of a call' if desk.on_call else ''}."
            yield SupervisorAlarm("silent", desk.desk_id, desk.heard_at, said)
        elif desk.state == "waiting" and desk.urgent_waiting:
            said = f"{desk.name} has {desk.urgent_waiting} urgent without the hub's receipt."
            yield SupervisorAlarm("unsent", desk.desk_id, desk.oldest_waiting_since, said)


def _of(row: QueueRow, kind: Kind, since: str, said: str) -> SupervisorAlarm:
    return SupervisorAlarm(kind, row.incident_id, since, said, row.incident_id)


def _task(row: QueueRow | Due, task: TaskRow | Due) -> SupervisorAlarm:
    about = f"{row.incident_id} {task.task_id}"
    said = f"{_what(row)}: not done in time. {one_line(task.text)}"
    return SupervisorAlarm("task", about, task.since, said, row.incident_id)


def _what(row: QueueRow | Due) -> str:
    return f"{row.grade_name} {row.reference} at {row.team_name}"


def _waited(row: QueueRow, now_utc: str) -> float:
    return _seconds(row.waiting_since, now_utc)


def _seconds(then_utc: str, now_utc: str) -> float:
    try:
        return (utc_of(now_utc) - utc_of(then_utc)).total_seconds()
    except ValueError:
        return 0.0
