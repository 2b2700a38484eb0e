"""Open incidents of the whole force, in short, for the copies that desks keep."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from workstation.hub import open_cards
from workstation.hub.credentials import AMachine, TheHub
from workstation.hub.problems import Refused
from workstation.protocol.open_cards import OpenIncidentsPage

ROUTES = APIRouter(prefix="/v1", tags=["open incidents"])


@ROUTES.get("/open-incidents")
def get_open_incidents(
    hub: TheHub,
    machine: AMachine,
    after: Annotated[int, Query(ge=0, lt=2**62)] = 0,
    epoch: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> OpenIncidentsPage:
    """What changed after the number ``after`` of ``epoch``; 0 begins at the beginning."""
    if machine.kind != "desk":
        raise Refused(403, "not_a_desk", "Only desks keep copies of open incidents.")
    return open_cards.page(hub, after, epoch, limit)
