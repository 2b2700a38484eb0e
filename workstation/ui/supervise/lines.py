"""Lines of a supervisor's lists: which incident, since when, and what is to be done or decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from workstation.desk.clock import utc_of
from workstation.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.desk.answers import QueueRow, TaskRow
    from workstation.domain.incident.tasks import Kind

#: What a key of yes or no decides on a line; nothing where it decides nothing.
Decides = Literal["", "approval", "lowering"]
#: What is said of a task that nobody did in time.
LATE: Final[dict[Kind | Literal[""], str]] = {
    "": "a task was not done in time",
    "attend": "target passed, nobody is with the caller",
    "review": "a supervisor's review is due",
    "thrive": "a fresh assessment is owed",
    "reason": "the reason is owed",
    "fact": "the caller has not been asked",
    "promise": "a promise is not kept",
    "reply": "nobody has answered",
    "handed_on": "the team it was passed to has not accepted it",
}


class Row(NamedTuple):
    """One line. ``incident_id``: what keys on it are about; ``marked``: it needs somebody.

    ``key`` tells lines of the same incident in one section apart.
    """

    text: str
    incident_id: str = ""
    decides: Decides = ""
    marked: bool = False
    key: str = ""


def lowering(row: QueueRow, now_utc: str) -> Row:
    """Old and new grade, who asked and why; the fresh assessment is read beside the list."""
    text = (
        f"decide {since(row.lowering_since, now_utc):>7}  {row.reference:<12} {steps_down(row)} "
        f"asked by {one_line(row.lowering_by)}: {one_line(row.lowering_reason)}"
        f"  {one_line(row.team_name)}  {one_line(row.headline)}"
    )
    return Row(text, row.incident_id, "lowering", marked=True)


def steps_down(row: QueueRow) -> str:
    """The grade as it is, and the one that is asked for."""
    return f"{one_line(row.grade_name)} → {one_line(row.lowering_to)}"


def overdue(row: QueueRow, now_utc: str) -> Iterator[Row]:
    """One line for each task that nobody did in time."""
    kind = "  message" if row.kind == "message" else ""
    for task in row.tasks:
        if task.overdue:
            which = f"{what(row)}{kind}  {owed(row, task, now_utc)}"
            text = f"OVERDUE {late(task, now_utc):>7}  {which}"
            yield Row(text, row.incident_id, marked=True, key=task.task_id)


def owed(row: QueueRow, task: TaskRow, now_utc: str) -> str:
    """What is late, whose it is, and since when somebody waits for it."""
    asked = f"set {since(task.since, now_utc)} ago"
    return f"{LATE[task.kind]}: {one_line(task.text)} ({whose(row, task)}; {asked})"


def whose(row: QueueRow, task: TaskRow) -> str:
    """Who is to do a task, in words."""
    if task.owner == "supervisor":
        return "a supervisor"
    if task.owner == "advisors":
        return "any advisor"
    if task.team not in ("", row.team):
        return "the team that passed it on"
    who = one_line(row.accepted_by) or "nobody has accepted"
    return f"{one_line(row.team_name)}: {who}"


def major(row: QueueRow) -> Row:
    """A declared major incident with its briefing."""
    text = f"MAJOR  {row.reference:<12} {one_line(row.headline)}: {one_line(row.major)}"
    return Row(text, row.incident_id)


def late(task: TaskRow, now_utc: str) -> str:
    """How long ago a task ran out."""
    return clock(max(0, seconds(task.since, now_utc) - task.within_s))


def what(row: QueueRow) -> str:
    """Which incident, in columns."""
    return f"{row.grade_name:<16} {row.team_name:<28} {row.reference:<12} {one_line(row.headline)}"


def since(then_utc: str, now_utc: str) -> str:
    """How long ago."""
    return clock(seconds(then_utc, now_utc))


def seconds(then_utc: str, now_utc: str) -> int:
    """Whole seconds from one time to the other, never less than none."""
    return max(0, int((utc_of(now_utc) - utc_of(then_utc)).total_seconds()))


def clock(whole_s: int) -> str:
    """Minutes and seconds; from an hour on hours before them."""
    minutes, left = divmod(whole_s, 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}:{left:02}" if hours else f"{minutes}:{left:02}"
