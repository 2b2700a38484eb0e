"""How each event changes what is true of an incident; what this release does not know is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from workstation.domain.events import Entry, Newer
from workstation.domain.incident import approval, events, tasks
from workstation.domain.incident import link_events as links
from workstation.domain.incident import work_events as work
from workstation.domain.incident.approval import Approval
from workstation.domain.incident.state import (
    Assessed,
    Deed,
    Incident,
    Lowering,
    News,
    Said,
)
from workstation.domain.text import SHORT, one_line

Apply = Callable[[Incident, Entry], Incident]


def read(incident_id: str, entries: Iterable[Entry]) -> Incident:
    """The state after ``entries``, which are in the order they were written."""
    incident = Incident(incident_id)
    for entry in entries:
        incident = evolve(incident, entry)
    return incident


def evolve(incident: Incident, entry: Entry) -> Incident:
    """The state after one more event; a type this release does not know is kept by name."""
    apply = _APPLY.get(type(entry.body))
    if apply is not None:
        incident = apply(incident, entry)
    elif isinstance(entry.body, Newer):
        incident = replace(incident, newer=(*incident.newer, entry.body.type))
    answered = getattr(entry.body, "request_id", None)
    if answered:
        incident = replace(incident, requests=incident.requests | {answered})
    return replace(incident, last_seq=max(incident.last_seq, entry.stream_seq))


def _opened(i: Incident, e: Entry) -> Incident:
    b: events.IncidentOpened = e.body
    return replace(
        i,
        opened=b,
        delivered_at=e.at_utc,
        waiting_since=e.at_utc,
        team=b.team,
        team_name=b.team_name,
        grade=b.grade,
        grade_name=b.grade_name,
        grade_rank=b.grade_rank,
        urgent=b.urgent,
        top=b.top,
        accept_within_s=b.accept_within_s,
        contacts=(b.contact_id,),
        approval=Approval(b.approval, "pending", e.at_utc) if b.approval else None,
    )


def _accepted(i: Incident, e: Entry) -> Incident:
    b: events.Accepted = e.body
    return replace(
        i,
        standing="accepted",
        accepted_by=b.by,
        accepted_by_name=b.by_name,
        accepted_at=e.at_utc,
        overdue_since=None,
        approval=approval.accepted(i.approval, b, e.at_utc) if i.approval else None,
    )


def _refused(i: Incident, e: Entry) -> Incident:
    b: events.Refused = e.body
    i = _done(i, e.at_utc, b.by_name, f"given back for {i.team_name}: {b.cause}")
    return replace(
        i,
        standing="refused",
        refused_by_name=b.by_name,
        refused_cause=b.cause,
        refused_at=e.at_utc,
        claimed_by=None,
        claimed_by_name="",
        overdue_since=None,
    )


def _rerouted(i: Incident, e: Entry) -> Incident:
    b: events.ReRouted = e.body
    had = f", accepted there by {i.accepted_by_name}" if i.accepted_by_name else ""
    words = f"passed on from {i.team_name}{had} to {b.team_name}: {b.reason}"
    return _waiting_anew(_done(i, e.at_utc, b.by_name, words), b.team, b.team_name, e.at_utc)


def _reopened(i: Incident, e: Entry) -> Incident:
    b: events.Reopened = e.body
    i = _done(i, e.at_utc, b.by_name, f"opened again: {b.reason} It had ended so: {b.was_closed}")
    i = replace(i, closed_at=None, closed_how="", attended_at=None)
    return _waiting_anew(i, b.team, b.team_name, e.at_utc)


def _waiting_anew(i: Incident, team: str, team_name: str, since: str) -> Incident:
    return replace(
        i,
        standing="delivered",
        team=team,
        team_name=team_name,
        waiting_since=since,
        claimed_by=None,
        claimed_by_name="",
        accepted_by=None,
        accepted_by_name="",
        accepted_at=None,
        overdue_since=None,
    )


def _done(i: Incident, at_utc: str, by_name: str, words: str) -> Incident:
    return replace(i, deeds=(*i.deeds, Deed(at_utc, by_name, words)))


def _who(e: Entry) -> str:
    """The person's name; the user id where an older release wrote no name."""
    return str(e.body.by_name or e.body.by)


def _regraded(i: Incident, e: Entry) -> Incident:
    b: events.GradeChanged = e.body
    if b.request_id is not None:
        late = f"DELAYED by {b.late}: " if b.late else ""
        i = _news(i, e, "raised", f"{late}{b.was_name} → {b.grade_name} {b.reason}".strip())
    return replace(
        i,
        grade=b.grade,
        grade_name=b.grade_name,
        grade_rank=b.grade_rank,
        urgent=b.urgent,
        top=b.top,
        accept_within_s=b.accept_within_s,
        grades=(*i.grades, b),
        graded_at=(*i.graded_at, e.at_utc),
    )


def _claimed(i: Incident, e: Entry) -> Incident:
    return replace(i, claimed_by=e.body.by, claimed_by_name=e.body.by_name)


def _linked(i: Incident, e: Entry) -> Incident:
    known = [c for c in i.contacts if c != e.body.contact_id]
    i = _news(i, e, "call", f"another caller {e.body.note}".strip())
    i = _done(i, e.at_utc, _who(e), f"linked another call: {e.body.note}".rstrip(": "))
    return replace(i, contacts=(*known, e.body.contact_id))


def _closed(i: Incident, e: Entry) -> Incident:
    return replace(
        i, standing="closed", closed_at=e.at_utc, closed_how=e.body.how, overdue_since=None
    )


def _approval_asked(i: Incident, e: Entry) -> Incident:
    return replace(i, approval=approval.asked_anew(i.approval, e.body, e.at_utc))


