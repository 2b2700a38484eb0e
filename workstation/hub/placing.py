"""Whether an event of a desk can stand where it says: placed there, known already, or set aside."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.events import Event
from workstation.hub.arrivals import Arrival
from workstation.hub.credentials import Machine
from workstation.hub.store import events
from workstation.hub.store.engine import Transaction
from workstation.hub.store.ground import Ground, StreamStands
from workstation.protocol.messages import EventReply


def place(
    tx: Transaction, machine: Machine, ground: Ground, come: Arrival, event: Event, now: str
) -> EventReply | None:
    """Place ``event`` on its ``ground`` and return ``None``; else the reply, its bytes kept aside.

    What was placed is stored by `workstation.hub.store.ground.keep`.
    """
    before = ground.known.get(event.event_id)
    if before is not None and before.event.hash == event.hash:
        return _again(before)
    verdict = _verdict(tx, machine, ground, event, twice=before is not None)
    if verdict is None:
        ground.stands(event)
        return None
    status, cause = verdict
    reply = EventReply.model_validate(
        {"event_id": event.event_id, "status": status, "cause": cause}
    )
    return put_aside(tx, machine, event.store_id, come, reply, now)


def put_aside(
    tx: Transaction, machine: Machine, store_id: str, come: Arrival, reply: EventReply, now: str
) -> EventReply:
    """Keep the bytes with the cause that ``reply`` says; returns ``reply``."""
    kept = events.SetAside(machine.device_id, store_id, come.event_id, reply.cause, come.raw, now)
    events.set_aside(tx, kept)
    return reply


def _again(before: events.Kept) -> EventReply:
    if before.refused is not None:
        return EventReply(
            event_id=before.event.event_id,
            status="refused",
            cause=before.refused,
            hub_no=before.hub_no,
        )
    return EventReply(event_id=before.event.event_id, status="stored_before", hub_no=before.hub_no)


def _verdict(
    tx: Transaction, machine: Machine, ground: Ground, event: Event, *, twice: bool
) -> tuple[str, str] | None:
    """Why ``event`` cannot stand where it says, ``None`` when it can."""
    if ground.store is None:
        ground.store = events.bind_store(tx, event.store_id, machine.device_id)
    store = ground.store
    if store.device_id != machine.device_id:
        return "refused", "This store belongs to another machine."
    if store.forked_from is not None and event.store_seq >= store.forked_from:
        return "forked", f"This store was written twice from number {store.forked_from} on."
    if _forks(ground, event):
        events.mark_forked(tx, event.store_id, event.store_seq)
        ground.store = replace(store, forked_from=event.store_seq)
        return "forked", f"This store was written twice from number {event.store_seq} on."
    if twice:
        return "unreadable", "Another event has this id already."
    stream = _stream(tx, ground, event)
    if stream.writer != event.store_id:
        return "unreadable", "Two hosts cannot write one stream; another store writes this one."
    if stream.erased:
        return "gone", "This stream was erased by retention."
    return None


def _stream(tx: Transaction, ground: Ground, event: Event) -> StreamStands:
    stream = ground.streams.get(event.stream_id)
    if stream is None:
        stream = StreamStands(*events.bind_stream(tx, event.stream_id, event.store_id))
        ground.streams[event.stream_id] = stream
    return stream


def _forks(ground: Ground, event: Event) -> bool:
    """Whether another event has this place, or its neighbours follow another chain."""
    if event.store_seq in ground.chain:
        return True
    last, _ = ground.chain.get(event.store_seq - 1, (event.prev_hash, ""))
    _, follows = ground.chain.get(event.store_seq + 1, ("", event.hash))
    return last != event.prev_hash or follows != event.hash
