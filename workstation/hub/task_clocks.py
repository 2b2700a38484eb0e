"""Clocks of tasks: started when one is set, stopped when it is done; and which team still owes."""

from __future__ import annotations

from workstation.domain.incident.state import Incident
from workstation.domain.incident.tasks import still_open
from workstation.hub.clock import later
from workstation.hub.store import owed, timers
from workstation.hub.store.engine import Transaction


def follow(tx: Transaction, before: Incident, after: Incident, now: str) -> None:
    """Let the clocks of an incident's tasks fit what has become of them. Its lock is held."""
    if before.tasks == after.tasks and before.team == after.team:
        return
    incident_id = after.incident_id
    known = {task.fact.task_id for task in still_open(before.tasks)}
    open_now = {task.fact.task_id: task for task in still_open(after.tasks)}
    for task_id in known - open_now.keys():
        timers.stop_one(tx, timer_id(incident_id, task_id))
    for task_id in open_now.keys() - known:
        due_at = later(now, open_now[task_id].fact.within_s)
        named = timer_id(incident_id, task_id)
        timers.start(tx, timers.Timer(named, incident_id, due_at, "task"))
    owed.put(tx, incident_id, owing(after))


def owing(incident: Incident) -> frozenset[str]:
    """Teams that owe something on an incident that is with another team now."""
    teams = {task.fact.team for task in still_open(incident.tasks)}
    return frozenset(teams - {"", incident.team})


def timer_id(incident_id: str, task_id: str) -> str:
    """The name of a task's clock."""
    return f"{incident_id}/{task_id}"


def task_of(named: str) -> str:
    """The task that a clock is of."""
    return named.rpartition("/")[2]
