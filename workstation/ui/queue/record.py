"""Everything a desk gave with an incident, in words and with times: officer safety comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.domain.incident.approval import why_open
from workstation.domain.incident.events import ApprovalAskedAnew, ApprovalDecided
from workstation.ui.pieces.approval_words import approval_words, decided_words, wanted_words
from workstation.ui.pieces.times import age, clock
from workstation.ui.queue import handed, said, worked
from workstation.ui.queue.worked import Told

if TYPE_CHECKING:
    from workstation.desk.receive.view import Received
    from workstation.domain.incident.state import Incident


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; sections without lines are not drawn."""

    heading: str
    lines: tuple[Told, ...]


def sections(received: Received) -> tuple[Section, ...]:
    """The whole record, in the order a controller needs it."""
    incident = received.incident
    parts = [
        Section("Officer safety", _safety(received)),
        Section("Major incident", worked.major(incident)),
        Section("New since the hand-over", worked.news(incident)),
        Section("How it stands", _standing(incident)),
        Section("Still to be done, and done", worked.tasks(incident)),
        Section("Grades, old and new", worked.grades(incident)),
        Section("Fresh assessments", worked.assessed(incident)),
        Section("What the team did", worked.deeds(incident)),
        Section("May be the same", worked.linked(incident)),
        Section("Approval of not attending", _approval(received)),
        Section("Where", _each(received, said.places)),
        Section("Nobody speaks", _each(received, said.silent)),
        Section("Caller's words", _each(received, said.story)),
        Section("Answers", _each(received, said.answers)),
        Section("Who", _each(received, said.people)),
        Section("Vehicles", _each(received, said.vehicles)),
        Section("Risk markers", _each(received, said.markers)),
        Section("Grade and why", _grade(received)),
        Section("Not known, not asked, not met", _open_items(received)),
        Section("As it was handed over", handed.handed(incident.opened)),
        Section("Reach the caller", _each(received, said.reach)),
        Section("Told to the caller, services, advice", _each(received, said.told)),
        Section("The call", _each(received, said.call)),
    ]
    return tuple(part for part in parts if part.lines)


def title(received: Received) -> str:
    """Grade, what it is, and its reference."""
    incident = received.incident
    opened = incident.opened
    if opened is None:
        return incident.incident_id
    return f"{incident.grade_name}   {opened.headline}"


def from_where(received: Received) -> str:
    """Which desk and advisor, under which reference."""
    opened = received.incident.opened
    if opened is None:
        return ""
    how = "sent now, as known" if opened.send_now else opened.outcome_name
    return f"{opened.reference} · {opened.desk_name}, {opened.advisor_name} · {how}"


def stands_now(received: Received) -> str:
    """Who has it, whether the caller can still be asked, and whether the place is sure."""
    incident = received.incident
    parts = [f"delivered {clock(incident.delivered_at)}"]
    if incident.standing == "delivered":
        parts.append("accepted by nobody yet")
    elif incident.standing == "accepted":
        parts = [f"accepted by {incident.accepted_by_name} {clock(incident.accepted_at)}"]
    else:
        parts = [incident.standing]
    open_lines = [c.desk_name for c in received.contacts if c.phase in ("talking", "held")]
    parts += [f"caller still on the line at {desk}" for desk in dict.fromkeys(open_lines)]
    parts += dict.fromkeys(words for c in received.contacts if (words := said.unsure(c)))
    return " · ".join(parts)


def _each(received: Received, lines: said.Lines) -> tuple[Told, ...]:
    return tuple(
        Told(clock(at), words, event_id in received.new)
        for contact in received.contacts
        for at, words, event_id in lines(contact)
    )


def _safety(received: Received) -> tuple[Told, ...]:
    lines = _each(received, said.safety) or (handed.safety(received.incident.opened),)
    return (*lines, *_each(received, said.weapons))


def _age(incident: Incident) -> str:
    late_s = incident.grades[-1].late_s if incident.grades else 0
    return f", raised {age(late_s)} before that arrived" if late_s else ""


def _standing(incident: Incident) -> tuple[Told, ...]:
    lines = [Told(clock(incident.delivered_at), "delivered")]
    opened = incident.opened
    if incident.delayed:
        lines.append(Told("", f"DELAYED{_age(incident)}: compare with what was done already"))
    if opened is not None and opened.phoned_to:
        lines.append(Told("", f"phoned through to {opened.phoned_to}"))
    if incident.claimed_by_name:
        lines.append(Told("", f"looked at by {incident.claimed_by_name}"))
    if incident.accepted_by_name:
        lines.append(Told(clock(incident.accepted_at), f"accepted by {incident.accepted_by_name}"))
    elif incident.standing == "delivered":
        lines.append(Told("", f"accepted by nobody yet; waits for {incident.team_name}"))
    if incident.refused_at:
        words = f"refused by {incident.refused_by_name}: {incident.refused_cause}"
        lines.append(Told(clock(incident.refused_at), words))
    for one in incident.said:
        lines.append(Told(clock(one.at_utc), f"{_SAID[one.kind]}: {one.text}"))
    if incident.closed_at:
        lines.append(Told(clock(incident.closed_at), f"closed: {incident.closed_how}"))
    return tuple(lines)


_SAID = {
    "correction": "CORRECTED by the desk",
    "stand_down": "the desk asks to stand down",
    "phoned": "phoned through",
    "request_refused": "the hub refused a request",
}


def _approval(received: Received) -> tuple[Told, ...]:
    """How it stands, what was asked, then every word of a supervisor."""
    approval = received.incident.approval
    if approval is None:
        return ()
    opened = received.incident.opened
    lines = [Told("", approval_words(approval))]
    if opened is not None and opened.approval is not None:
        lines.append(Told(clock(received.incident.delivered_at), wanted_words(opened.approval)))
    for entry in received.entries:
        if isinstance(entry.body, ApprovalAskedAnew | ApprovalDecided):
            new = entry.event_id in received.new
            lines.append(Told(clock(entry.at_utc), _approval_word(entry.body), new))
    if (why := why_open(approval)) is not None:
        lines.append(Told("", f"Cannot be closed. {why}"))
    return tuple(lines)


def _approval_word(body: ApprovalAskedAnew | ApprovalDecided) -> str:
    if isinstance(body, ApprovalAskedAnew):
        return wanted_words(body.wanted)
    return decided_words(body)


def _grade(received: Received) -> tuple[Told, ...]:
    asked = received.request or received.incident.opened
    return (
        *_each(received, said.grades),
        *handed.wish(asked.appointment if asked else None),
        *_each(received, said.rationales),
    )


def _open_items(received: Received) -> tuple[Told, ...]:
    asked = received.request or received.incident.opened
    return tuple(Told("", item.text) for item in asked.open_items) if asked else ()
