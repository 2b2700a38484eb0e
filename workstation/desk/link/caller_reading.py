"""Keeps the copy of the people on record in step, a page at a turn of the puller.

The file in use grows from its own first pages (the *slice*: marked and recent people first) and is
whole when the record is no longer than that. Otherwise a whole one is copied beside it, and what
changes meanwhile is read into the slice. A whole file of another epoch or scope stays in use until
the next one is there; of another epoch nothing can be read into it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from workstation.desk.answers import FAILURES, Failure
from workstation.desk.link.ports import CallerCopy, CopyExtent

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerChanges, CopyPage

#: People asked for in one page: small ones, for they are read in the desk's own process.
PAGE: Final = 200
#: People the slice has before a whole copy takes over.
SLICE: Final = 2_000


class CallerHub(Protocol):
    """The hub as people on record are asked of it."""

    def callers_copy(self, begin: str, recent_days: int, limit: int) -> CopyPage | Failure:
        """A page of the first copy."""
        ...

    def caller_changes(
        self, after: int, recent_days: int, limit: int, since: int | None
    ) -> CallerChanges | Failure:
        """People in scope that changed after a number, and who is gone.

        Of their histories what is new after ``since``, where there is one and the hub knows.
        """
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in a turn. ``taking`` ends when the copy has it, ``None`` when nothing came.

    ``people``: whether a screen may show somebody of it; ``more``: whether the next turn is due.
    """

    taking: Future[Any] | None = None
    people: bool = False
    more: bool = False


class CallerReading:
    """Reads on from where the copy in use stands; ``wanted`` is called while another is needed."""

    def __init__(
        self, hub: CallerHub, copy: CallerCopy, recent_days: int, wanted: Callable[[], None]
    ) -> None:
        self._hub = hub
        self._copy = copy
        self._days = recent_days
        self._wanted = wanted

    def as_of(self) -> str | None:
        """When the copy was last in step with the hub; ``None`` while it is not whole."""
        extent = self._copy.extent
        return extent.as_of_utc if extent.whole else None

    def turn(self) -> Read | Failure:
        """Ask for a page and give it to the copy."""
        extent = self._copy.extent
        if not extent.whole:
            if not extent.epoch or extent.recent_days != self._days:
                return self._first_pages("")
            if extent.cursor and extent.have < SLICE:
                return self._first_pages(extent.cursor)
        if not extent.whole or extent.recent_days != self._days:
            self._wanted()
        return self._changes(extent)

    def _first_pages(self, begin: str) -> Read | Failure:
        page = self._hub.callers_copy(begin, self._days, PAGE)
        if isinstance(page, FAILURES):
            return page
        taking = self._copy.put_page(page, self._days, anew=not begin)
        return Read(taking, bool(page.callers), more=True)

    def _changes(self, extent: CopyExtent) -> Read | Failure:
        page = self._changed(extent)
        if isinstance(page, FAILURES):
            return page
        if page.epoch != extent.epoch:
            if extent.whole:
                self._wanted()
                return Read()
            return self._first_pages("")
        taking = self._copy.put_changes(page)
        return Read(taking, bool(page.callers or page.partly or page.gone), page.more)

    def _changed(self, extent: CopyExtent) -> CallerChanges | Failure:
        """What changed; with whole histories where the copy lacks one that a part belongs to.

        A slice holds hardly anybody, and who was out of the scope for long is held nowhere.
        """
        ask = partial(self._hub.caller_changes, extent.up_to, extent.recent_days or 0, PAGE)
        page = ask(extent.in_step_no if extent.whole else None)
        if isinstance(page, FAILURES) or self._copy.holds([line[0] for line, _ in page.partly]):
            return page
        return ask(None)
