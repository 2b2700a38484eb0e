"""What a team does with an incident: claim, accept, give back, pass on, work on it, close."""

from __future__ import annotations

from typing import Any, Final

from workstation.domain.incident import approval, deeds, events, tasks, upward, watch
from workstation.domain.incident import work_events as work
from workstation.domain.incident.commands import Context
from workstation.domain.incident.refusal import Refusal
from workstation.domain.incident.state import Incident

Decision = tuple[Any, ...] | Refusal
#: What ends these tasks instead of a line.
_OTHERWISE: Final[dict[tasks.Kind, str]] = {
    "thrive": "A fresh assessment is what ends this.",
    "reason": "A fresh assessment with its reason is what ends this.",
    "attend": "Note that somebody is with the caller: that ends this.",
    "review": "A supervisor reviews it.",
    "handed_on": "The other team's acceptance ends this: telephone them.",
}


def claim(incident: Incident, deed: deeds.Claim, context: Context) -> Decision:
    """Others see who looks at it."""
    if incident.standing != "delivered":
        return Refusal(stands(incident))
    return () if incident.claimed_by == deed.by else (events.Claimed(deed.by, deed.by_name),)


def accept(incident: Incident, deed: deeds.Accept, context: Context) -> Decision:
    """The first to accept has it."""
    if incident.standing == "accepted" and incident.accepted_by == deed.by:
        return ()
    if incident.standing != "delivered":
        return Refusal(stands(incident))
    waited = tasks.still_open(incident.tasks, "handed_on")
    over = tasks.ended(waited, deed.by, deed.by_name, f"{incident.team_name} accepted it.")
    return (events.Accepted(deed.by, deed.by_name, incident.team), *over)


def refuse(incident: Incident, deed: deeds.Refuse, context: Context) -> Decision:
    """Back to the desk with a cause; the top grade never."""
    if incident.standing != "delivered":
        return Refusal(stands(incident))
    if incident.top:
        return Refusal(f"{incident.grade_name} cannot be refused: re-route it instead.")
    if not deed.cause.strip():
        return Refusal("Say why it goes back: the desk reads the cause. Nothing was changed.")
    return (events.Refused(deed.by, deed.by_name, incident.team, deed.cause),)


def reroute(incident: Incident, deed: deeds.ReRoute, context: Context) -> Decision:
    """To another team; an urgent one in haste, the reason and a fresh assessment follow."""
    haste = incident.urgent and not deed.reason.strip()
    reason = "In haste; the reason follows." if haste else deed.reason
    to = moved(incident, deed.team, reason, deed.by, deed.by_name, context)
    if isinstance(to, Refusal):
        return to
    why = (_why_in_haste(incident, deed, context.teams[deed.team], context),) if haste else ()
    return (*to, *why)


def _why_in_haste(
    incident: Incident, deed: deeds.ReRoute, name: str, context: Context
) -> tasks.TaskSet:
    text = f"Say why it went in haste to {name}, with a fresh assessment."
    by, by_name = deed.by, deed.by_name
    return watch.owed(incident, context, "reason", text, by, by_name, team=incident.team)


def moved(
    incident: Incident,
    team: str,
    reason: str,
    by: str,
    by_name: str,
    context: Context,
    request_id: str | None = None,
) -> Decision:
    """To another team, which has to accept it; until then a top grade alarms where it was, too."""
    if incident.standing == "closed":
        return Refusal("It is closed; open a new incident instead.")
    if team not in context.teams:
        return Refusal("No team of that name can receive; choose one from the list.")
    if team == incident.team and incident.standing != "refused":
        return Refusal(f"It is with {incident.team_name} already.")
    if not reason.strip():
        return Refusal("Say why it goes to another team; nothing was changed.")
    name = context.teams[team]
    to = events.ReRouted(by, by_name, incident.team, team, name, reason, request_id)
    if not incident.top or incident.standing == "refused":
        return (to,)
    within_s = incident.accept_within_s
    return (to, upward.handed_on(incident, incident.grade_name, within_s, to))


