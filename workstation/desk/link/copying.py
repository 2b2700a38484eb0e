"""The first copy of the people on record: page after page into the next file, from where it stands.

It runs in a process of its own, so that nothing at the desk waits for it, and may be killed at any
moment: a page and its place are one transaction, and whoever comes next goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from workstation.desk.answers import Failure
from workstation.desk.link.fetching import Patience
from workstation.desk.link.ports import CopyExtent

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerChanges

#: People asked for in one page of the changes that came meanwhile.
CHANGES: Final = 1_000


class ChangesHub(Protocol):
    """The hub as it is asked what changed meanwhile."""

    def caller_changes(self, after: int, recent_days: int, limit: int) -> CallerChanges | Failure:
        """People in scope that changed after a number, and who is gone."""
        ...


class NextFile(Protocol):
    """The file that is being filled. What a method took is durable when it returns."""

    @property
    def extent(self) -> CopyExtent:
        """How far it is."""
        ...

    def add_page(self, page: Any, recent_days: int) -> object:
        """Take a page and its place, in one transaction."""
        ...

    def finish(self) -> object:
        """Make what is in it searchable, from where that was broken off."""
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
        hub: ChangesHub,
        pages: Callable[[str, int], Generator[Any]],
        begin: Callable[[bool], NextFile],
        recent_days: int,
        told: Callable[[int, int, int], None],
        patience: Patience,
    ) -> None:
        """``pages`` gives every page from a cursor on, behind so many people, as the file takes
        them; ``begin`` gives the file that is being filled, empty when asked to begin anew;
        ``told`` hears how many people of how many are in it, and how many of them are searchable.
        """
        self._hub = hub
        self._pages = pages
        self._begin = begin
        self._days = recent_days
        self._told = told
        self._patience = patience

    def run(self) -> None:
        """Returns when the file is whole."""
        file = self._begin(False)
        try:
            self._told(file.extent.have, file.extent.total or 0, 0)
            while not self._is_whole(file):
                file.close()
                file = self._begin(True)
            file.complete()
        finally:
            file.close()

    def _is_whole(self, file: NextFile) -> bool:
        """Fill it; ``False`` when it is of another scope, or the hub has begun another epoch."""
        if file.extent.recent_days not in (None, self._days):
            return False
        if file.extent.whole:
            return True
        return self._copied(file) and self._in_step(file)

    def _copied(self, file: NextFile) -> bool:
        """Take every page."""
        at = file.extent
        if at.epoch and not at.cursor:
            return True
        with closing(self._pages(at.cursor, at.have)) as pages:
            for page in pages:
                if file.extent.epoch not in ("", page.epoch):
                    return False
                file.add_page(page, self._days)
                self._told(file.extent.have, page.total, 0)
        return True

    def _in_step(self, file: NextFile) -> bool:
        """Make it searchable and read what changed meanwhile."""
        file.finish()
        have = file.extent.have
        self._told(have, have, have)
        while True:
            after = file.extent.up_to
            ask = partial(self._hub.caller_changes, after, self._days, CHANGES)
            page = self._patience.answer(ask)
            if page.epoch != file.extent.epoch:
                return False
            file.put_changes(page)
            if not page.more:
                return True
