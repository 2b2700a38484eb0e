"""Has the people on record copied beside the file in use, and puts the new file in its place."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from workstation.desk.answers import Unreachable
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.ports import CallerCopy
from workstation.desk.link.question import NO_ANSWER
from workstation.desk.link.worker import Pause

_log = logging.getLogger(__name__)
#: Seconds between two looks whether a copy is wanted; whoever wants one rings.
LOOK_S: Final = 60.0


class CopyRun(Protocol):
    """A copying under way in a process of its own."""

    def said(self) -> Iterator[str]:
        """How many people of how many are in the new file, and how many of them are searchable,
        a line each time, until it ends.
        """
        ...

    def stop(self) -> None:
        """End it; what it has stays, and the next one goes on from there. Any thread."""
        ...

    def ended(self) -> int:
        """Wait for its end; 0 when the new file is whole."""
        ...


@dataclass(frozen=True, slots=True)
class CallersHere:
    """The people on record at this desk: their copy, its scope in days, and what copies anew."""

    copy: CallerCopy
    recent_days: int
    start: Callable[[], CopyRun]


class Copier:
    """Starts a copying when one is wanted, hears how far it is, and swaps when it is whole."""

    def __init__(
        self,
        start: Callable[[], CopyRun],
        copy: CallerCopy,
        told: Callable[[], None],
        back_off: BackOff,
    ) -> None:
        """``told`` hears that there is more in the copy, or another one, from this thread."""
        self._start = start
        self._copy = copy
        self._told = told
        self._back_off = back_off
        self._lock = threading.Lock()
        self._run: CopyRun | None = None
        self._wanted = False
        self._over = threading.Event()

    def want(self) -> bool:
        """Another copy is needed; whether that is news. Any thread."""
        with self._lock:
            news, self._wanted = not self._wanted, True
        return news

    def end(self) -> None:
        """No more copying; what runs is stopped. Any thread."""
        with self._lock:
            self._over.set()
            run = self._run
        if run is not None:
            run.stop()

    def turn(self) -> Pause | None:
        """Wait for a whole copy, if one is wanted; ``None`` after `end`."""
        with self._lock:
            if self._over.is_set():
                return None
            if not self._wanted:
                return Pause(LOOK_S)
            run = self._run = self._start()
        self._follow(run)
        whole = run.ended() == 0
        with self._lock:
            self._run = None
        if self._over.is_set():
            return None
        if whole and self._copy.swap():
            with self._lock:
                self._wanted = False
            self._back_off.reset()
            self._told()
            return Pause(LOOK_S)
        _log.warning("the copying ended before its file was whole")
        return Pause(self._back_off.after(Unreachable(NO_ANSWER)), backing_off=True)

    def _follow(self, run: CopyRun) -> None:
        """Screens hear of every percent, not of every page."""
        shown = -1
        for line in run.said():
            numbers = line.split()
            if len(numbers) == 3 and all(one.isdecimal() for one in numbers):
                have, total, _ = map(int, numbers)
                self._copy.growing(have, total)
                percent = 100 * have // max(1, total)
                if percent != shown:
                    shown = percent
                    self._told()