def close(incident: Incident, deed: deeds.Close, context: Context) -> Decision:
    """The end; what nobody has done yet keeps it open, or ends with it."""
    if incident.standing != "accepted":
        return Refusal(stands(incident))
    message = incident.opened is not None and incident.opened.kind == "message"
    if incident.team not in context.closing and not message:
        return Refusal(f"{incident.team_name} cannot close an incident; re-route it instead.")
    if (why := approval.why_open(incident.approval)) is not None:
        return Refusal(why)
    if (why := tasks.why_open(incident.tasks, incident.team)) is not None:
        return Refusal(why)
    if not deed.how.strip():
        return Refusal("Say how it ended; nothing was changed.")
    left = tasks.ended(tasks.still_open(incident.tasks), deed.by, deed.by_name, "It was closed.")
    return (*left, events.IncidentClosed(deed.by, deed.by_name, deed.how))


def assign(incident: Incident, deed: deeds.Assign, context: Context) -> Decision:
    """To somebody of the team, which goes on owning it."""
    if (why := _not_theirs(incident, deed.to, "Say who has it now; nothing was changed.")) is None:
        return (work.Assigned(deed.to, deed.by, deed.by_name),)
    return why


def act(incident: Incident, deed: deeds.Act, context: Context) -> Decision:
    """What was done, in words."""
    if (why := _not_theirs(incident, deed.text, "Say what was done; nothing was kept.")) is None:
        return (work.ActionAdded("note", deed.text, deed.by, deed.by_name),)
    return why


def attend(incident: Incident, deed: deeds.Attend, context: Context) -> Decision:
    """Somebody is with the caller: the target is met, and the review not needed any more."""
    who = "Say who is with the caller; nothing was kept."
    if (why := _not_theirs(incident, deed.text, who)) is not None:
        return why
    met = list(tasks.still_open(incident.tasks, "attend"))
    met += [t for t in tasks.still_open(incident.tasks, "review") if not t.overdue_since]
    done = tasks.ended(met, deed.by, deed.by_name, f"Attended: {deed.text}")
    return (work.ActionAdded("attended", deed.text, deed.by, deed.by_name), *done)


def ask_fact(incident: Incident, deed: deeds.AskFact, context: Context) -> Decision:
    """What the caller is to be asked: at the desk while the line is open, else by ringing back."""
    if incident.standing == "closed":
        return Refusal(stands(incident))
    if not deed.question.strip():
        return Refusal("Write what the caller is to be asked; nothing was sent.")
    newest = incident.contacts[-1] if incident.contacts else ""
    within_s = watch.clocks_of(context).call_back_within_s
    task = tasks.TaskSet(
        tasks.task_id("fact", incident.last_seq),
        "fact",
        deed.question,
        within_s,
        by=deed.by,
        by_name=deed.by_name,
        contact_id=newest,
    )
    return (task,)


def finish_task(incident: Incident, deed: deeds.FinishTask, context: Context) -> Decision:
    """Somebody of the team says how a task was done."""
    task = tasks.found(incident.tasks, deed.task_id)
    other = _OTHERWISE.get(task.fact.kind) if task is not None else None
    if other is not None:
        return Refusal(f"{other} Nothing was changed.")
    return tasks.finish(incident.tasks, deed.task_id, deed.by, deed.by_name, deed.text)


def review(incident: Incident, deed: deeds.Review, context: Context) -> Decision:
    """A supervisor has looked at it; while it is open the next review is due as late again."""
    if incident.standing == "closed":
        return Refusal(stands(incident))
    if not deed.text.strip():
        return Refusal("Say in a line what is to happen now; nothing was changed.")
    due = tasks.still_open(incident.tasks, "review")
    outcome = incident.opened.outcome if incident.opened else ""
    again = watch.begun(incident, incident.grade, outcome, context)
    said = work.ActionAdded("note", f"Reviewed: {deed.text}", deed.by, deed.by_name)
    return (
        said,
        *tasks.ended(due, deed.by, deed.by_name, deed.text),
        *(task for task in again if task.kind == "review"),
    )


def _not_theirs(incident: Incident, words: str, missing: str) -> Refusal | None:
    if incident.standing != "accepted":
        return Refusal(stands(incident))
    return None if words.strip() else Refusal(missing)


def stands(incident: Incident) -> str:
    """How it stands, for somebody who wanted it otherwise."""
    at = (incident.accepted_at or "")[11:16]
    match incident.standing:
        case "accepted":
            return f"{incident.accepted_by_name} has accepted it (at {at} UTC)."
        case "refused":
            return f"{incident.refused_by_name} has given it back; the desk must re-route it."
        case "closed":
            return f"It is closed: {incident.closed_how}"
        case _:
            return "Nobody has accepted it yet; accept it first."
