"""Which events go together: a run in store order, small enough to be quick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workstation.desk.link.later import later
from workstation.desk.link.ports import Undelivered
from workstation.domain.events import Moment

if TYPE_CHECKING:
    from workstation.protocol import messages as wire
else:
    wire = later("workstation.protocol.messages")

#: Bytes of payload in one batch at most, so that a batch is quick on a slow line.
BATCH_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """Events to be sent together, and those that no message can carry."""

    sending: tuple[Undelivered, ...]
    unsendable: tuple[Undelivered, ...]
    message: wire.EventBatch | None


def parcel(due: Iterable[Undelivered], now: Moment) -> Parcel:
    """The first run of ``due``, which is in sending order, to be sent ``now``.

    It ends where the store or the store order breaks, so that what is urgent never travels in the
    same batch as older work, and before it grows beyond `BATCH_BYTES`.
    """
    sending: list[Undelivered] = []
    unsendable: list[Undelivered] = []
    messages: list[wire.WireEvent] = []
    size = 0
    for item in due:
        if sending and not _follows(sending[-1], item):
            break
        try:
            message = wire.WireEvent.of(item.event)
        except ValueError:
            unsendable.append(item)
            continue
        size += len(item.event.payload or b"")
        if sending and size > BATCH_BYTES:
            break
        sending.append(item)
        messages.append(message)
    return Parcel(tuple(sending), tuple(unsendable), _message(messages, now))


def _follows(last: Undelivered, item: Undelivered) -> bool:
    same = last.event.store_id == item.event.store_id
    return same and item.event.store_seq > last.event.store_seq


def _message(messages: list[wire.WireEvent], now: Moment) -> wire.EventBatch | None:
    if not messages:
        return None
    dumped = tuple(message.model_dump(mode="json") for message in messages)
    sent = wire.WireMoment(at_utc=now.at_utc, mono_ns=now.mono_ns, boot_id=now.boot_id)
    return wire.EventBatch(store_id=messages[0].store_id, sent=sent, events=dumped)
