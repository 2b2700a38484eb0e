"""Tells the hub how this desk stands, for supervisors; nothing here depends on its being heard.

It never speaks first: while the hub is not known to be there it waits for the others to find it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from workstation import __version__
from workstation.desk.answers import Failure, Later, Refused
from workstation.desk.clock import seconds_since
from workstation.desk.link.later import later
from workstation.desk.link.ports import Unsent
from workstation.desk.link.question import READ_S
from workstation.desk.link.worker import Pause
from workstation.desk.ports import Clock

if TYPE_CHECKING:
    from workstation.protocol import messages, supervising
else:
    messages = later("workstation.protocol.messages")
    supervising = later("workstation.protocol.supervising")

#: Seconds between two reports, while nothing changes that matters.
EVERY_S: Final = 15.0
#: Seconds between two reports at least, whatever changes.
GAP_S: Final = 1.0
#: Seconds an item may wait on its ordinary way before that matters.
SETTLE_S: Final = 3.0
#: Seconds before a hub that knows no reports, or wants none of this machine, is asked again.
UNWANTED_S: Final = 600.0
#: Seconds that a goodbye may take.
GOODBYE_S: Final = 0.5

_Matter = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class AtDesk:
    """What the thread of the screens knows: who is signed in, whether a call is live.

    ``need_attention`` counts what the hub did not take and nobody has settled.
    """

    user: str = ""
    on_call: bool = False
    need_attention: int = 0


class ReportHub(Protocol):
    """The hub as the reporter uses it."""

    @property
    def hello(self) -> messages.Hello | None:
        """What our hub last said of itself, ``None`` since a failure."""
        ...

    def report(self, told: supervising.DeskReport, read_s: float = READ_S) -> Failure | None:
        """Tell how this desk stands; ``read_s``: seconds to wait for the hub's word."""
        ...


class UnsentBook(Protocol):
    """The journal as the reporter uses it."""

    def unsent(self) -> Unsent:
        """How much has no receipt, how much of it is urgent, when the oldest was written."""
        ...


class Reporter:
    """Reports every `EVERY_S` and soon after something changed that matters to a supervisor."""

    def __init__(
        self, hub: ReportHub, book: UnsentBook, clock: Clock, as_of: Callable[[], str | None]
    ) -> None:
        """``as_of``: when the copy of what the hub knows was last in step."""
        self._hub = hub
        self._book = book
        self._clock = clock
        self._as_of = as_of
        self._lock = threading.Lock()
        self._at_desk = AtDesk()
        self._told: _Matter | None = None
        self._told_at = float("-inf")
        self._not_before = float("-inf")
        self._over = False

    def at_desk(self, now: AtDesk) -> bool:
        """How it is at the desk now; whether that is something new. Any thread."""
        with self._lock:
            news, self._at_desk = self._at_desk != now, now
        return news

    def turn(self) -> Pause | None:
        """Report if it is time or something changed; ``None`` after the goodbye."""
        if self._hub.hello is None:
            return Pause(EVERY_S)
        now = self._clock.monotonic()
        if now < self._not_before:
            return Pause(self._not_before - now, backing_off=True)
        told = self._report()
        if told is None:
            return None
        matter = _matter(told)
        wait_s = self._told_at + (EVERY_S if matter == self._told else GAP_S) - now
        if wait_s > 0:
            return Pause(min(wait_s, _unsettled_s(told)))
        failure = self._hub.report(told)
        self._told_at = self._clock.monotonic()
        if failure is not None:
            return self._back(failure)
        self._told = matter
        return Pause(min(EVERY_S, _unsettled_s(told)))

    def goodbye(self) -> None:
        """Say that the desk goes away in good order, as the last word."""
        told = self._report(closing=True)
        if told is not None and self._hub.hello is not None:
            self._hub.report(told, GOODBYE_S)

    def _back(self, failure: Failure) -> Pause:
        """A line that returns is used at once; a hub that said no, or later, is left alone."""
        self._told = None
        if isinstance(failure, Refused):
            self._not_before = self._told_at + UNWANTED_S
        elif isinstance(failure, Later):
            self._not_before = self._told_at + max(EVERY_S, failure.retry_after_s or 0.0)
        return Pause(max(EVERY_S, self._not_before - self._told_at), backing_off=True)

    def _report(self, *, closing: bool = False) -> supervising.DeskReport | None:
        with self._lock:
            if self._over:
                return None
            self._over = closing
            at, unsent, here = self._clock.moment(), self._book.unsent(), self._at_desk
        oldest = unsent.oldest
        return supervising.DeskReport(
            at=messages.WireMoment(at_utc=at.at_utc, mono_ns=at.mono_ns, boot_id=at.boot_id),
            waiting=unsent.count,
            urgent_waiting=unsent.urgent,
            oldest_waiting_utc=oldest.at_utc if oldest else "",
            oldest_waiting_s=int(seconds_since(oldest, at)) if oldest else 0,
            refused=here.need_attention,
            cache_as_of=self._as_of() or "",
            release=__version__,
            on_call=here.on_call,
            user=here.user[:200],
            closing=closing,
        )


def _matter(told: supervising.DeskReport) -> _Matter:
    """What makes a report due at once; an item on its ordinary way does not."""
    stuck = told.oldest_waiting_s >= SETTLE_S
    urgent = told.urgent_waiting if stuck else 0
    return told.user, told.on_call, told.refused, stuck, urgent


def _unsettled_s(told: supervising.DeskReport) -> float:
    """Seconds until the oldest item, if it then still waits, is no more on its ordinary way."""
    fresh = told.waiting and told.oldest_waiting_s < SETTLE_S
    return SETTLE_S - told.oldest_waiting_s if fresh else EVERY_S
