"""What a desk's event asks of an incident, or tells it."""

from __future__ import annotations

from typing import Any, Final

from workstation.domain import desk_stream as desk
from workstation.domain.contact.facts import IncidentAttached, IncidentDetached
from workstation.domain.events import Event, Moment
from workstation.domain.handover import DELAYED_AFTER_S
from workstation.domain.incident import commands as ask
from workstation.domain.incident.decide import Refusal
from workstation.domain.incident.events import RequestRefused
from workstation.hub import later_facts
from workstation.hub.clock import seconds_between, written_at
from workstation.hub.incidents import By, IncidentWork
from workstation.hub.policies import grade_of
from workstation.hub.store import events
from workstation.protocol.payloads import body_of

UNREAD: Final = (
    "The hub could not read the hand-over that this is about and set it aside; it was given to"
    " nobody: phone it through, or hand it over again."
)


def hear(
    work: IncidentWork, event: Event, body: Any, desk_id: str, sent: Moment | None
) -> Refusal | None:
    """Decide what ``event`` asks, or note what it tells; a refusal is noted for the desk, too."""
    if isinstance(body, desk.HandOverRequested):
        return _open(work, event, body, desk_id, sent)
    if work.before.opened is None:
        if type(body) not in desk.REQUESTS:
            return None  # it waits in the index and is applied when the incident is opened
        if _was_set_aside(work, event, body):
            return Refusal(UNREAD)
        # Its hand-over may still come. It waits here too and is not sent back: a desk that has set
        # its hand-over aside would send it again for ever.
        if events.missing_before(work.tx, event.store_id, event.store_seq):
            return None
    return _decided(work, event, body, desk_id, sent)


def _was_set_aside(work: IncidentWork, event: Event, body: Any) -> bool:
    name = desk.HandOverRequested.__name__
    return events.was_set_aside(work.tx, event.store_id, name, body.incident_id)


def _decided(
    work: IncidentWork, event: Event, body: Any, desk_id: str, sent: Moment | None
) -> Refusal | None:
    by = By(cause_id=event.event_id, policy=event.policy)
    refused = work.decide(_command(work, event, body, desk_id, sent), by)
    if isinstance(body, IncidentAttached):
        later_facts.hear_contacts(work, work.after.contacts[-1:])
    if refused is not None and work.after.opened is not None:
        work.note(RequestRefused(event.event_id, event.type, refused.cause), by)
    return refused


def _open(
    work: IncidentWork,
    event: Event,
    body: desk.HandOverRequested,
    desk_id: str,
    sent: Moment | None,
) -> Refusal | None:
    by = By(cause_id=event.event_id, policy=event.policy)
    earlier = [e for e in events.about(work.tx, body.incident_id) if e.event_id != event.event_id]
    bodies = [(e, body_of(e)) for e in earlier]
    phoned = next((b for _, b in bodies if isinstance(b, desk.PhonedThrough)), None)
    asked_at = written_at(event, sent, work.now)
    late = seconds_between(asked_at, work.now) > DELAYED_AFTER_S
    command = ask.Open(
        body,
        ask.Asked(event.event_id, desk_id, event.actor),
        asked_at,
        delayed=late or phoned is not None,
        phoned_to=phoned.told if phoned else None,
    )
    refused = work.decide(command, by)
    if refused is not None:
        work.note(RequestRefused(event.event_id, event.type, refused.cause), by)
        return refused
    for came, told in bodies:
        if not events.was_refused(work.tx, came.event_id):
            writer = events.device_of_stream(work.tx, came.stream_id) or ""
            _decided(work, came, told, writer, None)
    return None


def _late_s(work: IncidentWork, event: Event, raised: desk.GradeRaised, sent: Moment | None) -> int:
    """Seconds by which a raise that is DELAYED arrived after it was made; 0 for a fresh one."""
    age_s = seconds_between(written_at(event, sent, work.now), work.now)
    late = age_s > DELAYED_AFTER_S or _was_phoned_through(work, event, raised.incident_id)
    return max(1, int(age_s)) if late else 0


def _was_phoned_through(work: IncidentWork, event: Event, incident_id: str) -> bool:
    """Whether its desk told somebody by telephone after it had written ``event``."""
    return any(
        e.type == desk.PhonedThrough.__name__
        and e.store_id == event.store_id
        and e.store_seq > event.store_seq
        for e in events.about(work.tx, incident_id)
    )


def _command(
    work: IncidentWork, event: Event, body: Any, desk_id: str, sent: Moment | None
) -> ask.Command:
    asked = ask.Asked(event.event_id, desk_id, event.actor)
    match body:
        case desk.GradeRaised():
            late_s = _late_s(work, event, body, sent)
            return ask.Raise(body, asked, work.name_of(event.actor), late_s)
        case desk.LowerGradeRequested():
            to = grade_of(work.tx, event.policy, body.grade)
            return ask.Lower(body, to, asked, work.name_of(event.actor))
        case desk.ReRouteRequested():
            return ask.DeskReRoute(body, asked, work.name_of(event.actor))
        case desk.Corrected():
            return ask.Correct(body.text, asked)
        case desk.StandDownRequested():
            return ask.StandDown(body.reason, asked)
        case desk.ApprovalAsked():
            return ask.AskApproval(body.wanted, asked)
        case desk.PhonedThrough():
            return ask.NotePhoned(body, asked)
        case desk.TaskAnswered():
            name = body.by_name or work.name_of(event.actor)
            return ask.AnswerTask(body.task_id, body.text, asked, name)
        case IncidentAttached():
            return ask.Link(event.stream_id, body.note, event.actor, work.name_of(event.actor))
        case IncidentDetached():
            return ask.Separate(event.stream_id, body.note, event.actor, work.name_of(event.actor))
        case _:
            raise TypeError(type(body).__name__)
