"""What this desk asked of the hub and what is not settled yet, read back when the program starts.

A desk writes into its own stream for years. So that a start does not read all of it, a bookmark
beside the events says how far the stream was read at the start before, and which of the events up
to there were not settled then; only those and what came after are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workstation.desk.ports import DeliveryState, JournalPort
from workstation.domain.desk_stream import GradeRaised, HandOverRequested, PhonedThrough
from workstation.domain.events import Event
from workstation.protocol.payloads import body_of

_KEY: Final = "settled"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """``requests`` and ``raises`` in the order they were written, with how far they got.

    ``numbered`` is how many hand-overs this store has ever asked for; ``read_to`` is the number in
    the stream up to which this is the whole of it. ``answers``: events that answer an earlier one,
    with that one's id. ``phoned``: who was told by telephone.
    """

    requests: tuple[tuple[Event, HandOverRequested, DeliveryState], ...]
    raises: tuple[tuple[Event, GradeRaised, DeliveryState], ...]
    numbered: int
    read_to: int
    answers: Mapping[str, str]
    phoned: tuple[tuple[Event, PhonedThrough], ...] = ()


def read_back(journal: JournalPort, desk_stream: str) -> Unsettled:
    """What was not settled at the start before, and everything since; nothing is changed."""
    mark = _bookmark(journal, desk_stream)
    since = journal.stream(desk_stream, after_seq=mark["read_to"])
    left = [event for one in mark["left"] if (event := journal.event(one)) is not None]
    every = (*left, *since)
    own = [event for event in every if not event.erased]
    new = sum(1 for event in since if event.type == HandOverRequested.__name__)
    return Unsettled(
        tuple(_read(journal, own, HandOverRequested)),
        tuple(one for one in _read(journal, own, GradeRaised) if one[2].state != "stored"),
        mark["numbered"] + new,
        since[-1].stream_seq if since else mark["read_to"],
        {event.event_id: event.cause_id for event in every if event.cause_id},
        tuple((event, told) for event, told, _ in _read(journal, own, PhonedThrough)),
    )


def settle(journal: JournalPort, desk_stream: str, found: Unsettled, left: Iterable[str]) -> None:
    """The next start need not read what ``found`` holds, except for the events ``left``."""
    mark = {
        "stream": desk_stream,
        "read_to": found.read_to,
        "numbered": found.numbered,
        "left": list(dict.fromkeys(left)),
    }
    journal.remember(_KEY, json.dumps(mark))


def _read(journal: JournalPort, own: list[Event], kind: type) -> Iterable[tuple[Event, Any, Any]]:
    for event in own:
        if event.type == kind.__name__:
            state = journal.delivery(event.event_id) or DeliveryState("waiting")
            yield event, body_of(event), state


def _bookmark(journal: JournalPort, desk_stream: str) -> dict[str, Any]:
    """The bookmark of the start before; a store that was given a new id begins a new one."""
    text = journal.recall(_KEY)
    mark: dict[str, Any] = json.loads(text) if text else {}
    if mark.get("stream") == desk_stream:
        return mark
    return {"read_to": 0, "numbered": 0, "left": []}
