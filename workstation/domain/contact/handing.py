"""The request that carries an incident to a team: built from everything the contact knows."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from workstation.domain import catalogue
from workstation.domain.contact import facts
from workstation.domain.contact.commands import Context
from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import (
    AppointmentWish,
    ApprovalWanted,
    HandOverRequested,
    OpenItem,
    Snapshot,
)
from workstation.domain.events import Entry, Gone, Newer
from workstation.domain.location import best_first
from workstation.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a team: the outcome, the grade and what travels with it."""

    incident_id: str
    outcome: str
    team: str
    grade: facts.GradeChosen
    open_items: tuple[OpenItem, ...]
    appointment: AppointmentWish | None = None
    send_now: bool = False
    approval: ApprovalWanted | None = None


def snapshot_of(entries: tuple[Entry, ...]) -> tuple[Snapshot, ...]:
    """Every readable event of the contact, to travel inside the request."""
    return tuple(
        Snapshot(
            e.event_id,
            e.stream_seq,
            type(e.body).__name__,
            catalogue.version_of(type(e.body).__name__),
            e.at_utc,
            e.actor,
            asdict(e.body),
        )
        for e in entries
        if not isinstance(e.body, (Newer, Gone))
    )


def request(
    contact: Contact,
    entries: tuple[Entry, ...],
    context: Context,
    wanted: Wanted,
) -> HandOverRequested:
    """The hand-over of ``incident_id``; ``entries`` are the contact's events with the new ones."""
    policy = context.policy
    graded = policy.grade(wanted.grade.grade)
    safety = contact.officer_safety
    return HandOverRequested(
        incident_id=wanted.incident_id,
        contact_id=contact.contact_id,
        reference=context.next_reference(),
        team=wanted.team,
        team_name=policy.team(wanted.team).name,
        outcome=wanted.outcome,
        outcome_name=policy.outcome(wanted.outcome).name,
        grade=graded.key,
        grade_name=graded.name,
        grade_rank=graded.rank,
        urgent=graded.urgent,
        top=graded.key == policy.top_grade.key,
        accept_within_s=graded.accept_within_s,
        headline=headline(contact, policy),
        place=place_text(contact),
        officer_safety=contact.safety,
        officer_safety_text=safety.fact.text if safety else "",
        vulnerable=any(policy.marker(m).vulnerability for m in contact.set_markers),
        indicated=wanted.grade.indicated,
        open_items=wanted.open_items,
        rationales=tuple(t.fact.text for t in contact.rationales.values()),
        snapshot=snapshot_of(entries),
        desk_name=context.desk_name,
        advisor_name=context.advisor_name,
        send_now=wanted.send_now,
        appointment=wanted.appointment,
        approval=reasoned(contact, wanted.approval),
    )


def reasoned(contact: Contact, wanted: ApprovalWanted | None) -> ApprovalWanted | None:
    """With the advisor's line, on which the supervisor decides."""
    line = contact.rationales.get(wanted.guard) if wanted else None
    return replace(wanted, rationale=line.fact.text) if wanted and line else wanted


def headline(contact: Contact, policy: Policy) -> str:
    """A few words for a queue row: the incident type, or the first line of the story."""
    words = contact.narrative[0].text if contact.narrative else ""
    if contact.incident_type:
        kind = policy.incident_type(contact.incident_type).name
        return f"{kind}: {words}"[:120] if words else kind
    return words[:120] or "Nothing typed yet"


def place_text(contact: Contact) -> str:
    """The best place of the incident in words, or of the caller, said to be so."""
    fixes = [f.fact for f in contact.fixes]
    for about, prefix in (("incident", ""), ("caller", "caller at ")):
        for fix in best_first(fixes, about):  # type: ignore[arg-type]
            words = ", ".join(part for part in (fix.text, fix.postcode) if part)
            if words:
                return prefix + words
            if fix.lat is not None and fix.lon is not None:
                return f"{prefix}{fix.lat:.5f}, {fix.lon:.5f}"
    return ""
