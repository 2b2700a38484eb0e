"""Urgent raises of incidents that were handed over before: each needs the hub's receipt, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workstation.desk.call.asked import WAITING, age_of
from workstation.desk.ports import Clock, DeliveryState, JournalPort
from workstation.domain.desk_stream import GradeRaised
from workstation.domain.events import Event


@dataclass(slots=True)
class Raised:
    """A raise to an urgent grade, on its way. ``mono`` is when, in monotonic seconds."""

    event_id: str
    incident_id: str
    mono: float
    delivery: DeliveryState = WAITING


class Raises:
    """Those without the hub's receipt, in the order they were made."""

    def __init__(self, journal: JournalPort, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._known: dict[str, Raised] = {}

    def made(self, event_id: str, body: GradeRaised) -> None:
        """A raise was written; others than urgent ones need no receipt."""
        if body.urgent:
            mono = self._clock.monotonic()
            self._known[event_id] = Raised(event_id, body.incident_id, mono)

    def resume(self, found: Iterable[tuple[Event, GradeRaised, DeliveryState]]) -> None:
        """Raises of an earlier run of this program; no clock begins anew with this."""
        for event, body, delivery in found:
            if body.urgent:
                mono = self._clock.monotonic() - age_of(event, self._clock.moment())
                one = Raised(event.event_id, body.incident_id, mono, delivery)
                self._known[event.event_id] = one

    def delivered(self, event_id: str) -> bool:
        """How far an event got has changed; whether it is one of these."""
        known = self._known.get(event_id)
        if known is None:
            return False
        known.delivery = self._journal.delivery(event_id) or known.delivery
        if known.delivery.state == "stored":
            del self._known[event_id]
        return True

    def ids(self) -> tuple[str, ...]:
        """The events."""
        return tuple(self._known)

    def every(self) -> tuple[Raised, ...]:
        """All of them."""
        return tuple(self._known.values())
