"""Waiting for the database's word that something changed."""

from __future__ import annotations

import threading
from typing import Protocol

import sqlalchemy as sa

from workstation.hub.store.engine import Database
from workstation.hub.store.feed import CHANNEL


class Listener(Protocol):
    """Waits until something may have changed."""

    def wait(self, poked: threading.Event, seconds: float) -> None:
        """Return when something may have changed, at the latest after ``seconds``."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class PokedOnly:
    """SQLite announces nothing: this process is poked, other processes are found by asking."""

    def wait(self, poked: threading.Event, seconds: float) -> None:
        """Return when poked, at the latest after ``seconds``."""
        poked.wait(seconds)

    def close(self) -> None:
        """Nothing is held."""


def listener(database: Database) -> Listener:
    """The way in which this database announces changes."""
    if not database.postgres:
        return PokedOnly()
    # Here, because psycopg takes a tenth of a second that a hub on SQLite does not have to spend.
    from workstation.hub.store.notifications import Notifications

    url = sa.make_url(database.url).set(drivername="postgresql")
    return Notifications(url.render_as_string(hide_password=False))


def notify(database: Database) -> None:
    """Wake every listener for nothing, so that one that is to stop looks up."""
    if database.postgres:
        with database.writing() as tx:
            tx.sql.execute(sa.text("select pg_notify(:channel, '')"), {"channel": CHANNEL})
