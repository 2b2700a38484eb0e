"""The first copy of the people on record: page after page into the next file, from where it stands.

It runs in a process of its own, so that nothing at the desk waits for it, and may be killed at any
moment: a page and its place are one transaction, and whoever comes next goes on from there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from workstation.desk.answers import FAILURES, Failure
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.ports import CopyExtent

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerChanges, CopyPage

T = TypeVar("T")

_log = logging.getLogger(__name__)
#: People asked for in one page of the copy, and in one of the changes that came meanwhile.
PAGE: Final = 5_000
CHANGES: Final = 1_000


class CopyHub(Protocol):
    """The hub as the copying asks it."""

    def callers_copy(self, begin: str, recent_days: int, limit: int) -> CopyPage | Failure:
        """A page of the first copy."""
        ...

    def caller_changes(self, after: int, recent_days: int, limit: int) -> CallerChanges | Failure:
        """People in scope that changed after a number, and who is gone."""
        ...


class NextFile(Protocol):
    """The file that is being filled. What a method took is durable when it returns."""

    @property
    def extent(self) -> CopyExtent:
        """How far it is."""
        ...

    def add_page(self, page: CopyPage, recent_days: int) -> object:
        """Take a page and its place, in one transaction."""
        ...

    def finish(self, progress: Callable[[int], None]) -> object:
        """Make what is in it searchable, from where that was broken off; ``progress`` hears how
        many people are by then.
        """
        ...

    def put_changes(self, changes: CallerChanges) -> object:
        """Take what changed and its place, in one transaction."""
        ...

    def complete(self) -> object:
        """Say that it is whole and let go of it: from now on it may come into force."""
        ...

    def close(self) -> None:
        """Let go of it; what it took stays."""
        ...


class Copying:
    """Fills the next file until it is whole, whatever the hub and the way to it do meanwhile."""

    def __init__(
        self,
        hub: CopyHub,
        begin: Callable[[bool], NextFile],
        recent_days: int,
        told: Callable[[int, int, int], None],
        back_off: BackOff,
        rest: Callable[[float], None] = time.sleep,
        page: int = PAGE,
    ) -> None:
        """``begin`` gives the file that is being filled, empty when asked to begin anew; ``told``
        hears how many people of how many are in it, and how many of them are searchable; ``rest``
        passes seconds; ``page``: people asked for at once.
        """
        self._hub = hub
        self._begin = begin
        self._days = recent_days
        self._told = told
        self._back_off = back_off
        self._rest = rest
        self._limit = page

    def run(self) -> None:
        """Returns when the file is whole."""
        file = self._begin(False)
        self._told(file.extent.have, file.extent.total or 0, 0)
        while not self._is_whole(file):
            file.close()
            file = self._begin(True)
        file.complete()

    def _is_whole(self, file: NextFile) -> bool:
        """Fill it; ``False`` when it is of another scope, or the hub has begun another epoch."""
        if file.extent.recent_days not in (None, self._days):
            return False
        if file.extent.whole:
            return True
        return self._copied(file) and self._in_step(file)

    def _copied(self, file: NextFile) -> bool:
        """Take every page; the next one is fetched while the last one goes into the file."""
        at = file.extent
        if at.epoch and not at.cursor:
            return True
        with ThreadPoolExecutor(1, "copy-fetch") as fetching:
            coming = fetching.submit(self._page, at.cursor)
            while True:
                page = coming.result()
                if file.extent.epoch not in ("", page.epoch):
                    return False
                if page.next:
                    coming = fetching.submit(self._page, page.next)
                file.add_page(page, self._days)
                self._told(file.extent.have, page.total, 0)
                if not page.next:
                    return True

    def _in_step(self, file: NextFile) -> bool:
        """Make it searchable and read what changed meanwhile."""
        have = file.extent.have
        file.finish(lambda searchable: self._told(have, have, searchable))
        while True:
            after = file.extent.up_to
            page = self._answer(partial(self._hub.caller_changes, after, self._days, CHANGES))
            if page.epoch != file.extent.epoch:
                return False
            file.put_changes(page)
            if not page.more:
                return True

    def _page(self, begin: str) -> CopyPage:
        return self._answer(partial(self._hub.callers_copy, begin, self._days, self._limit))

    def _answer(self, ask: Callable[[], T | Failure]) -> T:
        """What the hub answers, however often it has to be asked."""
        while isinstance(answer := ask(), FAILURES):
            _log.warning("no page: %s", type(answer).__name__)
            self._rest(self._back_off.after(answer))
        self._back_off.reset()
        return answer
