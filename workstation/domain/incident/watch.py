"""The watchdog: what is to be done by when, set as things happen, and what follows when it is not.

Clocks are the policy's. Raising a grade leaves what runs already running, so that it delays no
alarm.
"""

from __future__ import annotations

from typing import Any, Final

from workstation.domain.clocks import Clocks
from workstation.domain.incident import events, tasks
from workstation.domain.incident.commands import Context
from workstation.domain.incident.state import Incident
from workstation.domain.incident.tasks import Kind, TaskSet
from workstation.domain.policy import Grade, Policy

#: Who did it where a clock did.
HUB: Final = "hub"
HUB_NAME: Final = "the hub's clock"


def clocks_of(context: Context) -> Clocks:
    """The policy's clocks, the product's own where the hub does not hold the policy."""
    return context.policy.clocks if context.policy else Clocks()


def begun(incident: Incident, grade_key: str, outcome: str, context: Context) -> list[TaskSet]:
    """What is to be done from now on because of the grade."""
    if incident.attended_at is not None:
        return []
    grade = _grade(context.policy, grade_key)
    if grade is None:
        return []
    return [*_target(incident, grade, outcome, context), *_review(incident, grade)]


def _target(incident: Incident, grade: Grade, outcome: str, context: Context) -> list[TaskSet]:
    if grade.attend_within_s is None or not _attends(context.policy, outcome):
        return []
    text = f"Be with the caller: the target of {grade.name} is {grade.target}."
    seq = incident.last_seq
    task = tasks.task_id("attend", seq)
    return [TaskSet(task, "attend", text, grade.attend_within_s, grade.attend_source)]


def _review(incident: Incident, grade: Grade) -> list[TaskSet]:
    if grade.review_after_s is None:
        return []
    text = f"{grade.name}: a supervisor looks at what nobody has attended or closed."
    task = tasks.task_id("review", incident.last_seq)
    return [TaskSet(task, "review", text, grade.review_after_s, grade.review_source)]


def owed(
    incident: Incident, context: Context, kind: Kind, text: str, by: str, by_name: str, **more: Any
) -> TaskSet:
    """What somebody has to do after the fact, on the policy's clock."""
    within_s = clocks_of(context).reassess_within_s
    task = tasks.task_id(kind, incident.last_seq)
    return TaskSet(task, kind, text, within_s, by=by, by_name=by_name, **more)


def task_ran_out(incident: Incident, wanted: str, context: Context) -> tuple[Any, ...]:
    """Its time is over: said once; a target that passed asks for a fresh assessment."""
    task = tasks.found(incident.tasks, wanted)
    if task is None or not task.open or task.overdue_since or incident.standing == "closed":
        return ()
    overdue = tasks.TaskOverdue(wanted)
    if task.fact.kind == "attend" and not tasks.still_open(incident.tasks, "thrive"):
        text = "The target has passed and nobody is with the caller: assess it afresh."
        return (overdue, owed(incident, context, "thrive", text, HUB, HUB_NAME))
    if task.fact.kind == "reply":
        return (overdue, *fallen_back(incident, context))
    return (overdue,)


def fallen_back(incident: Incident, context: Context) -> tuple[events.ReRouted, ...]:
    """What is no emergency goes to its fallback team when its own did not take it in time."""
    team = incident.opened.fallback_team if incident.opened else ""
    if not team or team == incident.team or team not in context.teams:
        return ()
    if incident.standing not in ("delivered", "refused"):
        return ()
    name = context.teams[team]
    why = f"{incident.team_name} did not take it in time."
    return (events.ReRouted(HUB, HUB_NAME, incident.team, team, name, why),)


def _grade(policy: Policy | None, key: str) -> Grade | None:
    return next((g for g in policy.grades if g.key == key), None) if policy else None


def _attends(policy: Policy | None, outcome: str) -> bool:
    found = next((o for o in policy.outcomes if o.key == outcome), None) if policy else None
    return found is None or found.attends
