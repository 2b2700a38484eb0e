"""Taking what a desk sends: each event by itself, durable before it is answered, safe to repeat."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import Final

from workstation.domain import catalogue
from workstation.domain.events import Event, Newer
from workstation.hub import change_feed, requests, taking_over
from workstation.hub.arrivals import Arrival, arrival, incident_of
from workstation.hub.credentials import Machine
from workstation.hub.hub import Hub
from workstation.hub.incidents import work_on
from workstation.hub.problems import Refused
from workstation.hub.store import events
from workstation.hub.store.engine import StoreUnreachable, Transaction, Unstorable
from workstation.protocol.messages import BatchReply, EventBatch, EventReply

_log = logging.getLogger(__name__)
#: Seconds after which the rest of a batch is asked for later: a desk waits twice as long for an
#: answer, and one that gave up would send everything again to a hub that is busy enough.
ANSWER_S: Final = 4.0
_NO_DATABASE: Final = "The database does not answer."
_BUSY: Final = "The hub is busy."


class _NotYet(Exception):
    """Nothing of this event may be stored yet; the desk keeps it and sends it again."""


def take(hub: Hub, machine: Machine, batch: EventBatch) -> BatchReply:
    """Judge every event of ``batch`` by itself; what takes longer than `ANSWER_S` is for later.

    Raises `Refused` for events of another realm (nothing is stored) and `StoreUnreachable` when the
    database fails before any of them was decided.
    """
    _same_realm(hub, batch)
    replies: list[EventReply] = []
    sent = batch.sent.moment() if batch.sent else None
    end = time.monotonic() + ANSWER_S
    for item in batch.events:
        if replies and time.monotonic() >= end:
            replies += [_later(rest, _BUSY) for rest in batch.events[len(replies) :]]
            break
        come = arrival(item, batch.store_id, sent)
        try:
            replies.append(_one(hub, machine, batch.store_id, come))
        except StoreUnreachable as fault:
            if not replies:
                raise
            _log.error("database: %s", fault)
            replies += [_later(rest, _NO_DATABASE) for rest in batch.events[len(replies) :]]
            break
    with hub.reading() as tx:
        stands = events.store(tx, batch.store_id)
        now = hub.clock(tx)
    backed_up = stands.backed_up_to if stands else 0
    return BatchReply(replies=tuple(replies), now_utc=now, backed_up_to=backed_up)


def _same_realm(hub: Hub, batch: EventBatch) -> None:
    realm = hub.identity.realm
    if any(item.get("realm") != realm for item in batch.events):
        raise Refused(
            403,
            "wrong_realm",
            f"This hub is {realm}: records that are not marked so were refused, none was stored.",
        )


def _later(item: dict[str, object], cause: str) -> EventReply:
    return EventReply(event_id=arrival(item, "").event_id, status="later", cause=cause)


def _one(hub: Hub, machine: Machine, store_id: str, come: Arrival) -> EventReply:
    try:
        if come.event is not None:
            with hub.writing() as tx:
                return _placed(hub, tx, machine, come, come.event)
    except _NotYet as wait:
        return EventReply(event_id=come.event_id, status="later", cause=str(wait))
    except Unstorable:
        come = replace(come, cause="It holds characters or numbers that cannot be stored.")
    except StoreUnreachable:
        raise
    except Exception:  # noqa: BLE001 - a mistake of ours on one event must not hold up the others
        _log.exception("event %s could not be taken", come.event_id)
        return EventReply(
            event_id=come.event_id, status="later", cause="The hub could not take it; keep it."
        )
    with hub.writing() as tx:
        return _aside(hub, tx, machine, store_id, come, EventReply(event_id=come.event_id,
            status="unreadable", cause=come.cause))  # fmt: skip


def _aside(
    hub: Hub, tx: Transaction, machine: Machine, store_id: str, come: Arrival, reply: EventReply
) -> EventReply:
    kept = events.SetAside(
        machine.device_id, store_id, come.event_id, reply.cause, come.raw, hub.clock(tx)
    )
    events.set_aside(tx, kept)
    return reply


def _placed(hub: Hub, tx: Transaction, machine: Machine, come: Arrival, event: Event) -> EventReply:
    """Store ``event`` where it belongs and decide it, or keep its bytes aside and say why."""
    tx.lock("store", event.store_id)
    before = events.kept(tx, event.event_id)
    if before is not None and before.event.hash == event.hash:
        return _again(before)
    verdict = _verdict(tx, machine, event, twice=before is not None)
    if verdict is not None:
        status, cause = verdict
        reply = EventReply.model_validate(
            {"event_id": event.event_id, "status": status, "cause": cause}
        )
        return _aside(hub, tx, machine, event.store_id, come, reply)
    now = hub.clock(tx)
    events.add(tx, event, now)
    return _heard(hub, tx, machine, come, event, now)


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
    tx: Transaction, machine: Machine, event: Event, *, twice: bool
) -> tuple[str, str] | None:
    """Why ``event`` cannot stand where it says, ``None`` when it can."""
    store = events.bind_store(tx, event.store_id, machine.device_id)
    if store.device_id != machine.device_id:
        return "refused", "This store belongs to another machine."
    if store.forked_from is not None and event.store_seq >= store.forked_from:
        return "forked", f"This store was written twice from number {store.forked_from} on."
    if _forks(tx, event):
        events.mark_forked(tx, event.store_id, event.store_seq)
        return "forked", f"This store was written twice from number {event.store_seq} on."
    if twice:
        return "unreadable", "Another event has this id already."
    owner, erased = events.bind_stream(tx, event.stream_id, event.store_id)
    if owner != event.store_id:
        return "unreadable", "Two hosts cannot write one stream; another store writes this one."
    if erased:
        return "gone", "This stream was erased by retention."
    return None


def _forks(tx: Transaction, event: Event) -> bool:
    """Whether another event has this place, or its neighbours follow another chain."""
    known = events.neighbours(tx, event.store_id, event.store_seq)
    if event.store_seq in known:
        return True
    last, _ = known.get(event.store_seq - 1, (event.prev_hash, ""))
    _, follows = known.get(event.store_seq + 1, ("", event.hash))
    return last != event.prev_hash or follows != event.hash


def _heard(
    hub: Hub, tx: Transaction, machine: Machine, come: Arrival, event: Event, now: str
) -> EventReply:
    """Decide a request, apply a fact, tell whoever is to hear it."""
    if isinstance(come.body, Newer) and catalogue.is_request(event.type):
        raise _NotYet("This hub is older than the desk and cannot decide this request yet.")
    incident_id = incident_of(come.body)
    if incident_id is None:
        hub_no = change_feed.tell(tx, event, taking_over.follow(tx, machine, event, come.body))
        events.answered(tx, event.event_id, hub_no)
        return EventReply(event_id=event.event_id, status="stored", hub_no=hub_no)
    work = work_on(hub, tx, incident_id)
    events.note_about(tx, event.event_id, incident_id, now)
    refusal = requests.hear(work, event, come.body, machine.device_id, come.sent)
    numbers = work.finish(event, machine.device_id)
    hub_no = numbers.get(event.event_id)
    cause = refusal.cause if refusal else None
    events.answered(tx, event.event_id, hub_no, cause)
    return EventReply(
        event_id=event.event_id,
        status="refused" if refusal else "stored",
        cause=cause or "",
        hub_no=hub_no,
    )
