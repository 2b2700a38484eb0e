"""What a desk sent, read item by item: whole, or why not. Nothing here touches the database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Final

from pydantic import ValidationError

from workstation.domain import catalogue, desk_stream
from workstation.domain.contact.facts import IncidentAttached, IncidentDetached
from workstation.domain.events import Event, Moment, Newer, fault_in, stream_kind
from workstation.protocol.messages import WireEvent
from workstation.protocol.payloads import UnreadablePayload, body_of

#: Streams that the hub writes, and nobody else.
HUB_STREAMS: Final = frozenset({"incident", "slot", "grant", "queue"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """One item of a batch. ``event`` is ``None`` when it cannot be read; ``cause`` says why.

    ``sent`` is the desk's time when it sent the batch, if it said so.
    """

    event_id: str
    raw: bytes
    event: Event | None = None
    body: Any = None
    cause: str = ""
    sent: Moment | None = None


def arrival(item: dict[str, object], store_id: str, sent: Moment | None = None) -> Arrival:
    """Read one item. The bytes kept are its JSON, all keys and values as they came."""
    raw = json.dumps(item, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    event_id = _safe(item.get("event_id"))
    try:
        event = WireEvent.model_validate(item).event()
        if fault := fault_in(event):
            return Arrival(event_id, raw, cause=f"{fault.capitalize()} on the way.")
        body = body_of(event)
    except ValidationError as fault:
        return Arrival(event_id, raw, cause=f"Not an event: {_field(fault)}.")
    except UnreadablePayload:
        return Arrival(event_id, raw, cause="The payload does not fit its type.")
    except (ValueError, RecursionError):
        return Arrival(event_id, raw, cause="Not an event.")
    misplaced = _misplaced(event, body, store_id)
    if misplaced:
        return Arrival(event_id, raw, cause=misplaced)
    return Arrival(event_id, raw, event, body, sent=sent)


def incident_of(body: Any) -> str | None:
    """The incident that a desk's event speaks about, if it speaks about one."""
    about = (*catalogue.DESK, IncidentAttached, IncidentDetached)
    return getattr(body, "incident_id", None) if isinstance(body, about) else None


def _misplaced(event: Event, body: Any, store_id: str) -> str:
    kind = stream_kind(event.stream_id)
    if event.store_id != store_id:
        return "It belongs to another store than its batch."
    if kind in HUB_STREAMS:
        return "Only the hub writes in that stream."
    if any("\0" in value for value in asdict(event).values() if isinstance(value, str)):
        return "It holds characters that cannot be stored."
    if not event.stream_id.isprintable() or ":" not in event.stream_id:
        return "Its stream has no name that the hub knows."
    if not isinstance(body, Newer):
        belongs = "contact" if type(body) in catalogue.CONTACT else "desk"
        if event.payload is not None and kind != belongs:
            return "It does not belong in that stream."
    incident_id = incident_of(body)
    if incident_id is not None and not _names(incident_id, "incident"):
        return "It names no incident."
    if isinstance(body, desk_stream.HandOverRequested) and not _names(body.contact_id, "contact"):
        return "It names no contact."
    if not str(getattr(body, "team", None) or "").isprintable():
        return "It names no team."
    return ""


def _names(stream_id: str, kind: str) -> bool:
    return stream_kind(stream_id) == kind and stream_id.isprintable() and len(stream_id) <= 120


def _safe(event_id: object) -> str:
    fits = isinstance(event_id, str) and len(event_id) <= 64 and event_id.isascii()
    return str(event_id) if fits and str(event_id).isprintable() else ""


def _field(fault: ValidationError) -> str:
    place = fault.errors()[0]["loc"]
    return ".".join(str(part) for part in place)[:80] or "no object"
