"""The wire's messages as the plain values that the desk works with."""

from __future__ import annotations

import logging
from typing import Any

from workstation.desk.answers import (
    Alike,
    CallElsewhere,
    CallsElsewhere,
    ContactRecord,
    IncidentRecord,
    QueuePage,
    QueueRow,
    Session,
    StepAnswer,
    TakenCall,
    TaskRow,
)
from workstation.desk.supervising import DeskStanding, Due, Phoned, Rang, Supervision
from workstation.domain.incident.work_events import LetterLine
from workstation.protocol import alike as wire_alike
from workstation.protocol import messages as wire
from workstation.protocol import open_cards, taking_over
from workstation.protocol.supervising import WireSupervision

_log = logging.getLogger(__name__)


def session(reply: wire.SignInReply) -> Session:
    """A person's sign-in."""
    person = reply.person
    return Session(
        reply.sign_in,
        reply.token,
        person.user,
        person.name,
        frozenset(person.roles),
        person.teams,
        reply.offline_days,
        reply.good_for_s,
    )


def queue_page(queue: wire.Queue) -> QueuePage:
    """A team's queue."""
    return QueuePage(tuple(queue_row(item) for item in queue.items), queue.up_to, queue.now_utc)


def queue_row(item: wire.QueueItem) -> QueueRow:
    """One incident of a queue."""
    plain = {name: getattr(item, name) for name in QueueRow.__slots__}
    tasks = tuple(TaskRow(**_plain(task)) for task in item.tasks)
    letters = tuple(LetterLine(**_plain(line)) for line in item.lowering_letters)
    return QueueRow(**{**plain, "tasks": tasks, "lowering_letters": letters})


def alike(reply: wire_alike.AlikeReply) -> tuple[Alike, ...]:
    """Proposals, the likeliest first."""
    return tuple(Alike(**_plain(one)) for one in reply.alike)


def supervision(told: WireSupervision) -> Supervision:
    """The whole control room."""
    return Supervision(
        told.now_utc,
        tuple(DeskStanding(**_plain(desk)) for desk in told.desks),
        tuple(queue_row(item) for item in told.waiting),
        tuple(queue_row(item) for item in told.approvals),
        tuple(Phoned(**_plain(one)) for one in told.phoned),
        tuple(Rang(**_plain(one)) for one in told.rang),
        tuple(queue_row(item) for item in told.overdue),
        tuple(queue_row(item) for item in told.lowerings),
        tuple(queue_row(item) for item in told.majors),
        tuple(Due(**_plain(one)) for one in told.due_next),
        told.more_desks,
        told.more_waiting,
        told.more_approvals,
        told.more_phoned,
        told.more_rang,
        told.more_overdue,
        told.more_lowerings,
        told.more_majors,
    )


def _plain(message: wire.Message) -> dict[str, Any]:
    return {name: getattr(message, name) for name in type(message).model_fields}


def step_answer(reply: wire.StepReply) -> StepAnswer:
    """Whether a receiver's step took effect."""
    return StepAnswer(reply.done, reply.cause, queue_row(reply.item) if reply.item else None)


def record(told: wire.Record) -> IncidentRecord:
    """The hub's record of an incident. Raises ValueError when an event's salt cannot be read."""
    return IncidentRecord(
        told.incident_id,
        tuple(e.event() for e in told.incident),
        {key: tuple(e.event() for e in events) for key, events in told.contacts.items()},
        tuple(e.event() for e in told.requests),
    )


def contact_record(told: wire.ContactRecord) -> ContactRecord:
    """The hub's record of a contact. Raises ValueError when an event's salt cannot be read."""
    return ContactRecord(
        told.contact_id,
        tuple(e.event() for e in told.events),
        tuple(e.event() for e in told.requests),
    )


def calls_elsewhere(told: taking_over.CallsElsewhere) -> CallsElsewhere:
    """Calls under way at other desks."""
    calls = tuple(CallElsewhere(**_plain(one)) for one in told.calls)
    return CallsElsewhere(told.now_utc, calls, told.more)


def taken_call(contact_id: str, told: taking_over.TakeOverReply) -> TakenCall:
    """What the hub holds of a call. Raises ValueError when an event's salt cannot be read."""
    events = tuple(e.event() for e in told.events)
    return TakenCall(contact_id, told.done, told.cause, told.desk_name, events, told.incidents)


class WireFeedPage(wire.Message):
    """`workstation.protocol.messages.ChangesPage` before its changes are read, each by itself."""

    changes: tuple[dict[str, object], ...]
    token: str
    up_to: int
    more: bool
    reset: bool = False


def feed_page(page: WireFeedPage) -> wire.ChangesPage:
    """The page with those of its changes that this release can read.

    One that it cannot read is passed over and noted in the log, so that it stops nothing else.
    """
    changes = [change for raw in page.changes if (change := _change(raw)) is not None]
    if len(changes) < len(page.changes):
        _log.warning("%d changes cannot be read", len(page.changes) - len(changes))
    return wire.ChangesPage(
        changes=tuple(changes),
        token=page.token,
        up_to=page.up_to,
        more=page.more,
        reset=page.reset,
    )


def _change(raw: dict[str, object]) -> wire.Change | None:
    try:
        change = wire.Change.model_validate(raw)
        if change.event is not None:
            change.event.event()
    except ValueError:
        return None
    return change


class WireCardsPage(wire.Message):
    """`workstation.protocol.open_cards.OpenIncidentsPage` before its cards are read."""

    cards: tuple[dict[str, object], ...]
    gone: tuple[str, ...]
    epoch: str
    up_to: int
    more: bool
    reset: bool
    now_utc: str


def cards_page(page: WireCardsPage) -> open_cards.OpenIncidentsPage:
    """The page with those of its cards that this release can read; others are passed over."""
    cards = []
    for raw in page.cards:
        try:
            cards.append(open_cards.WireOpenCard.model_validate(raw))
        except ValueError:
            _log.warning("an open incident cannot be read")
    return open_cards.OpenIncidentsPage(
        cards=tuple(cards),
        gone=page.gone,
        epoch=page.epoch,
        up_to=page.up_to,
        more=page.more,
        reset=page.reset,
        now_utc=page.now_utc,
    )
