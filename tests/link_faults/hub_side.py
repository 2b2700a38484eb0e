"""Two processes of one hub on one database, asked in this process; they die and are restored."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import anyio.to_thread
import httpx
from fastapi import FastAPI
from sqlcipher3 import dbapi2

from tests.hub.control_room import QUICK_HASH
from tests.link_faults.clocks import HubClock, HubDies
from tests.link_faults.first_day import RECEIVER, person
from workstation.hub import installation
from workstation.hub.app import create_app
from workstation.hub.callers.record import changing, put_callers
from workstation.hub.hub import Hub
from workstation.hub.settings import HubSettings
from workstation.hub.store import people
from workstation.hub.store.engine import Database
from workstation.hub.timers import ring_due

PROCESSES = 2


class HubSide:
    """The hub's end. Rows are read beside the program, by SQL of the test's own."""

    def __init__(self, folder: Path, clock: HubClock) -> None:
        self.clock = clock
        self.file = folder / "hub.db"
        self._settings = HubSettings(
            database=f"sqlite:///{self.file}", realm="demo", data_dir=folder
        )
        self._loop = asyncio.new_event_loop()
        self._apps: list[FastAPI | None] = [None] * PROCESSES
        self._open_looking()
        for process in range(PROCESSES):
            self.start(process)

    def _open_looking(self) -> None:
        self._look = dbapi2.connect(str(self.file), isolation_level=None)

    # -- processes --------------------------------------------------------------------------------

    def start(self, process: int) -> None:
        """Start a process, unless it runs."""
        if self._apps[process] is None:
            with patch.object(installation, "_database", partial(_database, process)):
                self._apps[process] = create_app(self._settings, self.clock)

    def kill(self, process: int) -> None:
        """End a process between two transactions; what it held is void."""
        app, self._apps[process] = self._apps[process], None
        if app is not None:
            app.state.hub.database.close()

    def hubs(self) -> list[Hub]:
        """The processes that run."""
        return [app.state.hub for app in self._apps if app is not None]

    def answer(self, process: int, request: httpx.Request) -> httpx.Response:
        """What a process says. Raises `httpx.ConnectError` or `ReadError` when it is dead or dies.

        A mistake of the hub that nobody foresaw fails the test.
        """
        app = self._apps[process]
        if app is None:
            raise httpx.ConnectError("nobody listens")
        try:
            with patch.object(anyio.to_thread, "run_sync", _here):
                return self._loop.run_until_complete(_asked(app, request))
        except HubDies as death:
            self.kill(process)
            raise httpx.ReadError("the hub died") from death

    def ring(self) -> None:
        """Clocks that have run out ring, whichever process is quicker."""
        for process, app in enumerate(self._apps):
            if app is not None:
                try:
                    ring_due(app.state.hub)
                except HubDies:
                    self.kill(process)

    # -- backup -----------------------------------------------------------------------------------

    def back_up(self, to: Path) -> None:
        """Copy the database while the hub runs."""
        to.unlink(missing_ok=True)
        self._look.execute("vacuum into ?", (str(to),))

    def restore(self, backup: Path) -> None:
        """The database is lost; a backup takes its place, and every process starts on it."""
        for process in range(PROCESSES):
            self.kill(process)
        self._look.close()
        for beside in self.file.parent.glob("hub.db-*"):
            beside.unlink()
        shutil.copy(backup, self.file)
        with patch.object(installation, "_database", partial(_database, PROCESSES)):
            installation.restored(self._settings.database, "demo")
        self._open_looking()
        for process in range(PROCESSES):
            self.start(process)

    def receives_for(self, teams: tuple[str, ...], *, supervises: bool) -> None:
        """An administrator changes what the receiver does."""
        roles = ("receiver", "supervisor") if supervises else ("receiver",)
        account = people.Account(RECEIVER, "R. Shaw", QUICK_HASH, roles, teams)
        with self.hubs()[0].database.writing() as tx:
            people.put(tx, account)

    def puts_on_record(self, number: int, name: str) -> None:
        """Somebody comes on record, or their record changes."""
        put_callers(self.hubs()[0].database, [person(number, name)])

    def takes_off_record(self, number: int) -> None:
        """Somebody is on record no more."""
        with self.hubs()[0].database.writing() as tx, changing(tx) as work:
            work.remove(f"caller:{number}")

    def on_record(self) -> dict[str, str]:
        """Who is on record, with the words kept of them."""
        rows = self.rows("SELECT caller_id, line FROM callers WHERE priority >= 0")
        return {str(caller_id): str(line) for caller_id, line in rows}

    def histories(self) -> list[tuple[object, ...]]:
        """Each earlier contact of theirs, how many there are, and when the newest was."""
        rows = self.rows("SELECT caller_id, history FROM callers WHERE priority >= 0")
        told = [(caller_id, json.loads(str(history))) for caller_id, history in rows]
        return [
            (caller_id, past[0], past[1], past[4], len(history), history[0][0])
            for caller_id, history in told
            for past in history
        ]

    # -- the test's own look ----------------------------------------------------------------------

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What is in the tables."""
        return list(self._look.execute(sql, values).fetchall())

    def close(self) -> None:
        """End everything."""
        for process in range(PROCESSES):
            self.kill(process)
        self._look.close()
        self._loop.close()


@cache
def _database(process: int, url: str) -> Database:
    """The way into a database; closed it keeps nothing but the statements it has compiled."""
    return Database(url)


async def _here(work: Callable[..., Any], *args: Any, **_: Any) -> Any:
    """Run ``work`` in this thread: one request at a time needs no others."""
    return work(*args)


async def _asked(app: FastAPI, request: httpx.Request) -> httpx.Response:
    asgi = httpx.ASGITransport(app, raise_app_exceptions=True)
    response = await asgi.handle_async_request(request)
    body = await response.aread()
    return httpx.Response(response.status_code, headers=response.headers, content=body)
