"""Calls that a script makes: for the demo, for training and for the player."""

from __future__ import annotations

from workstation.desk.telephony.ports import Hear
from workstation.domain.call_event import CallEvent


class ScriptedCalls:
    """A `CallSource` fed by whoever holds it; what is rung before `start` is told at `start`."""

    def __init__(self) -> None:
        self._hear: Hear | None = None
        self._early: list[CallEvent] = []

    def start(self, hear: Hear) -> None:
        """Begin to tell calls."""
        self._hear = hear
        early, self._early = self._early, []
        for event in early:
            hear(event)

    def stop(self) -> None:
        """End; nothing is told afterwards."""
        self._hear = None

    def ring(self, event: CallEvent) -> None:
        """Let ``event`` happen, in the thread that the source was started in."""
        if self._hear is None:
            self._early.append(event)
        else:
            self._hear(event)
