"""Waiting for PostgreSQL's word that something changed, on one connection outside the pool."""

from __future__ import annotations

import logging
import threading

import psycopg
import sqlalchemy as sa

from workstation.hub.store.engine import Database
from workstation.hub.store.feed import CHANNEL

_log = logging.getLogger(__name__)


class Listener:
    """Waits for a notification, or for a poke where the database sends none (SQLite)."""

    def __init__(self, database: Database) -> None:
        """Connects at the first `wait`."""
        self._postgres = database.postgres
        self._url = database.url
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def wait(self, poked: threading.Event, seconds: float) -> None:
        """Return when something may have changed, at the latest after ``seconds``."""
        if not self._postgres:
            poked.wait(seconds)
            return
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
            url = sa.make_url(self._url).set(drivername="postgresql")
            self._connection = psycopg.connect(
                url.render_as_string(hide_password=False), autocommit=True, connect_timeout=5
            )
            self._connection.execute(f"listen {CHANNEL}")
        return self._connection


def notify(database: Database) -> None:
    """Wake every listener for nothing, so that one that is to stop looks up."""
    if database.postgres:
        with database.writing() as tx:
            tx.sql.execute(sa.text("select pg_notify(:channel, '')"), {"channel": CHANNEL})
