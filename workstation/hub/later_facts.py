"""What a call says once its incident is with a team: news that alarms, promises to keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workstation.domain.contact import evolve
from workstation.domain.contact.copied import Copied
from workstation.domain.contact.facts import MarkerSet, PromiseMade, VehicleRecorded
from workstation.domain.contact.state import Contact
from workstation.domain.events import Event
from workstation.domain.incident import commands as ask
from workstation.domain.incident.news import news_of
from workstation.domain.location import LocationFixed
from workstation.hub.hub import Hub
from workstation.hub.incidents import By, IncidentWork, work_on
from workstation.hub.store import events, feed
from workstation.hub.store.engine import Transaction
from workstation.protocol.payloads import entry_kept

#: Of all that a call says, these can be news to a team that has its incident.
TELLING: Final = frozenset(
    kind.__name__ for kind in (LocationFixed, VehicleRecorded, MarkerSet, PromiseMade, Copied)
)


def hear(hub: Hub, tx: Transaction, told: Iterable[Event]) -> None:
    """Let incidents hear what their contacts said. The feed is not locked yet."""
    said = [event for event in told if event.type in TELLING]
    contacts = {event.stream_id for event in said}
    found = {one for contact_id in contacts for one in feed.incidents_of(tx, contact_id)}
    for incident_id in sorted(found):
        work = work_on(hub, tx, incident_id)
        hear_contacts(work, [c for c in work.before.contacts if c in contacts])
        if work.drafts:
            work.finish()


def hear_contacts(work: IncidentWork, contact_ids: Iterable[str]) -> None:
    """Let one incident hear what these of its contacts said so far; each thing is heard once."""
    all_of_it = {one: _read(work.tx, one) for one in work.after.contacts}
    first = work.after.contacts[:1]
    for contact_id in contact_ids:
        others = [contact for one, contact in all_of_it.items() if one != contact_id]
        contact = all_of_it[contact_id]
        news = () if contact_id in first else news_of(contact, others)
        promises = tuple(timed.fact for timed in contact.promises)
        work.decide(ask.Hear(news, promises, work.now), By())


def _read(tx: Transaction, contact_id: str) -> Contact:
    return evolve.read(contact_id, map(entry_kept, events.of_stream(tx, contact_id)))
