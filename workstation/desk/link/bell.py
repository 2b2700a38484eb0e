"""What a worker thread sleeps on: woken by news, by urgent news, or by the end."""

from __future__ import annotations

import threading


class Bell:
    """A bell for one worker. Rings are remembered until the worker next waits for them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rung = False
        self._urgent = False
        self._closed = False

    def ring(self, *, urgent: bool = False) -> None:
        """Wake the worker; only an urgent ring cuts a wait that is ``only_urgent``."""
        with self._changed:
            self._rung = True
            self._urgent = self._urgent or urgent
            self._changed.notify_all()

    def close(self) -> None:
        """End the worker's waiting for good."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, timeout_s: float, *, only_urgent: bool = False) -> bool:
        """Wait for a ring or ``timeout_s`` seconds; false when the work is to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._wakes(only_urgent), timeout_s)
            self._rung = self._urgent = False
            return not self._closed

    def _wakes(self, only_urgent: bool) -> bool:
        return self._closed or self._urgent or (self._rung and not only_urgent)
