"""The hub's stored record of an incident or a contact, for those who may read it."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.events import Event
from workstation.hub.change_feed import SUPERVISORS, desk_audience, scope_of
from workstation.hub.credentials import Caller
from workstation.hub.hub import Hub
from workstation.hub.problems import Refused
from workstation.hub.store import events, feed
from workstation.hub.store.engine import Transaction
from workstation.protocol.messages import ContactRecord, Record, WireEvent


def incident_record(hub: Hub, caller: Caller, incident_id: str) -> Record:
    """Every event of an incident, its contacts and its requests. Raises `Refused` (403, 404)."""
    with hub.reading() as tx:
        in_scope(tx, caller, incident_id)
        contacts = {
            contact_id: _wire(events.of_stream(tx, contact_id))
            for contact_id in feed.contacts_of(tx, incident_id)
        }
        return Record(
            incident_id=incident_id,
            incident=_wire(events.of_stream(tx, incident_id)),
            contacts=contacts,
            requests=_requests(tx, [incident_id]),
        )


def in_scope(tx: Transaction, caller: Caller, incident_id: str) -> None:
    """Raises `Refused` (403, 404) unless ``caller`` may read the incident."""
    heard = feed.audiences_of(tx, incident_id)
    if not heard:
        raise _unknown()
    _in_scope(scope_of(caller), heard)


def contact_record(hub: Hub, caller: Caller, contact_id: str) -> ContactRecord:
    """Every event of a contact and what was asked about it. Raises `Refused` (403, 404)."""
    scope = scope_of(caller)
    with hub.reading() as tx:
        writer = events.device_of_stream(tx, contact_id)
        if not writer or not contact_id.startswith("contact:"):
            raise _unknown()
        heard = feed.audiences_of_contact(tx, contact_id)
        _in_scope(scope, heard | {desk_audience(writer), SUPERVISORS})
        return ContactRecord(
            contact_id=contact_id,
            events=_wire(events.of_stream(tx, contact_id)),
            requests=_requests(tx, feed.incidents_of(tx, contact_id)),
        )


def _in_scope(scope: frozenset[str], heard: frozenset[str]) -> None:
    if not scope & heard:
        raise Refused(403, "not_yours", "This record belongs to another team.")


def _unknown() -> Refused:
    return Refused(404, "not_found", "The hub has no such record.")


def _requests(tx: Transaction, incident_ids: Iterable[str]) -> tuple[WireEvent, ...]:
    asked = [event for incident_id in incident_ids for event in events.about(tx, incident_id)]
    return _wire(event for event in asked if not event.stream_id.startswith("contact:"))


def _wire(told: Iterable[Event]) -> tuple[WireEvent, ...]:
    return tuple(WireEvent.of(event) for event in told)
