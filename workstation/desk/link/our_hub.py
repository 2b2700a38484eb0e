"""The line to our hub and to no other: whoever answers must first say who it is.

The question is asked before anything else, again after every failure to reach it, and once a
minute: a name that suddenly leads elsewhere is told nothing, a restored hub is noticed.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import httpx

from workstation.desk.answers import FAILURES, Failure, NotOurHub, Refused, Unreachable
from workstation.desk.clock import utc_of
from workstation.desk.link.identity import HubIdentity
from workstation.desk.link.line import Line
from workstation.desk.link.ports import LinkClock
from workstation.desk.link.question import NOT_OURS, Question
from workstation.protocol.limits import VERSIONS
from workstation.protocol.messages import Hello, Message

T = TypeVar("T")
M = TypeVar("M", bound=Message)
#: Seconds for which the hub's word about itself counts.
HELLO_FOR_S: Final = 60.0
#: Milliseconds a round trip may take for the hub's clock to be read from it.
CLOCK_TRIP_MS: Final = 2_000.0

OTHER_REALM: Final = (
    "This hub is marked {theirs} and this program {ours}; nothing was given to it: start the"
    " program that belongs to this hub, or correct the hub's address."
)
OTHER_HUB: Final = (
    "Not our server: another hub answers than the one this machine was enrolled at; nothing was"
    " given to it: correct the address, or enrol this machine again."
)
OTHER_VERSION: Final = (
    "The hub and this program are too many releases apart to talk; nothing is lost here: install"
    " the release that the hub belongs to and phone urgent matters through meanwhile."
)


class OurHub:
    """Asks the hub of one `HubIdentity`. Safe for several threads."""

    def __init__(
        self, identity: HubIdentity, clock: LinkClock, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._identity = identity
        self._clock = clock
        self._line = Line(identity, transport)
        self._asking = threading.Lock()
        self._hello: Hello | None = None
        self._hello_at = 0.0

    @property
    def hello(self) -> Hello | None:
        """What our hub last said of itself, ``None`` since a failure."""
        return self._hello

    def ready(self) -> Failure | None:
        """Why our hub is not there, ``None`` when it is."""
        with self._asking:
            now = self._clock.monotonic()
            if self._hello is not None and now - self._hello_at < HELLO_FOR_S:
                return None
            self._hello = None
            answer = self._timed(Question("GET", "/hello"), Hello)
            if not isinstance(answer, Hello):
                return answer
            if failure := stranger(answer, self._identity):
                return failure
            self._hello, self._hello_at = answer, now
            return None

    def doubt(self) -> None:
        """Let the hub say who it is before it is asked anything else."""
        self._hello = None

    def ask(self, question: Question, reads: type[M]) -> M | Failure:
        """The hub's answer as ``reads``, or why there is none."""
        if failure := self.ready():
            return failure
        return self._seen(self._timed(question, reads))

    def fetch(self, question: Question, kind: str) -> bytes | Failure:
        """The bytes of an answer of content type ``kind``; empty ``kind``: of an empty answer."""
        if failure := self.ready():
            return failure
        return self._seen(self._line.fetch(question, kind))

    @contextmanager
    def listen(self, question: Question) -> Generator[Iterator[str] | Failure]:
        """The lines of a stream; iterating raises `workstation.desk.link.question.Silent`."""
        if failure := self.ready():
            yield failure
            return
        with self._line.listen(question) as lines:
            yield self._seen(lines)

    def cut(self) -> None:
        """End the line for good: everything under way fails now, everything later at once."""
        self._line.cut()

    def close(self) -> None:
        """Let go of the connections; after `cut`, when no thread asks any more."""
        self._line.close()

    def _seen(self, answer: T) -> T:
        if isinstance(answer, (Unreachable, NotOurHub)):
            self._hello = None
        return answer

    def _timed(self, question: Question, reads: type[M]) -> M | Failure:
        """Ask, and read the hub's clock from an answer that says it."""
        before = self._clock.moment()
        answer = self._line.ask(question, reads)
        trip_ms = (self._clock.moment().mono_ns - before.mono_ns) / 1e6
        said = getattr(answer, "now_utc", None)
        if said is not None and not isinstance(answer, FAILURES) and trip_ms <= CLOCK_TRIP_MS:
            try:
                ahead = utc_of(said) - utc_of(before.at_utc)
            except ValueError:
                return NotOurHub(NOT_OURS)
            self._clock.hub_is_ahead_by(round(ahead.total_seconds() * 1000 - trip_ms / 2))
        return answer


def stranger(hello: Hello, identity: HubIdentity) -> Failure | None:
    """Why ``hello`` is not what our hub says, ``None`` when it is."""
    if hello.realm != identity.realm:
        return NotOurHub(OTHER_REALM.format(theirs=hello.realm, ours=identity.realm))
    if identity.hub_id is not None and hello.hub_id != identity.hub_id:
        return NotOurHub(OTHER_HUB)
    if not set(hello.versions) & set(VERSIONS):
        return Refused("version", OTHER_VERSION, 426)
    return None
