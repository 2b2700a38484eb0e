"""People on record, for the copies that desks keep: a first copy, and what changed since."""

from __future__ import annotations

import gzip
from typing import Annotated

from fastapi import APIRouter, Query, Response

from workstation.hub.callers import pages
from workstation.hub.credentials import AMachine, Machine, TheHub
from workstation.hub.problems import Refused
from workstation.protocol.callers import LIMIT, CallerChanges, CopyPage, RecentDays

ROUTES = APIRouter(prefix="/v1", tags=["callers"])
Days = Annotated[RecentDays, Query()]


@ROUTES.get("/callers/copy", response_model=CopyPage)
def get_copy(
    hub: TheHub,
    machine: AMachine,
    recent_days: Days = 0,
    begin: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=LIMIT)] = LIMIT,
    packed: bool = False,
) -> Response:
    """A page of the first copy of everybody in scope: the marked first, then the most recent.

    ``packed``: a quarter as long on its way, by gzip, which costs as much as a third of making it.
    """
    _a_desk(machine)
    body = pages.copy_page(hub, recent_days, begin, limit)
    return _packed(body) if packed else _json(body)


@ROUTES.get("/callers/changes", response_model=CallerChanges)
def get_changes(
    hub: TheHub,
    machine: AMachine,
    after: Annotated[int, Query(ge=0, lt=2**62)] = 0,
    recent_days: Days = 0,
    limit: Annotated[int, Query(ge=1, le=LIMIT)] = 200,
    since: Annotated[int | None, Query(ge=0, lt=2**62)] = None,
) -> Response:
    """Who of the scope changed after a number, and who is in it no more.

    ``since``: the number up to which the desk lacks nothing of anybody; of the histories then only
    what changed after it comes.
    """
    _a_desk(machine)
    return _json(pages.changes_page(hub, after, recent_days, limit, since))


def _a_desk(machine: Machine) -> None:
    if machine.kind != "desk":
        raise Refused(403, "not_a_desk", "Only desks keep people on record.")


def _packed(body: bytes) -> Response:
    packed = gzip.compress(body, compresslevel=1)
    return Response(packed, media_type="application/json", headers={"Content-Encoding": "gzip"})


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
