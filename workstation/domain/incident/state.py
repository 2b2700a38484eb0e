"""What is true of an incident: the reading of the stream that the hub writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from workstation.domain.events import Entry, Newer
from workstation.domain.incident import approval, events
from workstation.domain.incident.approval import Approval

Standing = Literal["delivered", "accepted", "refused", "closed"]


@dataclass(frozen=True, slots=True)
class Said:
    """Something said about the incident after hand-over, newest last."""

    at_utc: str
    by: str
    kind: Literal["correction", "stand_down", "phoned", "request_refused"]
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as of its newest event. ``opened`` is what the desk asked for, word by word."""

    incident_id: str
    opened: events.IncidentOpened | None = None
    delivered_at: str | None = None
    standing: Standing = "delivered"
    team: str = ""
    team_name: str = ""
    grade: str = ""
    grade_name: str = ""
    grade_rank: int = 0
    urgent: bool = False
    top: bool = False
    accept_within_s: int = 0
    waiting_since: str | None = None
    claimed_by: str | None = None
    claimed_by_name: str = ""
    accepted_by: str | None = None
    accepted_by_name: str = ""
    accepted_at: str | None = None
    refused_by_name: str = ""
    refused_cause: str = ""
    refused_at: str | None = None
    overdue_since: str | None = None
    closed_at: str | None = None
    closed_how: str = ""
    approval: Approval | None = None
    contacts: tuple[str, ...] = ()
    grades: tuple[events.GradeChanged, ...] = ()
    said: tuple[Said, ...] = ()
    requests: frozenset[str] = frozenset()
    newer: tuple[str, ...] = ()
    last_seq: int = 0

    @property
    def unheld_since(self) -> str | None:
        """Since when it waits for a receiver to accept it or, given back, for another team.

        ``None`` when somebody has it, or it is closed or not opened.
        """
        if self.standing == "refused":
            return self.refused_at
        return self.waiting_since if self.standing == "delivered" else None


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
    return replace(
        i,
        standing="delivered",
        team=b.team,
        team_name=b.team_name,
        waiting_since=e.at_utc,
        claimed_by=None,
        claimed_by_name="",
        accepted_by=None,
        accepted_by_name="",
        accepted_at=None,
        overdue_since=None,
    )


def _regraded(i: Incident, e: Entry) -> Incident:
    b: events.GradeChanged = e.body
    return replace(
        i,
        grade=b.grade,
        grade_name=b.grade_name,
        grade_rank=b.grade_rank,
        urgent=b.urgent,
        top=b.top,
        accept_within_s=b.accept_within_s,
        grades=(*i.grades, b),
    )


def _claimed(i: Incident, e: Entry) -> Incident:
    return replace(i, claimed_by=e.body.by, claimed_by_name=e.body.by_name)


def _linked(i: Incident, e: Entry) -> Incident:
    known = [c for c in i.contacts if c != e.body.contact_id]
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


def _say(kind: Any, words: Callable[[Any], str]) -> Apply:
    def apply(i: Incident, e: Entry) -> Incident:
        said = Said(e.at_utc, getattr(e.body, "by", ""), kind, words(e.body))
        return replace(i, said=(*i.said, said))

    return apply


_APPLY: Final[dict[type, Apply]] = {
    events.IncidentOpened: _opened,
    events.Claimed: _claimed,
    events.Accepted: _accepted,
    events.Refused: _refused,
    events.ReRouted: _rerouted,
    events.GradeChanged: _regraded,
    events.ContactLinked: _linked,
    events.CorrectionArrived: _say("correction", lambda b: b.text),
    events.StandDownAsked: _say("stand_down", lambda b: b.reason),
    events.AcceptanceOverdue: lambda i, e: replace(i, overdue_since=e.at_utc),
    events.ApprovalAskedAnew: _approval_asked,
    events.ApprovalDecided: _approval_decided,
    events.ApprovalOverdue: _approval_overdue,
    events.PhonedThroughNoted: _say("phoned", lambda b: f"told {b.told}"),
    events.IncidentClosed: _closed,
    events.RequestRefused: _say("request_refused", lambda b: b.cause),
}
