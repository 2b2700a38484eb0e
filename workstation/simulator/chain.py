"""Is what the hub gave back whole? Checked from the events alone, as anybody could."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from workstation.domain.events import Event, fault_in


def faults_of_stream(events: Sequence[Event]) -> tuple[str, ...]:
    """What is wrong with the events of one stream: a gap, a second writer, a broken seal."""
    faults = [
        f"number {event.stream_seq}: {fault}" for event in events if (fault := fault_in(event))
    ]
    numbers = [event.stream_seq for event in events]
    if numbers != list(range(1, len(numbers) + 1)):
        faults.append(f"numbers {numbers} have a gap")
    if len({event.store_id for event in events}) > 1:
        faults.append("written by more than one store")
    return tuple(faults)


def faults_of_stores(events: Iterable[Event]) -> tuple[str, ...]:
    """Where neighbours of one store do not follow each other."""
    by_place = sorted({e.event_id: e for e in events}.values(), key=lambda e: e.store_seq)
    faults = []
    for store_id in sorted({event.store_id for event in by_place}):
        own = [event for event in by_place if event.store_id == store_id]
        for before, event in pairwise(own):
            if event.store_seq == before.store_seq + 1 and event.prev_hash != before.hash:
                faults.append(f"number {event.store_seq} does not follow the one before")
    return tuple(faults)


def verified(streams: Mapping[str, Sequence[Event]], others: Iterable[Event]) -> dict[str, Any]:
    """The verdict on whole streams, and on ``others`` (events of streams not given whole)."""
    others = tuple(others)
    by_stream = {
        stream_id: {"events": len(events), "faults": list(faults_of_stream(events))}
        for stream_id, events in streams.items()
    }
    everything = [event for events in streams.values() for event in events] + list(others)
    seals = [f"{e.event_id}: {fault}" for e in others if (fault := fault_in(e))]
    chain = [*faults_of_stores(everything), *seals]
    whole = not chain and not any(one["faults"] for one in by_stream.values())
    return {"ok": whole, "streams": by_stream, "chain_faults": chain}
