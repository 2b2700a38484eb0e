"""The link as the status line says it: live, connecting, or lost since when, and why."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

from workstation.desk.answers import Failure, Later, Refused
from workstation.desk.link.ports import Backlog
from workstation.desk.ports import Clock, LinkState


class LinkBoard:
    """What the workers of the link last met. They write; screens read; any thread.

    The last word counts: an answer makes the link live, a failure to get one makes it lost. A hub
    that answers "later" or refuses a thing is there all the same. ``changed`` is told of changes,
    in the worker's thread.
    """

    def __init__(self, clock: Clock, changed: Callable[[], None] = lambda: None) -> None:
        self._clock = clock
        self._changed = changed
        self._lock = threading.Lock()
        self._state: Literal["live", "connecting", "lost"] = "connecting"
        self._since = clock.moment().at_utc
        self._cause = ""
        self._stopped = ""
        self._as_of: str | None = None
        self._waiting: Backlog | None = None

    def heard(self) -> bool:
        """The hub answered; whether the link was down before."""
        return self._set("live", "")

    def failed(self, failure: Failure) -> None:
        """The hub did not answer, or not as it should."""
        if isinstance(failure, (Later, Refused)):
            self._set("live", failure.sentence)
        else:
            self._set("lost", failure.sentence)

    def stopped(self, sentence: str) -> None:
        """Sending has stopped for good, for a reason a person must see to."""
        with self._lock:
            self._stopped = sentence
        self._changed()

    def in_step(self, as_of_utc: str) -> None:
        """The cache was in step with the hub at ``as_of_utc``, by the hub's clock."""
        with self._lock:
            news, self._as_of = self._as_of != as_of_utc, as_of_utc
        if news:
            self._changed()

    def waiting(self, backlog: Backlog) -> None:
        """How much has no receipt."""
        with self._lock:
            news, self._waiting = self._waiting != backlog, backlog
        if news:
            self._changed()

    def state(self) -> LinkState:
        """The link as it is now."""
        with self._lock:
            return LinkState(
                state="lost" if self._stopped else self._state,
                since_utc=self._since,
                cache_as_of_utc=self._as_of,
                waiting=self._waiting.count if self._waiting else 0,
                oldest_waiting_utc=self._waiting.oldest_utc if self._waiting else None,
                sentence=self._stopped or self._cause,
            )

    def _set(self, state: Literal["live", "lost"], cause: str) -> bool:
        with self._lock:
            other = self._state != state
            news = other or self._cause != cause
            if other:
                self._since = self._clock.moment().at_utc
            was_down = other and state == "live"
            self._state, self._cause = state, cause
        if news:
            self._changed()
        return was_down
