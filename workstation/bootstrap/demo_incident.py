"""One open incident that the demonstration begins with: a neighbour of its first caller has rung.

It goes through the hub like any other, so that the first call is proposed to be linked to it.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.bootstrap.demo_people import PEOPLE, teams_of
from workstation.bootstrap.identifiers import new_id
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.decide import decide
from workstation.domain.contact.evolve import evolve
from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Author, Entry, Event, Moment, Position, Unsealed, seal
from workstation.domain.location import LocationFixed
from workstation.domain.reference import reference

if TYPE_CHECKING:
    from workstation.domain.policy import Policy
    from workstation.hub.hub import Hub

#: Minutes since the neighbour rang.
AGO: Final = 6
_DESK, _NUMBER = "Desk 7", "+441414960177"
_LINES: Final = (
    "Neighbour at number 9, hears shouting and banging at number 11",
    "a man at the front door there with a baseball bat, a silver hatchback on the pavement",
)
_PLACE: Final = LocationFixed(
    "fix-1", "incident", "gazetteer", "9 Larch Crescent, Kinlarrow", 57.857900, -3.053800, 15.0,
    "KX1 1AH", uprn="999000000089",
)  # fmt: skip


def rang_before(url: str) -> None:
    """Put the neighbour's call on record at the demonstration's hub, sent and accepted."""
    from workstation.hub.change_watch import ChangeWatch
    from workstation.hub.clock import database_clock
    from workstation.hub.hub import Hub
    from workstation.hub.installation import opened
    from workstation.hub.settings import HubSettings

    database, identity = opened(url, "demo")
    settings = HubSettings(database=url, realm="demo", data_dir=Path())
    try:
        _rang(Hub(settings, database, identity, database_clock, ChangeWatch(database), new_id()))
    finally:
        database.close()


def _rang(hub: Hub) -> None:
    from workstation.domain.incident.deeds import Accept
    from workstation.hub import intake
    from workstation.hub.credentials import Machine
    from workstation.hub.incidents import By, work_on
    from workstation.hub.store import policies
    from workstation.protocol.messages import EventBatch, WireEvent

    with hub.reading() as tx:
        policy = hub.shelf.find(tx, policies.current(tx))
    if policy is None:
        return
    asked = _asked(policy)
    event = _sealed(asked, policy)
    wire = WireEvent.of(event).model_dump(mode="json")
    batch = EventBatch(store_id=event.store_id, events=(wire,))
    intake.take(hub, Machine("made-up-desk-7", _DESK, "desk"), batch)
    taker = next(p for p in PEOPLE if asked.team in teams_of(p, policy))
    with hub.writing() as tx:
        work = work_on(hub, tx, asked.incident_id)
        work.decide(Accept(taker.user, taker.name), By(actor=taker.user))
        work.finish()


def _asked(policy: Policy) -> HandOverRequested:
    """What the advisor of that call typed, and sent at once."""
    at_utc = _before(AGO)
    contact = Contact(f"contact:{new_id()}")
    entries: tuple[Entry, ...] = ()
    context = ask.Context(
        policy, "desk:made-up", _DESK, "a.baird", "A. Baird", at_utc, new_id,
        lambda: reference("D7", 31),
    )  # fmt: skip
    call = facts.CallOffered(new_id(), "999", _NUMBER)
    said: list[ask.Command] = [ask.Offer(call), ask.Answer(), *map(ask.Type, _LINES)]
    for command in (*said, ask.Record(_PLACE), ask.SendNow()):
        for happened in decide(contact, entries, command, context).events:
            if isinstance(happened.body, HandOverRequested):
                return happened.body
            seq = contact.last_seq + 1
            entry = Entry(
                happened.event_id, contact.contact_id, seq, at_utc, "a.baird", happened.body
            )
            contact, entries = evolve(contact, entry), (*entries, entry)
    raise ValueError("nothing was sent")


def _sealed(asked: HandOverRequested, policy: Policy) -> Event:
    from workstation.protocol.payloads import encoded

    name, version, payload = encoded(asked)
    unsealed = Unsealed(
        new_id(), "desk:made-up", name, version, payload, secrets.token_bytes(16), None, policy.ref
    )
    author = Author("demo", "a.baird", "made-up")
    moment = Moment(_before(AGO), 1, "made-up", 0)
    return seal(unsealed, Position(new_id()), 1, author, moment, 0)


def _before(minutes: float) -> str:
    then = datetime.now(UTC) - timedelta(minutes=minutes)
    return then.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
