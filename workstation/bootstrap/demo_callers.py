"""Who rings in the demonstration: the callers of the scenarios, one after the other."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from workstation.bootstrap.identifiers import new_id
from workstation.content.scenarios import Caller, read, scenario_files
from workstation.desk.call.calls import Calls
from workstation.desk.changes import Change
from workstation.desk.ports import Inbox
from workstation.domain.call_event import CallEvent

#: Seconds of quiet between the end of one call and the next ring.
QUIET_S: Final = 4.0


def callers_in(resources: Path | None) -> tuple[Caller, ...]:
    """The callers of every scenario: emergencies and people on record first."""
    known = [read(file).caller for file in scenario_files(resources)]
    return tuple(sorted(known, key=lambda c: (c.line != "999", not c.on_record)))


class DemoCallers:
    """Lets the next caller ring whenever no call is open at the desk."""

    def __init__(self, calls: Calls, inbox: Inbox, callers: tuple[Caller, ...]) -> None:
        self._calls, self._inbox, self._callers = calls, inbox, callers
        self._rung = 0
        self._quiet: threading.Timer | None = None
        self._end_listening = calls.changes.subscribe(self._changed)

    def start(self, *, already: int) -> None:
        """A call waits as soon as the desk is there, unless one is unfinished.

        ``already``: how many callers have rung at this desk before.
        """
        self._rung = already
        self._ring_if_quiet()

    def stop(self) -> None:
        """Nobody rings any more."""
        self._end_listening()
        if self._quiet is not None:
            self._quiet.cancel()
            self._quiet.join()

    def _changed(self, kinds: frozenset[Change]) -> None:
        over = Change.CONTACT in kinds and not self._calls.desk_view().calls
        if over and (self._quiet is None or not self._quiet.is_alive()):
            self._quiet = threading.Timer(QUIET_S, self._inbox.post, [self._ring_if_quiet])
            self._quiet.start()

    def _ring_if_quiet(self) -> None:
        if self._calls.desk_view().calls or not self._callers:
            return
        caller = self._callers[self._rung % len(self._callers)]
        self._rung += 1
        number = None if caller.withheld else caller.number
        call_id = new_id()
        self._calls.hear(CallEvent("offered", call_id, caller.line, number, caller.withheld))
