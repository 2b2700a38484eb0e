"""What waits in the journal goes to the hub: phoned through and urgent first, then in store order.

Only the hub's word about an event is final. A line that fails, a sign-in that is asked for, a busy
hub or a page of somebody else's are never an answer for an event: it waits and is sent again, and
the hub knows it by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Final, Protocol

from workstation.desk.answers import FAILURES, Failure, Later, Refused, Unreachable
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.batching import parcel
from workstation.desk.link.link_state import LinkBoard
from workstation.desk.link.ports import Outbox, Undelivered
from workstation.desk.link.worker import Pause
from workstation.desk.ports import Clock, DeliveryState
from workstation.domain.handover import Delivery
from workstation.protocol.limits import BATCH

if TYPE_CHECKING:
    from workstation.protocol.messages import BatchReply, EventBatch, EventReply, Status

#: Seconds after which the sender looks into the journal although nobody rang.
LOOK_S: Final = 20.0
#: Seconds an event that the hub wants later lets others go first.
HOLD_S: Final = 5.0
#: Seconds to wait for the journal to have written down an answer before going on without it.
MARK_S: Final = 0.5

_FINAL: Final[dict[Status, Delivery]] = {
    "stored": "stored",
    "stored_before": "stored",
    "refused": "refused",
    "unreadable": "set_aside",
    "wrong_realm": "set_aside",
    "gone": "set_aside",
}
#: HTTP statuses that judge what was sent, and not the sender, the line or the hub's health.
_POISON: Final = frozenset({400, 413, 422})
FORKED: Final = (
    "Sending has stopped: the hub holds another entry under a number of this machine's journal, as"
    " after a restored disk; nothing is deleted: phone urgent matters through and call the"
    " administrator."
)
UNSENDABLE: Final = (
    "It is too large or malformed to be sent; it is kept here: tell it by telephone."
)


class EventHub(Protocol):
    """The hub as the sender uses it."""

    def ready(self) -> Failure | None:
        """Why our hub is not there; asked anew only after a failure."""
        ...

    def send(self, batch: EventBatch) -> BatchReply | Failure:
        """The hub's reply to each event of ``batch``."""
        ...


