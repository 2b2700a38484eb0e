"""Where an incident goes that is passed on or raised: a top grade to those who send people.

It alarms where it was until somebody at the other team has accepted it.
"""

from __future__ import annotations

from typing import Any, Final

from workstation.domain.incident import events, tasks
from workstation.domain.incident.commands import Context
from workstation.domain.incident.state import Incident
from workstation.domain.policy import Policy

#: The outcome that every policy has for what is sent at once.
SEND_NOW: Final = "send_now"


def where_raised(
    incident: Incident, changed: events.GradeChanged, context: Context
) -> tuple[Any, ...]:
    """What follows when a desk raised it: open again, or over to a team that sends people.

    A team that sends people keeps what it has. Where the policy is not known, nothing moves.
    """
    team = _team_for(incident, changed, context)
    name = context.teams.get(team, incident.team_name)
    by, by_name = changed.by, changed.by_name or changed.by
    if incident.standing == "closed":
        why = f"A desk raised it to {changed.grade_name}{_late(changed)} after it was closed."
        how = incident.closed_how
        return (events.Reopened(by, by_name, team, name, why, how),)
    if team == incident.team and not (changed.top and incident.standing == "refused"):
        return ()
    why = f"A desk raised it to {changed.grade_name}{_late(changed)}".rstrip(",") + "."
    to = events.ReRouted(by, by_name, incident.team, team, name, why)
    if incident.standing == "refused":
        return (to,)
    return (to, handed_on(incident, changed.grade_name, changed.accept_within_s, to))


def _late(changed: events.GradeChanged) -> str:
    return f", {changed.late} before this arrived," if changed.late else ""


def handed_on(
    incident: Incident, grade_name: str, within_s: int, to: events.ReRouted
) -> tasks.TaskSet:
    """What the team that had it watches until the other one has accepted it."""
    return tasks.TaskSet(
        tasks.task_id("handed_on", incident.last_seq),
        "handed_on",
        f"{grade_name}, passed to {to.team_name}: nobody there has accepted it yet.",
        within_s,
        team=incident.team,
        by=to.by,
        by_name=to.by_name,
    )


def _team_for(incident: Incident, changed: events.GradeChanged, context: Context) -> str:
    senders = _senders(context.policy) if changed.top else ()
    if not senders or incident.team in senders or senders[0] not in context.teams:
        return incident.team
    return senders[0]


def _senders(policy: Policy | None) -> tuple[str, ...]:
    """Teams that what is sent now may go to."""
    outcomes = policy.outcomes if policy else ()
    return next((one.teams for one in outcomes if one.key == SEND_NOW), ())
