"""The force's open incidents come into the cache, and the desk hears what changed among them.

A worker of its own: an older hub that has none of them, or a fault in them, holds up nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Final, Protocol

from workstation.desk.answers import FAILURES, Failure
from workstation.desk.card_changes import CardChanges
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.worker import Pause
from workstation.domain.open_card import OpenCard

if TYPE_CHECKING:
    from workstation.protocol.open_cards import OpenIncidentsPage

_log = logging.getLogger(__name__)

#: Open incidents asked for in one page.
PAGE: Final = 100
#: Open incidents told at once when the program starts.
FEW: Final = 100
#: Seconds between two looks. Nobody rings for what changes with other people's incidents.
LOOK_S: Final = 10.0
#: Seconds to wait for the cache to take a page before looking again whether it has.
TAKE_S: Final = 0.5
#: Seconds to rest when the cache cannot take a page at all.
AFTER_FAULT_S: Final = 30.0


class CardHub(Protocol):
    """The hub as open incidents are asked of it."""

    def open_incidents(self, after: int, epoch: str, limit: int) -> OpenIncidentsPage | Failure:
        """Open incidents that changed after a number of an epoch."""
        ...


class CardCopy(Protocol):
    """The cache as this puller uses it."""

    def put_open_cards(self, page: OpenIncidentsPage) -> Future[None]:
        """Take a page of them and its place."""
        ...

    def open_cards(self) -> tuple[OpenCard, ...]:
        """All that have arrived."""
        ...

    def open_cards_at(self) -> tuple[int, str]:
        """Where the copy goes on, and of which epoch it is."""
        ...

    def open_cards_as_of(self) -> str | None:
        """When it was last in step."""
        ...


class CardPuller:
    """Tells first what the cache holds, with or without a hub; then reads on from there."""

    def __init__(
        self,
        hub: CardHub,
        copy: CardCopy,
        arrived: Callable[[CardChanges], None],
        back_off: BackOff,
    ) -> None:
        self._hub = hub
        self._copy = copy
        self._arrived = arrived
        self._back_off = back_off
        self._told = False
        self._taking: tuple[Future[None], CardChanges] | None = None

    def turn(self) -> Pause:
        """Read a page, unless the cache is still busy with the last one."""
        if not self._told:
            self._tell_all(self._copy.open_cards(), self._copy.open_cards_as_of())
            self._told = True
        if (busy := self._settle()) is not None:
            return busy
        after, epoch = self._copy.open_cards_at()
        page = self._hub.open_incidents(after, epoch, PAGE)
        if isinstance(page, FAILURES):
            return Pause(self._back_off.after(page), backing_off=True)
        self._back_off.reset()
        self._take(page, anew=after == 0)
        if (busy := self._settle()) is not None:
            return busy
        return Pause(0.0 if page.more else LOOK_S)

    def _tell_all(self, cards: tuple[OpenCard, ...], as_of_utc: str | None) -> None:
        """A few at a time: between them the screens draw."""
        for start in range(0, max(1, len(cards)), FEW):
            few = cards[start : start + FEW]
            self._arrived(CardChanges(few, whole=start == 0, as_of_utc=as_of_utc))

    def _take(self, page: OpenIncidentsPage, *, anew: bool) -> None:
        cards = tuple(card.card() for card in page.cards)
        as_of = None if page.more else page.now_utc
        changes = CardChanges(cards, page.gone, page.reset or anew, as_of)
        self._taking = (self._copy.put_open_cards(page), changes)

    def _settle(self) -> Pause | None:
        """Tell of the page that the cache has taken; a pause while it is not through."""
        if self._taking is None:
            return None
        future, changes = self._taking
        wait([future], timeout=TAKE_S)
        if not future.done():
            return Pause(TAKE_S, backing_off=True)
        self._taking = None
        if (fault := future.exception()) is not None:
            _log.error("the cache took no open incidents: %s", type(fault).__name__)
            return Pause(AFTER_FAULT_S, backing_off=True)
        self._arrived(changes)
        return None