class Sender:
    """Sends what waits, one batch a turn. ``told`` hears ids whose delivery has changed."""

    def __init__(
        self,
        outbox: Outbox,
        hub: EventHub,
        clock: Clock,
        board: LinkBoard,
        told: Callable[[Sequence[str]], None],
        back_off: BackOff,
    ) -> None:
        self._outbox = outbox
        self._hub = hub
        self._clock = clock
        self._board = board
        self._told = told
        self._back_off = back_off
        self._size = BATCH
        self._held: dict[str, float] = {}
        self._settling: dict[str, Future[None]] = {}

    def turn(self) -> Pause | None:
        """Send one batch, if anything waits; ``None`` when sending has stopped for good."""
        self._board.waiting(self._outbox.waiting())
        goods = parcel(self._due(), self._clock.moment())
        for item in goods.unsendable:
            self._mark({item.event.event_id: _now(item, "set_aside", UNSENDABLE)}, final=True)
        if goods.message is None:
            return Pause(0.0 if goods.unsendable else self._rest_s())
        if failure := self._hub.ready():
            return self._back(failure)
        sent_at = self._clock.moment().at_utc
        sent = {i.event.event_id: _now(i, "sent", "", sent_at, tried=1) for i in goods.sending}
        self._mark(sent)
        reply = self._hub.send(goods.message)
        if isinstance(reply, FAILURES):
            return self._not_taken(goods.sending, sent, reply)
        return self._taken(sent, reply)

    def _due(self) -> list[Undelivered]:
        now = self._clock.monotonic()
        self._held = {k: until for k, until in self._held.items() if until > now}
        self._settling = {k: f for k, f in self._settling.items() if not f.done()}
        skipped = self._held.keys() | self._settling.keys()
        found = self._outbox.undelivered(self._size + len(skipped))
        return [u for u in found if u.event.event_id not in skipped][: self._size]

    def _rest_s(self) -> float:
        """Seconds until something that is held back may go, or until the next look."""
        now = self._clock.monotonic()
        soon = [max(0.0, until - now) for until in self._held.values()]
        return min([LOOK_S, *soon, *([MARK_S] if self._settling else [])])

    def _back(self, failure: Failure) -> Pause:
        self._board.failed("send", failure)
        return Pause(self._back_off.after(failure), backing_off=True)

    def _not_taken(
        self, items: Sequence[Undelivered], sent: Mapping[str, DeliveryState], failure: Failure
    ) -> Pause:
        """The batch as a whole has no answer: it waits, unless it is one event that is poison."""
        if isinstance(failure, Refused) and failure.status in _POISON:
            alone = len(items) == 1
            state: Delivery = "set_aside" if alone else "waiting"
            cause = failure.sentence if alone else ""
            self._size = max(1, len(items) // 2)
            self._board.heard("send")
            self._mark({k: _then(s, state, cause) for k, s in sent.items()}, final=alone)
            return Pause(0.0)
        unsure = isinstance(failure, Unreachable) and failure.may_have_arrived
        if unsure:
            self._size = max(1, len(items) // 2)
        else:
            self._mark({k: _then(s, "waiting", failure.sentence) for k, s in sent.items()})
        return self._back(failure)

    def _taken(self, sent: Mapping[str, DeliveryState], reply: BatchReply) -> Pause | None:
        answers = {r.event_id: r for r in reply.replies if r.event_id in sent}
        if any(r.status == "forked" for r in answers.values()):
            self._mark({k: _answered(s, answers.get(k)) for k, s in sent.items()})
            self._board.stopped(FORKED)
            return None
        self._board.heard("send")
        final = [k for k, r in answers.items() if r.status in _FINAL]
        self._hold(k for k in sent if k not in final)
        self._mark({k: _answered(s, answers.get(k)) for k, s in sent.items()}, final=True)
        self._board.waiting(self._outbox.waiting())
        if not final:
            return Pause(self._back_off.after(Later("")), backing_off=True)
        self._back_off.reset()
        # A busy hub takes a part and wants the rest later: no more than that is sent at a time.
        self._size = len(final) if len(final) < len(sent) else min(BATCH, self._size * 2)
        return Pause(0.0)

    def _hold(self, event_ids: Iterable[str]) -> None:
        """Let others go first for a while."""
        until = self._clock.monotonic() + HOLD_S
        self._held.update(dict.fromkeys(event_ids, until))

    def _mark(self, states: Mapping[str, DeliveryState], *, final: bool = False) -> None:
        """Have the journal write down how far events got.

        With ``final`` they are not sent again while the disk is too much in trouble to note that.
        """
        ids = tuple(states)
        future = self._outbox.mark(states)
        future.add_done_callback(lambda _: self._told(ids))
        wait([future], timeout=MARK_S)
        if not future.done() and final:
            self._settling.update(dict.fromkeys(ids, future))
        elif future.done() and future.exception() is not None:
            self._hold(ids)


def _now(
    item: Undelivered, state: Delivery, cause: str, sent_at: str | None = None, tried: int = 0
) -> DeliveryState:
    was = item.delivery
    return DeliveryState(state, was.attempts + tried, cause, sent_at or was.sent_at)


def _then(was: DeliveryState, state: Delivery, cause: str) -> DeliveryState:
    return DeliveryState(state, was.attempts, cause, was.sent_at)


def _answered(was: DeliveryState, reply: EventReply | None) -> DeliveryState:
    if reply is None:
        return _then(was, "waiting", "")
    cause = "" if reply.status in ("stored", "stored_before") else reply.cause
    return _then(was, _FINAL.get(reply.status, "waiting"), cause)
