"""Who rings in the demonstration: the callers of the scenarios, one after the other."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path
from typing import Final

import uuid_utils

from workstation.content.scenarios import read, scenario_files
from workstation.desk.call.calls import Calls
from workstation.desk.changes import Change
from workstation.desk.ports import Inbox
from workstation.domain.call_event import CallEvent

#: Seconds of quiet between the end of one call and the next ring.
QUIET_S: Final = 4.0


class DemoCallers:
    """Lets the next caller ring whenever no call is open at the desk."""

    def __init__(self, calls: Calls, inbox: Inbox, resources: Path | None) -> None:
        self._calls, self._inbox = calls, inbox
        callers = [read(file).caller for file in scenario_files(resources)]
        self._next = itertools.cycle(callers)
        self._quiet: threading.Timer | None = None
        self._end_listening = calls.changes.subscribe(self._changed)

    def start(self) -> None:
        """A call is waiting as soon as the desk is there, unless one is unfinished."""
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
        if self._calls.desk_view().calls:
            return
        caller = next(self._next)
        number = None if caller.withheld else caller.number
        call_id = str(uuid_utils.uuid7())
        self._calls.hear(CallEvent("offered", call_id, caller.line, number, caller.withheld))
