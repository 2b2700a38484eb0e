"""What may happen to an incident: the hub's decisions, pure. The hub never accepts by itself."""

from __future__ import annotations

from typing import Any

from workstation.domain.incident import approval, events
from workstation.domain.incident import commands as ask
from workstation.domain.incident.refusal import Refusal as Refusal
from workstation.domain.incident.state import Incident

Decision = tuple[Any, ...] | Refusal


def decide(incident: Incident, command: ask.Command, context: ask.Context) -> Decision:
    """The events that ``command`` makes, none when it is done already, or why it cannot be."""
    if isinstance(command, ask.Open):
        return _open(incident, command)
    if incident.opened is None:
        return Refusal("The hub knows no such incident; nothing was changed.")
    match command:
        case ask.Raise():
            return _raise(incident, command)
        case ask.Lower():
            return _lower(incident, command, context)
        case ask.DeskReRoute():
            return _desk_reroute(incident, command, context)
        case ask.Correct(text, asked):
            return (events.CorrectionArrived(text, asked.by, asked.event_id),)
        case ask.StandDown(reason, asked):
            return _stand_down(incident, reason, asked)
        case ask.NotePhoned(phoned, asked):
            return (events.PhonedThroughNoted(phoned.told, phoned.told_at_utc, asked.by),)
        case ask.Link(contact_id, note, by):
            known = contact_id in incident.contacts
            return () if known else (events.ContactLinked(contact_id, by, note),)
        case ask.RunOut():
            return _run_out(incident)
        case ask.ApprovalRunOut():
            return approval.run_out(incident.approval, incident.standing)
        case ask.AskApproval(wanted, asked):
            anew = events.ApprovalAskedAnew(wanted, asked.by, asked.event_id)
            return () if incident.standing == "closed" else (anew,)
        case ask.DecideApproval(by, by_name, given, reason):
            word = events.ApprovalDecided(given, by, by_name, reason)
            advisor = incident.opened.advisor
            return approval.decide_on(incident.approval, advisor, incident.standing, word)
        case _:
            return _receive(incident, command, context)


def _open(incident: Incident, command: ask.Open) -> Decision:
    if (known := incident.opened) is not None:
        return Refusal(f"{known.reference} was handed over already; correct or re-route it.")
    r, asked = command.request, command.asked
    opened = events.IncidentOpened(
        incident_id=r.incident_id,
        contact_id=r.contact_id,
        request_id=asked.event_id,
        reference=r.reference,
        team=r.team,
        team_name=r.team_name,
        outcome=r.outcome,
        outcome_name=r.outcome_name,
        grade=r.grade,
        grade_name=r.grade_name,
        grade_rank=r.grade_rank,
        urgent=r.urgent,
        top=r.top,
        accept_within_s=r.accept_within_s,
        headline=r.headline,
        place=r.place,
        officer_safety=r.officer_safety,
        officer_safety_text=r.officer_safety_text,
        vulnerable=r.vulnerable,
        indicated=r.indicated,
        open_items=r.open_items,
        rationales=r.rationales,
        desk_id=asked.desk_id,
        desk_name=r.desk_name,
        advisor=asked.by,
        advisor_name=r.advisor_name,
        requested_at_utc=command.requested_at_utc,
        send_now=r.send_now,
        appointment=r.appointment,
        delayed=command.delayed,
        phoned_to=command.phoned_to,
        approval=r.approval,
    )
    return (opened,)


def _raise(incident: Incident, command: ask.Raise) -> Decision:
    r, asked = command.raised, command.asked
    if r.grade_rank > incident.grade_rank:
        # Somebody raised it further meanwhile: an older raise arriving late must not lower it.
        late = f"A desk raised it to {r.grade_name}; {incident.grade_name} stands."
        return (events.CorrectionArrived(late, asked.by, asked.event_id),)
    changed = events.GradeChanged(
        was=incident.grade,
        was_name=incident.grade_name,
        grade=r.grade,
        grade_name=r.grade_name,
        grade_rank=r.grade_rank,
        urgent=r.urgent,
        top=r.top,
        accept_within_s=r.accept_within_s,
        reason=r.reason,
        by=asked.by,
        request_id=asked.event_id,
    )
    return (changed,)


