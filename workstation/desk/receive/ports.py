"""What the receiver's work needs of the hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from workstation.desk.answers import (
    Alike,
    Failure,
    IncidentRecord,
    QueuePage,
    Session,
    StepAnswer,
    StepAsk,
)
from workstation.desk.ports import LinkState


class QueueHub(Protocol):
    """The hub as a receiver's machine uses it. What asks may take seconds; any thread may ask."""

    def sign_in(self, user: str, password: str) -> Session | Failure:
        """A session for a person at this machine."""
        ...

    def sign_out(self, token: str) -> Failure | None:
        """End a session."""
        ...

    def queue(self, team: str, token: str) -> QueuePage | Failure:
        """A team's queue as of now."""
        ...

    def record(self, incident_id: str, token: str) -> IncidentRecord | Failure:
        """The hub's record of an incident."""
        ...

    def alike(self, incident_id: str, token: str) -> tuple[Alike, ...] | Failure:
        """Other open incidents that may be the same."""
        ...

    def step(self, ask: StepAsk, token: str) -> StepAnswer | Failure:
        """Take a step; the same ``op_id`` again counts once."""
        ...

    def follow(self, token: str, wake: Callable[[], None]) -> None:
        """Call ``wake``, from any thread, when there may be news for a session; returns at once.

        An empty token ends the following.
        """
        ...

    def state(self) -> LinkState:
        """The link as it is now."""
        ...
