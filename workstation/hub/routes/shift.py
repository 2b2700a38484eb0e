"""The whole force's shift by the hour, for supervisors."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from workstation.hub.credentials import APerson, TheHub
from workstation.hub.shift import shift_of
from workstation.protocol.shift import MOST_HOURS, WireShift

ROUTES = APIRouter(prefix="/v1", tags=["supervisors"])


@ROUTES.get("/shift")
def get_shift(
    hub: TheHub, person: APerson, hours: Annotated[int, Query(ge=1, le=MOST_HOURS)] = 12
) -> WireShift:
    """Each figure of each hour, with what is behind it: answered, recorded, ended, unexplained."""
    person.need("see_shift")
    return shift_of(hub, hours)
