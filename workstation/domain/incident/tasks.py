"""What is still to be done for an incident, by whom, and until when: the watchdog's book.

A task ends only by somebody's word, or with the incident. One that was not done in time is said to
be overdue, once, and stays on the supervisor's list until it is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from workstation.domain.incident.refusal import Refusal
from workstation.domain.provenance import Provenance

#: "attend": somebody is with the caller; "review": a supervisor looks at it; "thrive": a fresh
#: assessment, after a target has passed; "reason": why it was raised or passed on in haste, with a
#: fresh assessment; "fact": what the caller is to be asked; "promise": what the caller was told;
#: "reply": the answer to a message, a complaint or praise; "handed_on": a top grade that another
#: team has to accept, and that alarms where it was until then.
Kind = Literal["attend", "review", "thrive", "reason", "fact", "promise", "reply", "handed_on"]
#: Who does it: the team that has the incident, or a supervisor, or any advisor.
OWNER: Final[dict[Kind, Literal["team", "supervisor", "advisors"]]] = {
    "attend": "team",
    "review": "supervisor",
    "thrive": "team",
    "reason": "team",
    "fact": "advisors",
    "promise": "team",
    "reply": "team",
    "handed_on": "team",
}
#: They keep an incident from being closed; all others end with it.
HOLDING: Final[frozenset[Kind]] = frozenset({"reason", "thrive", "promise", "reply"})


@dataclass(frozen=True, slots=True)
class TaskSet:
    """Something is to be done ``within_s`` seconds of this event; ``source``: whose clock it is.

    ``team`` is the team that owes it, empty for whoever has the incident. ``by`` is "hub" where a
    clock of the policy set it.
    """

    task_id: str
    kind: Kind
    text: str
    within_s: int
    source: Provenance = "product default"
    team: str = ""
    by: str = "hub"
    by_name: str = ""
    contact_id: str = ""
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class TaskDone:
    """It was done, or needs nobody any more; ``text`` is the answer, or how."""

    task_id: str
    by: str
    by_name: str
    text: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class TaskOverdue:
    """Nobody did it in time; said once."""

    task_id: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task as it stands; times are the hub's clock."""

    fact: TaskSet
    since: str
    overdue_since: str | None = None
    done: TaskDone | None = None
    done_at: str | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.done is None


def task_id(kind: Kind, seq: int, nth: int = 0) -> str:
    """The name of a task within its incident, from the number of the event before it."""
    return f"{kind}-{seq + 1}-{nth}"


def still_open(tasks: Iterable[Task], *kinds: Kind) -> tuple[Task, ...]:
    """The open ones of these kinds, or of every kind, oldest first."""
    return tuple(t for t in tasks if t.open and (not kinds or t.fact.kind in kinds))


def found(tasks: Iterable[Task], wanted: str) -> Task | None:
    """The task of that name."""
    return next((t for t in tasks if t.fact.task_id == wanted), None)


def was_set(tasks: tuple[Task, ...], body: TaskSet, at_utc: str) -> tuple[Task, ...]:
    """After a task was set."""
    return (*tasks, Task(body, at_utc))


def was_done(tasks: tuple[Task, ...], body: TaskDone, at_utc: str) -> tuple[Task, ...]:
    """After a task was done; the first word ends it."""
    return tuple(
        replace(t, done=body, done_at=at_utc) if t.fact.task_id == body.task_id and t.open else t
        for t in tasks
    )


def ran_out(tasks: tuple[Task, ...], body: TaskOverdue, at_utc: str) -> tuple[Task, ...]:
    """After a task's time was over."""
    return tuple(
        replace(t, overdue_since=at_utc) if t.fact.task_id == body.task_id else t for t in tasks
    )


def ended(tasks: Iterable[Task], by: str, by_name: str, text: str) -> tuple[TaskDone, ...]:
    """The word that ends each of ``tasks``."""
    return tuple(TaskDone(t.fact.task_id, by, by_name, text) for t in tasks if t.open)


def finish(
    tasks: Iterable[Task], wanted: str, by: str, by_name: str, text: str
) -> tuple[TaskDone, ...] | Refusal:
    """Somebody says how a task was done. Done before, nothing happens."""
    task = found(tasks, wanted)
    if task is None:
        return Refusal("There is no such task here; nothing was changed.")
    if not text.strip():
        return Refusal("Say in a line how it was done; nothing was changed.")
    return ended((task,), by, by_name, text)


def why_open(tasks: Iterable[Task], team: str) -> str | None:
    """Why ``team`` cannot close the incident, in one sentence, or ``None`` when the tasks let it.

    What another team owes does not hold this one.
    """
    held = next(
        (t for t in tasks if t.open and t.fact.kind in HOLDING and t.fact.team in ("", team)), None
    )
    if held is None:
        return None
    return f"Still to be done: {held.fact.text} Do it, or say in a line why not; it stays open."
