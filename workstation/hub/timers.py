"""Rings clocks that have run out, whichever process started them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator

from workstation.domain.incident import commands as ask
from workstation.hub.hub import Hub
from workstation.hub.incidents import By, work_on
from workstation.hub.store import timers
from workstation.hub.store.engine import StoreUnreachable
from workstation.hub.task_clocks import task_of

_log = logging.getLogger(__name__)


def ring_due(hub: Hub, is_over: Callable[[], bool] = lambda: False) -> int:
    """Ring every clock that has run out and that no other process rings; returns how many.

    One that cannot ring hinders no other, however many there are; it is tried again. ``is_over``:
    whether to leave what is left for the next time.
    """
    rung = 0
    for timer in _due(hub):
        if is_over():
            break
        try:
            rung += _ring(hub, timer)
        except StoreUnreachable:
            raise
        except Exception as fault:  # noqa: BLE001 - the other alarms must come
            _log.error("clock %s could not ring: %s", timer.timer_id, type(fault).__name__)
    return rung


def _due(hub: Hub) -> Iterator[timers.Timer]:
    """Each once, the longest ago first; read some at a time, with no transaction in between."""
    newest: timers.Timer | None = None
    while True:
        with hub.reading() as tx:
            page = timers.due(tx, hub.clock(tx), newest)
        if not page:
            return
        yield from page
        newest = page[-1]


def _ring(hub: Hub, timer: timers.Timer) -> bool:
    with hub.writing() as tx:
        if not tx.try_lock("incident", timer.incident_id):
            return False
        if not timers.take(tx, timer.timer_id):
            return False
        work = work_on(hub, tx, timer.incident_id)
        work.decide(_run_out(timer), By())
        if work.drafts:
            work.finish()
        return True


def _run_out(timer: timers.Timer) -> ask.Command:
    match timer.kind:
        case "acceptance":
            return ask.RunOut()
        case "approval":
            return ask.ApprovalRunOut()
        case "task":
            return ask.TaskRunOut(task_of(timer.timer_id))


class TimerWatch:
    """One thread a process that rings clocks as they run out."""

    def __init__(self, hub: Hub) -> None:
        """Nothing runs before `start`."""
        self._hub = hub
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="timers", daemon=True)

    def start(self) -> None:
        """Begin to watch; what ran out while no hub was up rings at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop and wait for the clock that is ringing."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                ring_due(self._hub, self._stopping.is_set)
            except StoreUnreachable as fault:
                _log.warning("timers wait for the database: %s", fault)
            except Exception as fault:  # noqa: BLE001 - without this thread no alarm would come
                _log.error("timers: %s", type(fault).__name__)
            self._stopping.wait(self._hub.settings.timer_interval_s)
