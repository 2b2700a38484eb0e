"""PostgreSQL's notifications, on one direct connection outside the pool."""

from __future__ import annotations

import logging
import threading

import psycopg

from workstation.hub.store.feed import CHANNEL

_log = logging.getLogger(__name__)


class Notifications:
    """Listens; while the server is away it waits to be poked instead and then connects again."""

    def __init__(self, url: str) -> None:
        """Connects at the first `wait`."""
        self._url = url
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def wait(self, poked: threading.Event, seconds: float) -> None:
        """Return at a notification, at the latest after ``seconds``."""
        try:
            for _ in self._connected().notifies(timeout=seconds, stop_after=1):
                return
        except psycopg.Error as fault:
            _log.warning("not listening for changes, asking instead: %s", type(fault).__name__)
            self.close()
            poked.wait(seconds)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._connection is None:
            self._connection = psycopg.connect(self._url, autocommit=True, connect_timeout=5)
            self._connection.execute(f"listen {CHANNEL}")
        return self._connection
