"""The link as the status line says it: live, connecting, or lost since when, and why."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final, Literal

from workstation.desk.answers import Failure, Later, Refused, SignInNeeded, Unreachable
from workstation.desk.clock import seconds_since, utc_of, utc_text
from workstation.desk.link.ports import Backlog
from workstation.desk.ports import Clock, LinkState

#: What is shown when a part of the link trips over itself.
OUR_FAULT: Final = (
    "The link met a fault of its own; nothing is lost here and it is tried again: phone urgent"
    " matters through and tell the administrator."
)

#: Seconds by which a wall clock may fall behind the monotonic one and was not set back.
JUMP_S: Final = 1.0

Part = Literal["send", "ask", "listen"]
State = Literal["live", "connecting", "lost"]


def _nobody() -> None:
    """Nobody listens."""


class LinkBoard:
    """What the workers of the link last met. They write; screens read; any thread.

    The link is lost while sending or asking last failed to reach our hub; the listener's failure
    counts until one of the others is answered. A hub that says "later" or refuses a thing is there
    all the same. ``changed`` is told of every change, ``returned`` when a part that had failed is
    answered again, both in the worker's thread. With ``by_machine`` a credential that the hub does
    not know counts as lost; a person's only means that they have to sign in.
    """

    def __init__(
        self,
        clock: Clock,
        changed: Callable[[], None] = _nobody,
        returned: Callable[[], None] = _nobody,
        *,
        by_machine: bool = True,
    ) -> None:
        self._clock = clock
        self._changed = changed
        self._returned = returned
        self._there = (Later, Refused) if by_machine else (Later, Refused, SignInNeeded)
        self._lock = threading.Lock()
        self._parts: dict[Part, Failure | None] = {}
        self._stopped = ""
        self._as_of: str | None = None
        self._backlog: Backlog | None = None
        self._since = clock.moment().at_utc
        self._shown: tuple[State, str] = ("connecting", "")

    def heard(self, part: Part) -> None:
        """The hub answered ``part``."""
        with self._lock:
            had_failed = self._parts.get(part) is not None
            self._parts[part] = None
            if self._parts.get("listen"):
                had_failed, self._parts["listen"] = True, None
            news = self._restate()
        if news:
            self._changed()
        if had_failed:
            self._returned()

    def failed(self, part: Part, failure: Failure) -> None:
        """The hub did not answer ``part``, or not as it should."""
        with self._lock:
            self._parts[part] = failure
            news = self._restate()
        if news:
            self._changed()

    def surprised(self, part: Part, fault: Exception) -> None:
        """``part`` met something nobody foresaw; it goes on trying."""
        self.failed(part, Unreachable(str(getattr(fault, "sentence", OUR_FAULT))))

    def stopped(self, sentence: str) -> None:
        """Sending has stopped for good, for a reason that a person must see to."""
        with self._lock:
            self._stopped = sentence
            self._restate()
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
            news, self._backlog = self._backlog != backlog, backlog
        if news:
            self._changed()

    def state(self) -> LinkState:
        """The link as it is now."""
        with self._lock:
            state, sentence = self._shown
            return LinkState(
                state=state,
                since_utc=self._since,
                cache_as_of_utc=self._as_of,
                waiting=self._backlog.count if self._backlog else 0,
                oldest_waiting_utc=self._oldest_utc(),
                sentence=sentence,
            )

    def _oldest_utc(self) -> str | None:
        """When the oldest was written, by the wall clock as it is set now.

        Of the two clocks the one counts that says longer ago: one may have been set back, the
        other stands while the machine sleeps. Of an entry of another boot only the wall clock says
        anything.
        """
        oldest = self._backlog.oldest if self._backlog else None
        now = self._clock.moment()
        if oldest is None or oldest.boot_id != now.boot_id:
            return oldest.at_utc if oldest else None
        then = utc_of(now.at_utc) - timedelta(seconds=seconds_since(oldest, now))
        set_back = (utc_of(oldest.at_utc) - then).total_seconds() > JUMP_S
        return utc_text(then) if set_back else oldest.at_utc

    def _restate(self) -> bool:
        """Work out what to show; whether that is something new. The lock is held."""
        was = self._shown
        failures = [failure for failure in self._parts.values() if failure is not None]
        down = [f for f in failures if not isinstance(f, self._there)]
        if self._stopped or down:
            self._shown = ("lost", self._stopped or down[0].sentence)
        else:
            self._shown = ("live", failures[0].sentence if failures else "")
        if was[0] != self._shown[0]:
            self._since = self._clock.moment().at_utc
        return was != self._shown
