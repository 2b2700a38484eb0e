"""What a call says once its incident is with a team: news, and promises to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from workstation.domain.contact import evolve
from workstation.domain.contact.copied import Copied
from workstation.domain.contact.facts import (
    MarkerSet,
    OfficerSafetyNoted,
    PromiseMade,
    VehicleRecorded,
)
from workstation.domain.contact.state import Contact
from workstation.domain.events import Event
from workstation.domain.incident import commands as ask
from workstation.domain.incident.news import ADDING, QUIET_KEPT, added_by, news_of
from workstation.domain.location import LocationFixed
from workstation.hub.hub import Hub
from workstation.hub.incidents import By, IncidentWork, work_on
from workstation.hub.store import events, feed, incidents
from workstation.hub.store.engine import Transaction
from workstation.protocol.messages import QueueItem
from workstation.protocol.payloads import entry_kept

#: Of all that a call says, these can be news that nobody knew of, or a promise to be kept.
TELLING: Final = frozenset(
    kind.__name__ for kind in (LocationFixed, VehicleRecorded, MarkerSet, PromiseMade, Copied)
)


#: What is looked at where its contact has an incident.
_HEARD: Final = TELLING | {kind.__name__ for kind in ADDING}


def hear(hub: Hub, tx: Transaction, told: Iterable[Event]) -> None:
    """Let incidents hear what their contacts said. The feed is not locked yet.

    Every incident is locked before the first of them is finished, for that locks the feed.
    """
    said = [event for event in told if event.type in _HEARD]
    contacts = {event.stream_id for event in said}
    found = {one for contact_id in contacts for one in feed.incidents_of(tx, contact_id)}
    telling = {event.stream_id for event in said if event.type in TELLING}
    loud = any(event.type == OfficerSafetyNoted.__name__ for event in said)
    heard = [i for i in sorted(found) if telling or loud or not _has_enough(tx, i)]
    for incident_id in heard:
        tx.lock("incident", incident_id)
    for incident_id in heard:
        work = work_on(hub, tx, incident_id)
        hear_contacts(work, [c for c in work.before.contacts if c in telling])
        _hear_more(work, [event for event in said if event.stream_id in work.before.contacts])
        if work.drafts:
            work.finish()


def hear_contacts(work: IncidentWork, contact_ids: Iterable[str]) -> None:
    """Let one incident hear what these of its contacts said so far; each thing is heard once."""
    contact_ids = tuple(contact_ids)
    if not contact_ids:
        return
    all_of_it = {one: events.of_stream(work.tx, one) for one in work.after.contacts}
    for contact_id in contact_ids:
        others = [_read(one, all_of_it[one]) for one in all_of_it if one != contact_id]
        before = _in_hand_over(work, all_of_it[contact_id])
        others += [_read(contact_id, before)] if before else []
        contact = _read(contact_id, all_of_it[contact_id])
        promises = tuple(timed.fact for timed in contact.promises)
        work.decide(ask.Hear(news_of(contact, others), promises, work.now), By())


def _hear_more(work: IncidentWork, said: Sequence[Event]) -> None:
    """What else its contacts said after the hand-over."""
    before = {event.event_id for event in _in_hand_over(work, said)}
    late = [event for event in said if event.event_id not in before]
    facts = [added_by(entry_kept(event).body, event.stream_id) for event in late]
    news = tuple(fact for fact in facts if fact is not None)
    if news:
        work.decide(ask.Hear(news, (), work.now), By())


def _has_enough(tx: Transaction, incident_id: str) -> bool:
    """Whether nobody of the team has looked for so long that one line more says nothing new."""
    reading = incidents.read(tx, incident_id)
    if reading is None:
        return False
    return QueueItem.model_validate_json(reading.item).added >= QUIET_KEPT


def _in_hand_over(work: IncidentWork, told: Sequence[Event]) -> list[Event]:
    """Those of the contact that began it that were written before the request: no news."""
    opened = work.after.opened
    if opened is None or not any(event.stream_id == opened.contact_id for event in told):
        return []
    asked = events.by_ids(work.tx, (opened.request_id,)).get(opened.request_id)
    if asked is None:
        return []
    return [
        event
        for event in told
        if (event.stream_id, event.store_id) == (opened.contact_id, asked.store_id)
        and event.store_seq < asked.store_seq
    ]


def _read(contact_id: str, told: Iterable[Event]) -> Contact:
    return evolve.read(contact_id, map(entry_kept, told))
