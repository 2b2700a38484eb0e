"""Connections to PostgreSQL: how many, with which settings, and which of them are still alive."""

from __future__ import annotations

import time
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import exc

#: Seconds after which an idle connection is asked whether it is alive before it is used.
IDLE_S: Final = 5.0
_SINCE: Final = "idle_since"


def postgres_engine(url: sa.URL) -> sa.Engine:
    """A pool of connections that commit durably and give up on what hangs."""
    engine = sa.create_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=10,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        connect_args={
            "connect_timeout": 5,
            "application_name": "workstation-hub",
            "options": "-c synchronous_commit=on -c statement_timeout=20s"
            " -c idle_in_transaction_session_timeout=60s",
        },
    )
    _ask_the_idle(engine)
    return engine


def _ask_the_idle(engine: sa.Engine) -> None:
    """A connection idle for `IDLE_S` is asked before it is used; a dead one is replaced, with all.

    One that was used just now needs no question: it has shown that it lives, and when it has died
    since, what it was to do fails as it would have a moment later.
    """

    @sa.event.listens_for(engine, "checkin")
    def _rests(_: Any, entry: sa.pool.ConnectionPoolEntry) -> None:
        entry.info[_SINCE] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def _goes_out(connection: Any, entry: sa.pool.ConnectionPoolEntry, _: Any) -> None:
        now = time.monotonic()
        if now - entry.info.get(_SINCE, now) < IDLE_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as fault:
            raise exc.InvalidatePoolError from fault
