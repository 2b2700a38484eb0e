"""What may happen to an incident: the hub's decisions, pure. The hub never accepts by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final

from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.incident import (
    approval,
    deeds,
    events,
    linking,
    promised,
    receiving,
    regrading,
    tasks,
    watch,
)
from workstation.domain.incident import commands as ask
from workstation.domain.incident.refusal import Refusal as Refusal
from workstation.domain.incident.state import Incident

Decision = tuple[Any, ...] | Refusal
Decide = Callable[[Incident, Any, ask.Context], Decision]
#: What the hub's first word on an incident takes from the desk's request as it is.
_MIRRORED: Final = tuple(
    {f.name for f in fields(events.IncidentOpened)} & {f.name for f in fields(HandOverRequested)}
)


def decide(incident: Incident, command: ask.Command | deeds.Deed, context: ask.Context) -> Decision:
    """The events that ``command`` makes, none when it is done already, or why it cannot be."""
    if isinstance(command, ask.Open):
        return _open(incident, command, context)
    if incident.opened is None:
        return Refusal("The hub knows no such incident; nothing was changed.")
    return _DECIDE[type(command)](incident, command, context)


def _open(incident: Incident, command: ask.Open, context: ask.Context) -> Decision:
    if (known := incident.opened) is not None:
        return Refusal(f"{known.reference} was handed over already; correct or re-route it.")
    r, asked = command.request, command.asked
    same = {name: getattr(r, name) for name in _MIRRORED}
    opened = events.IncidentOpened(
        **same,
        request_id=asked.event_id,
        desk_id=asked.desk_id,
        advisor=asked.by,
        requested_at_utc=command.requested_at_utc,
        delayed=command.delayed,
        phoned_to=command.phoned_to,
    )
    return (opened, *_to_do(incident, command, context))


def _to_do(incident: Incident, command: ask.Open, context: ask.Context) -> tuple[Any, ...]:
    r = command.request
    if r.kind == "message":
        within_s = r.reply_within_s or watch.clocks_of(context).reply_within_s
        task = tasks.task_id("reply", incident.last_seq)
        return (tasks.TaskSet(task, "reply", f"Answer it: {r.outcome_name}.", within_s),)
    begun = watch.begun(incident, r.grade, r.outcome, context)
    return (*begun, *promised.in_hand_over(r.snapshot, command.requested_at_utc))


def _desk_reroute(incident: Incident, command: ask.DeskReRoute, context: ask.Context) -> Decision:
    r, asked = command.request, command.asked
    if incident.standing == "accepted":
        who = incident.accepted_by_name
        return Refusal(f"{who} of {incident.team_name} has accepted it; ask them to re-route it.")
    return receiving.moved(
        incident, r.team, r.reason, asked.by, command.by_name, context, asked.event_id
    )


def _correct(incident: Incident, command: ask.Correct, context: ask.Context) -> Decision:
    return (events.CorrectionArrived(command.text, command.asked.by, command.asked.event_id),)


def _stand_down(incident: Incident, command: ask.StandDown, context: ask.Context) -> Decision:
    if incident.standing == "closed":
        return Refusal("It is closed already.")
    asked = command.asked
    return (events.StandDownAsked(command.reason, asked.by, asked.event_id),)


def _phoned(incident: Incident, command: ask.NotePhoned, context: ask.Context) -> Decision:
    told = command.phoned
    return (events.PhonedThroughNoted(told.told, told.told_at_utc, command.asked.by),)


def _answer(incident: Incident, command: ask.AnswerTask, context: ask.Context) -> Decision:
    """A fact: where the task is done already, or none, the words reach the team all the same."""
    asked = command.asked
    task = tasks.found(incident.tasks, command.task_id)
    if task is None or not task.open:
        return (events.CorrectionArrived(command.text, asked.by, asked.event_id),)
    by_name = command.by_name
    return (tasks.TaskDone(command.task_id, asked.by, by_name, command.text, asked.event_id),)


def _run_out(incident: Incident, command: ask.RunOut, context: ask.Context) -> Decision:
    since = incident.unheld_since
    if since is None or incident.overdue_since is not None:
        return ()
    overdue = events.AcceptanceOverdue(incident.team, since, incident.accept_within_s)
    return (overdue, *watch.fallen_back(incident, context))


def _approval_run_out(incident: Incident, command: Any, context: ask.Context) -> Decision:
    return approval.run_out(incident.approval, incident.standing)


def _ask_approval(incident: Incident, command: ask.AskApproval, context: ask.Context) -> Decision:
    asked = command.asked
    anew = events.ApprovalAskedAnew(command.wanted, asked.by, asked.event_id)
    return () if incident.standing == "closed" else (anew,)


def _decide_approval(
    incident: Incident, deed: deeds.DecideApproval, context: ask.Context
) -> Decision:
    word = events.ApprovalDecided(deed.given, deed.by, deed.by_name, deed.reason)
    advisor = incident.opened.advisor if incident.opened else ""
    return approval.decide_on(incident.approval, advisor, incident.standing, word)


_DECIDE: Final[dict[type, Decide]] = {
    ask.Raise: regrading.raised,
    ask.Lower: regrading.lower_for_desk,
    ask.DeskReRoute: _desk_reroute,
    ask.Correct: _correct,
    ask.StandDown: _stand_down,
    ask.NotePhoned: _phoned,
    ask.Link: lambda i, command, _: linking.link_contact(i, command),
    ask.Separate: lambda i, command, _: linking.separate_contact(i, command),
    ask.Hear: lambda i, command, _: linking.hear(i, command),
    ask.AnswerTask: _answer,
    ask.AskApproval: _ask_approval,
    ask.RunOut: _run_out,
    ask.ApprovalRunOut: _approval_run_out,
    ask.TaskRunOut: lambda i, command, context: watch.task_ran_out(i, command.task_id, context),
    deeds.Claim: receiving.claim,
    deeds.Accept: receiving.accept,
    deeds.Refuse: receiving.refuse,
    deeds.ReRoute: receiving.reroute,
    deeds.Close: receiving.close,
    deeds.Assign: receiving.assign,
    deeds.Act: receiving.act,
    deeds.Attend: receiving.attend,
    deeds.AskFact: receiving.ask_fact,
    deeds.FinishTask: receiving.finish_task,
    deeds.Review: receiving.review,
    deeds.Reassess: regrading.reassess,
    deeds.RaiseGrade: regrading.raise_by_hand,
    deeds.AskLower: regrading.ask_lower,
    deeds.DecideLower: regrading.decide_lower,
    deeds.DecideApproval: _decide_approval,
    deeds.SeeNews: lambda i, deed, _: linking.see_news(i, deed),
    deeds.LinkIncident: lambda i, deed, _: linking.link_incident(i, deed),
    deeds.PartIncident: lambda i, deed, _: linking.part_incident(i, deed),
    deeds.DeclareMajor: lambda i, deed, _: linking.declare_major(i, deed),
    deeds.EndMajor: lambda i, deed, _: linking.end_major(i, deed),
}
