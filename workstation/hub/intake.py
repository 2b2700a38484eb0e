"""Taking what a desk sends: each event by itself, durable before it is answered, safe to repeat."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from workstation.domain import catalogue
from workstation.domain.events import Event, Newer
from workstation.hub import change_feed, later_facts, open_cards, requests, taking_over
from workstation.hub.arrivals import Arrival, arrival, incident_of
from workstation.hub.callers import register
from workstation.hub.callers.register import Told
from workstation.hub.clock import written_at
from workstation.hub.credentials import Machine
from workstation.hub.hub import Hub
from workstation.hub.incidents import work_on
from workstation.hub.placing import place, put_aside
from workstation.hub.problems import Refused
from workstation.hub.store import events, ground
from workstation.hub.store.engine import StoreUnreachable, Transaction, Unstorable
from workstation.protocol.messages import BatchReply, EventBatch, EventReply

_log = logging.getLogger(__name__)
#: Seconds after which the rest of a batch is asked for later: a desk waits twice as long for an
#: answer, and one that gave up would send everything again to a hub that is busy enough.
ANSWER_S: Final = 4.0
#: Facts that become durable together, at most: the feed waits for them.
TOGETHER: Final = 20
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
    for run in _runs([arrival(item, batch.store_id, sent) for item in batch.events]):
        if replies and time.monotonic() >= end:
            break
        try:
            replies += _run(hub, machine, batch.store_id, run)
        except StoreUnreachable as fault:
            if not replies:
                raise
            _log.error("database: %s", fault)
            replies += _rest(batch, len(replies), _NO_DATABASE)
            break
    replies += _rest(batch, len(replies), _BUSY)
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


def _rest(batch: EventBatch, after: int, cause: str) -> list[EventReply]:
    """What was not decided is asked for later."""
    ids = (arrival(item, "").event_id for item in batch.events[after:])
    return [EventReply(event_id=one, status="later", cause=cause) for one in ids]


def _runs(come: Sequence[Arrival]) -> Iterator[Sequence[Arrival]]:
    """Facts that follow one another go together; whatever speaks of an incident goes alone."""
    run: list[Arrival] = []
    for one in come:
        if not _is_plain(one) or len(run) == TOGETHER:
            if run:
                yield run
            run = []
        if _is_plain(one):
            run.append(one)
        else:
            yield [one]
    if run:
        yield run


def _is_plain(come: Arrival) -> bool:
    """Nothing of it is decided: it is stored, and told to whoever hears of its contact."""
    newer = isinstance(come.body, Newer) and catalogue.is_request(come.body.type)
    return come.event is not None and incident_of(come.body) is None and not newer


def _run(hub: Hub, machine: Machine, store_id: str, run: Sequence[Arrival]) -> Sequence[EventReply]:
    """All of ``run`` in one transaction; where that fails, each by itself."""
    if _is_plain(run[0]):
        try:
            with hub.writing() as tx:
                return _facts(hub, tx, machine, run)
        except StoreUnreachable:
            raise
        except Exception as fault:  # noqa: BLE001 - each is judged by itself below
            _log.info("a run of %d facts is taken one by one: %s", len(run), type(fault).__name__)
    return [_one(hub, machine, store_id, come) for come in run]


def _facts(hub: Hub, tx: Transaction, machine: Machine, run: Sequence[Arrival]) -> list[EventReply]:
    """Store facts in order, and tell of them at the end: the feed is locked last and briefly."""
    now = hub.clock(tx)
    come = [(one, one.event) for one in run if one.event is not None]
    here = ground.look(tx, come[0][1].store_id, [event for _, event in come])
    judged: list[EventReply] = []
    told: list[tuple[Event, frozenset[str]]] = []
    heard: list[Told] = []
    for one, event in come:
        reply = place(tx, machine, here, one, event, now)
        if reply is None:
            taker = here.streams[event.stream_id].taken_by
            told.append((event, taking_over.follow(tx, machine, event, one.body, taker)))
            heard.append(Told(event, one.body, written_at(event, one.sent, now)))
        judged.append(reply or EventReply(event_id=one.event_id, status="stored"))
    ground.keep(tx, here, now)
    said = [event for event, _ in told]
    later_facts.hear(hub, tx, said)
    numbers = change_feed.tell(tx, told)
    open_cards.hear(tx, said)
    register.hear(hub, tx, heard)
    events.numbered(tx, numbers)
    return [
        reply.model_copy(update={"hub_no": numbers[reply.event_id]})
        if reply.status == "stored" and reply.event_id in numbers
        else reply
        for reply in judged
    ]


def _one(hub: Hub, machine: Machine, store_id: str, come: Arrival) -> EventReply:
    try:
        if come.event is not None:
            with hub.writing() as tx:
                if _is_plain(come):
                    return _facts(hub, tx, machine, [come])[0]
                return _decided(hub, tx, machine, come, come.event)
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
    unread = EventReply(event_id=come.event_id, status="unreadable", cause=come.cause)
    with hub.writing() as tx:
        return put_aside(tx, machine, store_id, come, unread, hub.clock(tx))


def _decided(
    hub: Hub, tx: Transaction, machine: Machine, come: Arrival, event: Event
) -> EventReply:
    """Store what speaks of an incident, decide it, tell whoever is to hear it."""
    now = hub.clock(tx)
    here = ground.look(tx, event.store_id, [event])
    if (reply := place(tx, machine, here, come, event, now)) is not None:
        return reply
    ground.keep(tx, here, now)
    incident_id = incident_of(come.body)
    if incident_id is None:
        raise _NotYet("This hub is older than the desk and cannot decide this request yet.")
    work = work_on(hub, tx, incident_id, event.policy)
    events.note_about(tx, event.event_id, incident_id, now)
    refusal = requests.hear(work, event, come.body, machine.device_id, come.sent)
    numbers = work.finish(event, machine.device_id, come.body)
    hub_no = numbers.get(event.event_id)
    cause = refusal.cause if refusal else None
    events.answered(tx, event.event_id, hub_no, cause)
    return EventReply(
        event_id=event.event_id,
        status="refused" if refusal else "stored",
        cause=cause or "",
        hub_no=hub_no,
    )
