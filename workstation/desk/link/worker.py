"""A thread that takes turns: it works, says how long to rest, and rests on its bell."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workstation.desk.link.bell import Bell

_log = logging.getLogger(__name__)
#: Seconds to rest after a turn failed in a way nobody foresaw.
AFTER_SURPRISE_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Pause:
    """How long to rest before the next turn. ``backing_off``: only something urgent cuts it."""

    seconds: float
    backing_off: bool = False


class Worker:
    """Runs ``turn`` in a thread of its own until it returns ``None`` or `stop` is called.

    ``turn`` raising something does not end the thread, and ``surprised`` hears of it: a link that
    died unseen would be the worst.
    """

    def __init__(
        self,
        name: str,
        turn: Callable[[], Pause | None],
        bell: Bell,
        surprised: Callable[[Exception], None],
    ) -> None:
        self._turn = turn
        self._surprised = surprised
        self._bell = bell
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin, once."""
        self._thread.start()

    def stop(self) -> None:
        """Ask for the end; `join` waits for it."""
        self._bell.close()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end of the thread; whether it has ended."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        go_on = True
        while go_on:
            pause = self._take_turn()
            if pause is None:
                return
            go_on = self._bell.wait(pause.seconds, only_urgent=pause.backing_off)

    def _take_turn(self) -> Pause | None:
        try:
            return self._turn()
        except Exception as fault:  # noqa: BLE001 -- see the class: it must live on
            where = fault.__traceback__
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            line = where.tb_lineno if where else 0
            _log.error("%s: %s at line %d", self._thread.name, type(fault).__name__, line)
            self._surprised(fault)
            return Pause(AFTER_SURPRISE_S, backing_off=True)
