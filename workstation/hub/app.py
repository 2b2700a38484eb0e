"""The hub as an application: one process of possibly several on one database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

import workstation
from workstation.hub.admission import Admission
from workstation.hub.change_watch import ChangeWatch
from workstation.hub.clock import Clock, database_clock
from workstation.hub.hub import Hub
from workstation.hub.identifiers import new_id
from workstation.hub.installation import opened
from workstation.hub.problems import answer_problems
from workstation.hub.routes import (
    callers,
    calls_elsewhere,
    changes,
    desks,
    introduction,
    open_incidents,
    receivers,
    shift,
    supervisors,
)
from workstation.hub.settings import HubSettings
from workstation.hub.timers import TimerWatch
from workstation.protocol.messages import Problem


def create_app(settings: HubSettings, clock: Clock = database_clock) -> FastAPI:
    """The hub over the database that ``settings`` names; it runs while its lifespan does.

    Raises `HubCannotStart` when the database is missing, newer, of another realm or unreachable.
    """
    database, identity = opened(settings.database, settings.realm)
    hub = Hub(settings, database, identity, clock, ChangeWatch(database), new_id())

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        timers = TimerWatch(hub)
        hub.watch.start()
        timers.start()
        try:
            yield
        finally:
            timers.stop()
            hub.watch.stop()
            database.close()

    app = FastAPI(
        title="Workstation hub",
        version=str(getattr(workstation, "__version__", "0.1.0")),
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        responses={"4XX": {"model": Problem}, "5XX": {"model": Problem}},
    )
    app.state.hub = hub
    app.add_middleware(Admission)
    answer_problems(app)
    for router in (introduction.OPEN, introduction.ROUTES, desks.ROUTES, callers.ROUTES):
        app.include_router(router)
    for router in (receivers.ROUTES, changes.ROUTES, calls_elsewhere.ROUTES, open_incidents.ROUTES):
        app.include_router(router)
    app.include_router(supervisors.ROUTES)
    app.include_router(shift.ROUTES)
    return app
