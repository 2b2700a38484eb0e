"""Notes when a desk was last heard of, whatever it asked; one that reports needs no such note."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Final

from workstation.hub.clock import Clock
from workstation.hub.store import reports
from workstation.hub.store.engine import Database, StoreUnreachable

#: Seconds between two notes of one desk; reports come more often and make them needless.
NOTE_EVERY_S: Final = 20.0


class Hearing:
    """What this process noted, so that not every request writes. Safe for several threads."""

    def __init__(self) -> None:
        self._noted: dict[str, float] = {}
        self._lock = threading.Lock()

    def heard(self, database: Database, clock: Clock, device_id: str) -> None:
        """Something came from a desk; a database that cannot note it hinders nothing."""
        if self.news(device_id):
            with contextlib.suppress(StoreUnreachable), database.writing() as tx:
                reports.heard(tx, device_id, clock(tx))

    def news(self, device_id: str) -> bool:
        """Whether a note is due; it counts as made."""
        now = time.monotonic()
        with self._lock:
            due = now - self._noted.get(device_id, -NOTE_EVERY_S) >= NOTE_EVERY_S
            if due:
                self._noted[device_id] = now
        return due

    def reported(self, device_id: str) -> None:
        """A report of the desk was kept, which says when."""
        with self._lock:
            self._noted[device_id] = time.monotonic()