def _approval_decided(i: Incident, e: Entry) -> Incident:
    known = i.approval
    return i if known is None else replace(i, approval=approval.decided(known, e.body, e.at_utc))


def _approval_overdue(i: Incident, e: Entry) -> Incident:
    known = i.approval
    return i if known is None else replace(i, approval=replace(known, overdue_since=e.at_utc))


def _lowering_asked(i: Incident, e: Entry) -> Incident:
    b: work.LoweringAsked = e.body
    return replace(i, lowerings=(*i.lowerings, Lowering(b, e.at_utc)))


def _lowering_decided(i: Incident, e: Entry) -> Incident:
    if i.lowering is None:
        return i
    decided = replace(i.lowerings[-1], decided=e.body, decided_at=e.at_utc)
    return replace(i, lowerings=(*i.lowerings[:-1], decided))


def _reassessed(i: Incident, e: Entry) -> Incident:
    return replace(i, assessed=(*i.assessed, Assessed(e.body, e.at_utc)))


def _assigned(i: Incident, e: Entry) -> Incident:
    b: work.Assigned = e.body
    return replace(_done(i, e.at_utc, b.by_name, f"assigned to {b.to}"), assigned_to=b.to)


def _acted(i: Incident, e: Entry) -> Incident:
    b: work.ActionAdded = e.body
    attended = b.kind == "attended"
    words = f"attended: {b.text}" if attended else b.text
    at = i.attended_at or e.at_utc if attended else i.attended_at
    return replace(_done(i, e.at_utc, b.by_name, words), attended_at=at)


def _separated(i: Incident, e: Entry) -> Incident:
    i = _done(i, e.at_utc, _who(e), f"parted a call from it: {e.body.note}".rstrip(": "))
    return replace(i, contacts=tuple(c for c in i.contacts if c != e.body.contact_id))


def _heard(i: Incident, e: Entry) -> Incident:
    return replace(i, news=(*i.news, News(e.body, e.at_utc, e.stream_seq)))


def _parted(i: Incident, e: Entry) -> Incident:
    other = next((x.other_reference for x in i.linked if x.other_id == e.body.other_id), "another")
    words = f"{other} is another matter: {e.body.note}".rstrip(": ")
    i = _done(i, e.at_utc, e.body.by_name, words)
    kept = tuple(x for x in i.linked if x.other_id != e.body.other_id)
    return replace(i, linked=kept, parted=(*i.parted, e.body.other_id))


def _linked_incident(i: Incident, e: Entry) -> Incident:
    parted = tuple(x for x in i.parted if x != e.body.other_id)
    return replace(i, linked=(*i.linked, e.body), parted=parted)


def _task(change: Callable[..., tuple[tasks.Task, ...]]) -> Apply:
    return lambda i, e: replace(i, tasks=change(i.tasks, e.body, e.at_utc))


def _done_by(i: Incident, e: Entry) -> Incident:
    b: tasks.TaskDone = e.body
    asked = tasks.found(i.tasks, b.task_id)
    if asked is not None and b.request_id is not None:
        i = _news(i, e, "answer", f"{asked.fact.text} {b.text}")
    return replace(i, tasks=tasks.was_done(i.tasks, b, e.at_utc))


def _say(kind: Any, words: Callable[[Any], str]) -> Apply:
    def apply(i: Incident, e: Entry) -> Incident:
        said = Said(e.at_utc, getattr(e.body, "by", ""), kind, words(e.body))
        i = replace(i, said=(*i.said, said))
        return _news(i, e, kind, said.text) if kind in ("correction", "stand_down") else i

    return apply


def _news(i: Incident, e: Entry, kind: links.NewsKind, text: str) -> Incident:
    """A desk's word is new to the team, as what a contact brings."""
    fact = links.NewFactHeard(kind, one_line(text, SHORT), "")
    return replace(i, news=(*i.news, News(fact, e.at_utc, e.stream_seq)))


_APPLY: Final[dict[type, Apply]] = {
    events.IncidentOpened: _opened,
    events.Claimed: _claimed,
    events.Accepted: _accepted,
    events.Refused: _refused,
    events.ReRouted: _rerouted,
    events.Reopened: _reopened,
    events.GradeChanged: _regraded,
    events.ContactLinked: _linked,
    events.CorrectionArrived: _say("correction", lambda b: b.text),
    events.StandDownAsked: _say("stand_down", lambda b: b.reason),
    events.AcceptanceOverdue: lambda i, e: replace(i, overdue_since=e.at_utc),
    events.ApprovalAskedAnew: _approval_asked,
    events.ApprovalDecided: _approval_decided,
    events.ApprovalOverdue: _approval_overdue,
    tasks.TaskSet: _task(tasks.was_set),
    tasks.TaskDone: _done_by,
    tasks.TaskOverdue: _task(tasks.ran_out),
    work.LoweringAsked: _lowering_asked,
    work.LoweringDecided: _lowering_decided,
    work.Reassessed: _reassessed,
    work.Assigned: _assigned,
    work.ActionAdded: _acted,
    links.ContactSeparated: _separated,
    links.NewFactHeard: _heard,
    links.NewFactsSeen: lambda i, e: replace(i, seen_upto=max(i.seen_upto, e.body.upto_seq)),
    links.IncidentsLinked: _linked_incident,
    links.IncidentsParted: _parted,
    links.MajorDeclared: lambda i, e: replace(i, major=e.body, major_since=e.at_utc),
    links.MajorEnded: lambda i, e: replace(
        _done(i, e.at_utc, e.body.by_name, f"no major incident any more: {e.body.note}"),
        major=None,
    ),
    events.PhonedThroughNoted: _say("phoned", lambda b: f"told {b.told}"),
    events.IncidentClosed: _closed,
    events.RequestRefused: _say("request_refused", lambda b: b.cause),
}
