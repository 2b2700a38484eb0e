"""What a desk gave, read from the hub's record by the same folds as at the desk.

A contact is the union of what travelled inside the hand-over request and what arrived in the
contact's own stream: whichever of the two is late, nothing that the desk sent is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workstation.desk.answers import IncidentRecord
from workstation.desk.receive.pinned import PolicyOf, pinned
from workstation.desk.receive.view import Received
from workstation.domain.contact.evolve import read as read_contact
from workstation.domain.contact.facts import OutcomeChosen
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Entry, in_order
from workstation.domain.incident import events as said
from workstation.domain.incident import link_events as links
from workstation.domain.incident import tasks
from workstation.domain.incident import work_events as work
from workstation.domain.incident.evolve import read as read_incident
from workstation.protocol.payloads import body_in, entry_kept

#: What the hub writes when the incident is worked on here, never news to the one who works on it;
#: and what only repeats a contact's words.
_OWN_STEPS: Final = (
    said.IncidentOpened,
    said.Claimed,
    said.Accepted,
    said.Refused,
    said.AcceptanceOverdue,
    said.ApprovalOverdue,
    said.IncidentClosed,
    tasks.TaskSet,
    tasks.TaskOverdue,
    work.Assigned,
    work.ActionAdded,
    work.Reassessed,
    work.LoweringAsked,
    links.NewFactHeard,
    links.NewFactsSeen,
)


def received(
    record: IncidentRecord,
    looked_at: frozenset[str] = frozenset(),
    policy_of: PolicyOf = lambda _: None,
) -> Received:
    """Everything in ``record``; entries in ``looked_at`` are no longer new."""
    incident_entries = in_order(entry_kept(e) for e in record.incident)
    incident = read_incident(record.incident_id, incident_entries)
    requests = tuple(entry_kept(e) for e in record.requests)
    hand_overs = [r for r in requests if isinstance(r.body, HandOverRequested)]
    carried = {r.body.contact_id: snapshot_entries(r.body) for r in hand_overs}
    ids = dict.fromkeys((*incident.contacts, *carried, *record.contacts))
    by_contact = {
        contact_id: in_order(
            (entry_kept(e) for e in record.contacts.get(contact_id, ())),
            carried.get(contact_id, ()),
        )
        for contact_id in ids
    }
    given = frozenset(e.event_id for entries in carried.values() for e in entries)
    entries = (*incident_entries, *(e for group in by_contact.values() for e in group))
    contacts = tuple(read_contact(contact_id, group) for contact_id, group in by_contact.items())
    return Received(
        incident,
        _opening(hand_overs, record.incident_id, incident.opened),
        contacts,
        entries,
        frozenset(_after_hand_over(entries, given, record.incident_id)) - looked_at,
        pinned(record, contacts, policy_of),
    )


def snapshot_entries(request: HandOverRequested) -> tuple[Entry, ...]:
    """The contact's events as the request carries them; what is newer than this release is kept."""
    return tuple(
        Entry(s.event_id, request.contact_id, s.stream_seq, s.at_utc, s.actor, body_in(s))
        for s in request.snapshot
    )


def _opening(
    hand_overs: Iterable[Entry], incident_id: str, opened: said.IncidentOpened | None
) -> HandOverRequested | None:
    """The request that opened the incident."""
    for entry in hand_overs:
        body: HandOverRequested = entry.body
        if opened is not None and entry.event_id == opened.request_id:
            return body
        if opened is None and body.incident_id == incident_id:
            return body
    return None


def _after_hand_over(
    entries: Iterable[Entry], given: frozenset[str], incident_id: str
) -> Iterable[str]:
    """Ids of what came after the hand-over and is the receiver's to look at."""
    for entry in entries:
        body = entry.body
        if entry.event_id in given or isinstance(body, _OWN_STEPS):
            continue
        if isinstance(body, OutcomeChosen) and body.incident_id == incident_id:
            continue
        yield entry.event_id
