"""Which events go together: a run in store order, small enough to be quick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from workstation.desk.link.ports import Undelivered
from workstation.protocol.messages import EventBatch, WireEvent

#: Bytes of payload in one batch at most, so that a batch is quick on a slow line.
BATCH_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """Events to be sent together, and those that no message can carry."""

    sending: tuple[Undelivered, ...]
    unsendable: tuple[Undelivered, ...]
    message: EventBatch | None


def parcel(due: Iterable[Undelivered]) -> Parcel:
    """The first run of ``due``, which is in sending order.

    It ends where the store or the store order breaks, so that what is urgent never travels in the
    same batch as older work, and before it grows beyond `BATCH_BYTES`.
    """
    sending: list[Undelivered] = []
    unsendable: list[Undelivered] = []
    wires: list[WireEvent] = []
    size = 0
    for item in due:
        if sending and not _follows(sending[-1], item):
            break
        try:
            wire = WireEvent.of(item.event)
        except ValueError:
            unsendable.append(item)
            continue
        size += len(item.event.payload or b"")
        if sending and size > BATCH_BYTES:
            break
        sending.append(item)
        wires.append(wire)
    return Parcel(tuple(sending), tuple(unsendable), _message(wires))


def _follows(last: Undelivered, item: Undelivered) -> bool:
    same = last.event.store_id == item.event.store_id
    return same and item.event.store_seq > last.event.store_seq


def _message(wires: list[WireEvent]) -> EventBatch | None:
    if not wires:
        return None
    dumped = tuple(wire.model_dump(mode="json") for wire in wires)
    return EventBatch(store_id=wires[0].store_id, events=dumped)
