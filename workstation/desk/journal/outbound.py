"""What waits to be sent, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.desk.ports import DeliveryState
from workstation.domain.events import Event, Moment


@dataclass(frozen=True, slots=True)
class Undelivered:
    """An event without a final answer, and how far it got."""

    event: Event
    delivery: DeliveryState


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many events have no receipt, and by which clocks the oldest was written."""

    count: int
    oldest: Moment | None


@dataclass(frozen=True, slots=True)
class Unsent:
    """How many events have no receipt, how many of them are urgent or were phoned through."""

    count: int
    urgent: int
    oldest: Moment | None
