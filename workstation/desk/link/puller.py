"""What the hub says goes into the stores: changes of incidents first, then people on record."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Any, Final, Protocol

from workstation.desk.answers import FAILURES, Failure
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.caller_reading import CallerReading, Read
from workstation.desk.link.link_state import LinkBoard
from workstation.desk.link.ports import FeedCopy
from workstation.desk.link.worker import Pause
from workstation.domain.events import stream_kind

if TYPE_CHECKING:
    from workstation.protocol.messages import ChangesPage

_log = logging.getLogger(__name__)

#: Changes asked for in one page.
PAGE: Final = 200
#: Seconds after which the hub is asked although nobody rang.
LOOK_S: Final = 15.0
#: Seconds to wait for the cache to take a page before looking again whether it has.
TAKE_S: Final = 0.5
#: Seconds to rest when the cache cannot take a page at all.
AFTER_FAULT_S: Final = 30.0


class FeedHub(Protocol):
    """The hub as the puller uses it."""

    def changes(self, token: str, limit: int) -> ChangesPage | Failure:
        """The page of changes after ``token``."""
        ...


class PullerNews(Protocol):
    """Whom the puller tells, from its own thread."""

    def hub_news(self, stream_ids: frozenset[str]) -> None:
        """The cache holds something new of these incidents and contacts."""
        ...

    def callers_changed(self) -> None:
        """The copy of the people on record took somebody in."""
        ...


class Puller:
    """Reads on from where the stores stand, a page of changes and a page of callers a turn."""

    def __init__(
        self,
        hub: FeedHub,
        copy: FeedCopy,
        callers: CallerReading | None,
        board: LinkBoard,
        news: PullerNews,
        back_off: BackOff,
    ) -> None:
        self._hub = hub
        self._copy = copy
        self._callers = callers
        self._board = board
        self._news = news
        self._back_off = back_off
        self._taking: list[tuple[Future[Any], Callable[[], None]]] = []

    def turn(self) -> Pause:
        """Read a page of each, unless the cache is still busy with the last ones."""
        if (busy := self._settle()) is not None:
            return busy
        page = self._hub.changes(self._copy.feed_token() or "", PAGE)
        if isinstance(page, FAILURES):
            return self._back(page)
        self._board.heard("ask")
        self._take_changes(page)
        people = self._callers.turn() if self._callers is not None else Read()
        if isinstance(people, FAILURES):
            return self._back(people)
        self._take_callers(people)
        self._back_off.reset()
        if (busy := self._settle()) is not None:
            return busy
        return Pause(0.0 if page.more or people.more else LOOK_S)

    def _take_changes(self, page: ChangesPage) -> None:
        named = frozenset(c.stream_id for c in page.changes if _is_seen(c.stream_id))
        if page.changes or page.reset or page.token != self._copy.feed_token():
            told = (lambda: self._news.hub_news(named)) if named else _nobody
            self._taking.append((self._copy.put_changes(page), told))

    def _take_callers(self, read: Read) -> None:
        def taken() -> None:
            if self._callers is not None and (as_of := self._callers.as_of()) is not None:
                self._board.in_step(as_of)
            if read.people:
                self._news.callers_changed()

        if read.taking is not None:
            self._taking.append((read.taking, taken))

    def _settle(self) -> Pause | None:
        """Tell of the pages that the cache has taken; a pause while it is not through."""
        wait([future for future, _ in self._taking], timeout=TAKE_S)
        while self._taking and self._taking[0][0].done():
            future, taken = self._taking.pop(0)
            if (fault := future.exception()) is not None:
                _log.error("the cache took no page: %s", type(fault).__name__)
                return Pause(AFTER_FAULT_S, backing_off=True)
            taken()
        return Pause(TAKE_S, backing_off=True) if self._taking else None

    def _back(self, failure: Failure) -> Pause:
        self._board.failed("ask", failure)
        return Pause(self._back_off.after(failure), backing_off=True)


def _is_seen(stream_id: str) -> bool:
    return stream_kind(stream_id) in ("incident", "contact")


def _nobody() -> None:
    """Nothing in the page concerns a screen."""
