"""Another desk goes on with a call whose desk has died: who has it, and who hears what of it.

The old contact stays its desk's own. What that desk still sends of it goes to the desk that took
the call over, and it hears itself that it was taken.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from workstation.domain.contact import evolve, facts
from workstation.domain.contact.state import Contact
from workstation.domain.events import Event
from workstation.hub.change_feed import desk_audience
from workstation.hub.clock import seconds_between
from workstation.hub.credentials import Machine
from workstation.hub.hub import Hub
from workstation.hub.problems import Refused
from workstation.hub.store import contacts, events, feed
from workstation.hub.store.contacts import UnderWay
from workstation.hub.store.engine import Transaction
from workstation.protocol.messages import WireEvent
from workstation.protocol.payloads import entry_kept
from workstation.protocol.taking_over import CallsElsewhere, TakeOverReply, WireCallElsewhere

#: Calls listed at most.
LISTED: Final = 50
#: Seconds for which a desk that asked for a call has it, before it has written anything of it.
CLAIM_S: Final = 60
#: Characters of the story that a list shows.
WORDS: Final = 120


def follow(
    tx: Transaction, machine: Machine, event: Event, body: Any, taker: str | None
) -> frozenset[str]:
    """Note what ``event`` says of a call's course; which desks hear of it besides its teams.

    ``taker``: the desk that took its call over, if one did.
    """
    if isinstance(body, facts.CallAnswered):
        contacts.begun(tx, event.stream_id, machine.device_id, event.at_utc)
    elif isinstance(body, facts.ContactDisposed):
        contacts.over(tx, event.stream_id, machine.device_id, event.at_utc)
    elif isinstance(body, facts.TakenOver):
        return _goes_on(tx, machine, event, body)
    return frozenset({desk_audience(taker)}) if taker else frozenset()


def _goes_on(
    tx: Transaction, machine: Machine, event: Event, body: facts.TakenOver
) -> frozenset[str]:
    contacts.begun(tx, event.stream_id, machine.device_id, event.at_utc)
    before = events.device_of_stream(tx, body.contact_id)
    if before is None:
        return frozenset()
    contacts.over(tx, body.contact_id, before, event.at_utc)
    contacts.taken(tx, body.contact_id, machine.device_id, event.at_utc)
    return frozenset({desk_audience(before)})


def elsewhere(hub: Hub, machine: Machine) -> CallsElsewhere:
    """Calls under way at other desks."""
    with hub.reading() as tx:
        found = contacts.of_other_desks(tx, machine.device_id, LISTED + 1)
        calls = tuple(_listed(tx, one) for one in found[:LISTED])
        return CallsElsewhere(now_utc=hub.clock(tx), calls=calls, more=len(found) > LISTED)


def _listed(tx: Transaction, one: UnderWay) -> WireCallElsewhere:
    contact = _read(tx, one.contact_id)
    call = contact.call
    return WireCallElsewhere(
        contact_id=one.contact_id,
        desk_name=one.desk_name,
        advisor_name=contact.answered_by,
        answered_at=contact.answered_at or "",
        heard_at=one.heard_at,
        line=call.line if call else "",
        number=call.number if call else None,
        words=contact.narrative[0].text[:WORDS] if contact.narrative else "",
        taken_by_name=(one.taken_by_name or one.taken_by or "") if one.taken_by else "",
    )


def take(hub: Hub, machine: Machine, contact_id: str) -> TakeOverReply:
    """Let ``machine`` go on with the call; the same desk may ask again.

    What its own desk sends of it from here on goes to ``machine``, too. Raises `Refused` (404).
    """
    with hub.reading() as tx:
        store = events.store_of_stream(tx, contact_id)
    if store is None:
        raise Refused(404, "not_found", "The hub has no such call; nothing was changed.")
    with hub.writing() as tx:
        tx.lock("store", store)  # nothing of it arrives between what is given here and the feed
        found = contacts.find(tx, contact_id)
        now = hub.clock(tx)
        if (why := _why_not(found, machine, now)) or found is None:
            return TakeOverReply(done=False, cause=why)
        contacts.taken(tx, contact_id, machine.device_id, now)
        told = events.of_stream(tx, contact_id)
        chosen = [handed.incident_id for handed in _read(tx, contact_id).handed]
        return TakeOverReply(
            done=True,
            desk_name=found.desk_name,
            events=tuple(WireEvent.of(event) for event in told),
            incidents=tuple(one for one in chosen if feed.audiences_of(tx, one)),
        )


def _why_not(found: UnderWay | None, machine: Machine, now: str) -> str:
    if found is None:
        return "This call is over, or another desk goes on with it; nothing was changed."
    if found.desk_id == machine.device_id:
        return "This call is this desk's own; nothing was changed."
    other = found.taken_by not in (None, machine.device_id)
    if other and found.taken_at and seconds_between(found.taken_at, now) < CLAIM_S:
        at = datetime.fromisoformat(found.taken_at).strftime("%H:%M")
        return f"{found.taken_by_name} took it over at {at} UTC; nothing was changed."
    return ""


def _read(tx: Transaction, contact_id: str) -> Contact:
    return evolve.read(contact_id, map(entry_kept, events.of_stream(tx, contact_id)))
