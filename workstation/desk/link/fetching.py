"""Pages of a first copy from the hub: the next one is asked for while the last one is taken."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from workstation.desk.answers import FAILURES, Failure
from workstation.desk.link.back_off import BackOff

if TYPE_CHECKING:
    from workstation.protocol.callers import CopyPage

T = TypeVar("T")

_log = logging.getLogger(__name__)
#: People asked for in one page of the copy at most, and in the first.
PAGE: Final = 5_000
_FIRST: Final = 500
#: People and contacts that a page should have together. Those who call most come first.
_ROWS: Final = 15_000
#: Seconds that one page may take before the line counts as thin. By 10 Mbit/s it takes two.
_SLOW_S: Final = 1.0


class PageHub(Protocol):
    """The hub as it is asked for pages."""

    def callers_copy(
        self, begin: str, recent_days: int, limit: int, *, packed: bool
    ) -> CopyPage | Failure:
        """A page of the first copy, ``packed`` for a thin line."""
        ...


class Patience:
    """Asks until there is an answer, and rests longer after each failure in a row."""

    def __init__(self, back_off: BackOff, rest: Callable[[float], None] = time.sleep) -> None:
        """``rest`` passes seconds."""
        self._back_off = back_off
        self._rest = rest

    def answer(self, ask: Callable[[], T | Failure]) -> T:
        """What the hub answers, however often it has to be asked."""
        while isinstance(answer := ask(), FAILURES):
            _log.warning("no page: %s", type(answer).__name__)
            self._rest(self._back_off.after(answer))
        self._back_off.reset()
        return answer


class Fetching(Generic[T]):
    """Fetches pages, one after another, and makes each of them ready to be taken."""

    def __init__(
        self,
        hub: PageHub,
        ready: Callable[[CopyPage, int], T],
        recent_days: int,
        patience: Patience,
        page: int = PAGE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``ready`` hears a page and which number its first person has; ``page``: people asked for
        at once at most; ``clock``: seconds.
        """
        self._hub = hub
        self._ready = ready
        self._days = recent_days
        self._patience = patience
        self._limit = page
        self._clock = clock
        self._packed = False

    def pages(self, cursor: str, have: int) -> Generator[T]:
        """Every page from ``cursor`` on, which comes after ``have`` people, to the last.

        The first one is asked for at once.
        """
        asking = ThreadPoolExecutor(1, "copy-fetch")
        return self._each(asking, self._ask(asking, cursor, min(_FIRST, self._limit)), have)

    def _each(self, asking: Executor, coming: Future[CopyPage], have: int) -> Generator[T]:
        with asking:
            while True:
                page = coming.result()
                if page.next:
                    coming = self._ask(asking, page.next, self._fitting(page))
                yield self._ready(page, have + 1)
                have += len(page.callers)
                if not page.next:
                    return

    def _ask(self, asking: Executor, begin: str, limit: int) -> Future[CopyPage]:
        return asking.submit(self._page, begin, limit)

    def _fitting(self, page: CopyPage) -> int:
        """People to ask for after ``page``, so that as much comes as is good to have in memory."""
        people = len(page.callers)
        rows = people + sum(len(line[-1]) for line in page.callers)
        return max(1, min(self._limit, _ROWS * people // max(1, rows)))

    def _page(self, begin: str, limit: int) -> CopyPage:
        return self._patience.answer(lambda: self._asked(begin, limit))

    def _asked(self, begin: str, limit: int) -> CopyPage | Failure:
        began = self._clock()
        answer = self._hub.callers_copy(begin, self._days, limit, packed=self._packed)
        self._packed = self._packed or self._clock() - began > _SLOW_S
        return answer
