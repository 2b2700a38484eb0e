"""When people whose time has passed leave this desk's copy: daily, and never during a call."""

from __future__ import annotations

import logging
from typing import Final, Protocol

from workstation.desk.link.worker import Pause
from workstation.desk.ports import Clock
from workstation.domain.callers.caller import CopyStanding

_log = logging.getLogger(__name__)
#: Seconds after the start before anybody is weeded: first the desk opens and hears from its hub.
AFTER_START_S: Final = 60.0
#: Seconds until it is tried again: during a call, before the copy was in step, and after readers
#: kept the log from being emptied.
AGAIN_S: Final = 120.0


class Weeded(Protocol):
    """What came of it: how many people went, and whether nothing of them is left anywhere."""

    @property
    def people(self) -> int: ...

    @property
    def clean(self) -> bool: ...


class Weedable(Protocol):
    """The copy of the people on record as it is weeded."""

    def standing(self) -> CopyStanding:
        """How much is here, and how old it is."""
        ...

    def weed(self, now_utc: str, recent_days: int) -> Weeded:
        """Remove who had no contact for so many days before ``now_utc``; 0: nobody."""
        ...


class Weeding:
    """Weeds ``copy`` in turns of a thread of its own, never while ``on_call``.

    A copy's own age counts and no clock of this machine: one that stands wrong removes nobody.
    """

    def __init__(self, copy: Weedable, kept_days: int, every_s: float, clock: Clock) -> None:
        """``kept_days`` without a contact somebody unmarked is kept; ``every_s``: between two."""
        self._copy = copy
        self._days = kept_days
        self._every_s = every_s
        self._clock = clock
        self._due_s = clock.monotonic() + AFTER_START_S
        #: Whether somebody at this desk is in a call; set by the thread of the screens.
        self.on_call = False

    def turn(self) -> Pause:
        """Weed when it is time."""
        wait_s = self._due_s - self._clock.monotonic()
        if wait_s > 0:
            return Pause(wait_s)
        as_of = self._copy.standing().as_of_utc
        if self.on_call or as_of is None:
            return Pause(AGAIN_S)
        weeded = self._copy.weed(as_of, self._days)
        if weeded.people:
            _log.warning("weeded: %d people left the copy", weeded.people)
        rest_s = self._every_s if weeded.clean else AGAIN_S
        self._due_s = self._clock.monotonic() + rest_s
        return Pause(rest_s)