def _lower(incident: Incident, command: ask.Lower, context: ask.Context) -> Decision:
    r, to, asked = command.request, command.to, command.asked
    if incident.standing == "closed":
        return Refusal("It is closed; its grade stays as it was.")
    if not r.reason.strip():
        return Refusal("Lowering a grade needs a reason; the grade stays as it is.")
    if r.approved_by is None or not context.approver_signed_in:
        return Refusal("Lowering needs the approval of a signed-in supervisor; the grade stays.")
    if to is None:
        return Refusal("The hub does not hold this request's policy; the grade stays as it is.")
    if to.rank <= incident.grade_rank:
        return Refusal(f"{r.grade_name} is not lower than {incident.grade_name}; it stays.")
    changed = events.GradeChanged(
        was=incident.grade,
        was_name=incident.grade_name,
        grade=r.grade,
        grade_name=r.grade_name,
        grade_rank=to.rank,
        urgent=to.urgent,
        top=to.top,
        accept_within_s=to.accept_within_s,
        reason=r.reason,
        by=asked.by,
        request_id=asked.event_id,
        approved_by=r.approved_by,
    )
    return (changed,)


def _desk_reroute(incident: Incident, command: ask.DeskReRoute, context: ask.Context) -> Decision:
    r, asked = command.request, command.asked
    if incident.standing == "accepted":
        who = incident.accepted_by_name
        return Refusal(f"{who} of {incident.team_name} has accepted it; ask them to re-route it.")
    return _moved(incident, r.team, r.reason, asked.by, command.by_name, context, asked.event_id)


def _moved(
    incident: Incident,
    team: str,
    reason: str,
    by: str,
    by_name: str,
    context: ask.Context,
    request_id: str | None = None,
) -> Decision:
    if incident.standing == "closed":
        return Refusal("It is closed; open a new incident instead.")
    if team not in context.teams:
        return Refusal("No team of that name can receive; choose one from the list.")
    if team == incident.team and incident.standing != "refused":
        return Refusal(f"It is with {incident.team_name} already.")
    if not reason.strip():
        return Refusal("Say why it goes to another team; nothing was changed.")
    name = context.teams[team]
    return (events.ReRouted(by, by_name, incident.team, team, name, reason, request_id),)


def _stand_down(incident: Incident, reason: str, asked: ask.Asked) -> Decision:
    if incident.standing == "closed":
        return Refusal("It is closed already.")
    return (events.StandDownAsked(reason, asked.by, asked.event_id),)


def _run_out(incident: Incident) -> Decision:
    since = incident.unheld_since
    if since is None or incident.overdue_since is not None:
        return ()
    return (events.AcceptanceOverdue(incident.team, since, incident.accept_within_s),)


def _receive(incident: Incident, command: ask.Command, context: ask.Context) -> Decision:
    match command:
        case ask.Claim(by, by_name):
            return _claim(incident, by, by_name)
        case ask.Accept(by, by_name):
            return _accept(incident, by, by_name)
        case ask.Refuse(by, by_name, cause):
            return _refuse(incident, by, by_name, cause)
        case ask.ReRoute(by, by_name, team, reason):
            return _moved(incident, team, reason, by, by_name, context)
        case ask.Close(by, by_name, how):
            return _close(incident, by, by_name, how, context)
        case _:
            raise TypeError(type(command).__name__)


def _claim(incident: Incident, by: str, by_name: str) -> Decision:
    if incident.standing != "delivered":
        return Refusal(_stands(incident))
    return () if incident.claimed_by == by else (events.Claimed(by, by_name),)


def _accept(incident: Incident, by: str, by_name: str) -> Decision:
    if incident.standing == "accepted" and incident.accepted_by == by:
        return ()
    if incident.standing != "delivered":
        return Refusal(_stands(incident))
    return (events.Accepted(by, by_name, incident.team),)


def _refuse(incident: Incident, by: str, by_name: str, cause: str) -> Decision:
    if incident.standing != "delivered":
        return Refusal(_stands(incident))
    if incident.top:
        return Refusal(f"{incident.grade_name} cannot be refused: re-route it instead.")
    if not cause.strip():
        return Refusal("Say why it goes back: the desk reads the cause. Nothing was changed.")
    return (events.Refused(by, by_name, incident.team, cause),)


def _close(incident: Incident, by: str, by_name: str, how: str, context: ask.Context) -> Decision:
    if incident.standing != "accepted":
        return Refusal(_stands(incident))
    if incident.team not in context.closing:
        return Refusal(f"{incident.team_name} cannot close an incident; re-route it instead.")
    if (why := approval.why_open(incident.approval)) is not None:
        return Refusal(why)
    if not how.strip():
        return Refusal("Say how it ended; nothing was changed.")
    return (events.IncidentClosed(by, by_name, how),)


def _stands(incident: Incident) -> str:
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
