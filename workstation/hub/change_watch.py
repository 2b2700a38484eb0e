"""Wakes whoever follows the change feed. Only a wake-up: what changed is read from the database."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Final

from workstation.hub.store import feed
from workstation.hub.store.engine import Database, StoreUnreachable
from workstation.hub.store.listening import listener, notify

Wake = Callable[[], None]

#: Seconds between looks at the database for changes that nobody announced.
POLL_S: Final = 0.5

_log = logging.getLogger(__name__)


class ChangeWatch:
    """One thread a process that notices new changes, whichever process made them."""

    def __init__(self, database: Database) -> None:
        """Nothing runs before `start`."""
        self._database = database
        self._followers: dict[Wake, frozenset[str]] = {}
        self._newest: dict[str, int] = {}
        self._begun = 0
        self._lock = threading.Lock()
        self._poked = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def stopping(self) -> bool:
        """Whether the hub is going down; followers end their streams."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Begin to watch."""
        self._thread = threading.Thread(target=self._run, name="change-watch", daemon=True)
        self._thread.start()

    def announce_stop(self) -> None:
        """Wake every follower for the last time."""
        self._stopping.set()
        self._poked.set()
        self._wake()

    def stop(self) -> None:
        """Stop watching and wait for the thread."""
        self.announce_stop()
        with contextlib.suppress(StoreUnreachable):
            notify(self._database)
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def poke(self) -> None:
        """This process has committed something."""
        self._poked.set()

    def follow(self, wake: Wake, audiences: frozenset[str]) -> None:
        """Call ``wake`` from the watching thread when there may be something new for ``audiences``.

        Whoever follows looks once by itself after this.
        """
        with self._lock:
            self._followers[wake] = audiences

    @property
    def begun(self) -> int:
        """How often this watch began anew; after each time whoever follows looks once by itself."""
        return self._begun

    def newest(self, audiences: frozenset[str]) -> int:
        """The newest number for any of ``audiences`` since this watch began; 0 for none."""
        with self._lock:
            return max((self._newest.get(audience, 0) for audience in audiences), default=0)

    def unfollow(self, wake: Wake) -> None:
        """Stop calling ``wake``."""
        with self._lock:
            self._followers.pop(wake, None)

    def _run(self) -> None:
        waiting = listener(self._database)
        seen = -1
        try:
            while not self._stopping.is_set():
                waiting.wait(self._poked, POLL_S)
                self._poked.clear()
                if (news := self._news(seen)) is not None:
                    seen, heard = news
                    self._note(heard)
                    self._wake(heard)
        finally:
            waiting.close()

    def _news(self, since: int) -> tuple[int, Mapping[str, int] | None] | None:
        """The newest number, and the newest for whoever hears of what came after ``since``.

        ``None`` for everybody: at the beginning, and when the numbers went back.
        """
        try:
            with self._database.reading() as tx:
                # Numbers become visible in their order: the newest of all has no gap before it.
                if since >= 0 and (heard := feed.heard_since(tx, since)):
                    return max(heard.values()), heard
                now = tx.newest_number("changes")
            return (now, None) if since < 0 or now < since else None
        except StoreUnreachable as fault:
            _log.warning("changes cannot be watched: %s", fault)
        except Exception as fault:  # noqa: BLE001 - without this thread no stream would be woken
            _log.error("changes: %s", type(fault).__name__)
        self._stopping.wait(POLL_S)
        return None

    def _note(self, heard: Mapping[str, int] | None) -> None:
        with self._lock:
            if heard is None:
                self._newest.clear()
                self._begun += 1
            else:
                self._newest.update(heard)

    def _wake(self, heard: Mapping[str, int] | None = None) -> None:
        with self._lock:
            followers = tuple(self._followers.items())
        for wake, audiences in followers:
            if heard is None or not audiences.isdisjoint(heard):
                _woken(wake)


def _woken(wake: Wake) -> None:
    """One follower that trips takes no other's news away."""
    try:
        wake()
    except Exception as fault:  # noqa: BLE001 - its loop may have ended just now
        _log.error("a follower was not woken: %s", type(fault).__name__)
