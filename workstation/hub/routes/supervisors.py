"""What supervisors see besides the queues: the whole control room."""

from __future__ import annotations

from fastapi import APIRouter

from workstation.hub import supervision
from workstation.hub.credentials import APerson, TheHub
from workstation.protocol.supervising import WireSupervision

ROUTES = APIRouter(prefix="/v1", tags=["supervisors"])


@ROUTES.get("/supervision")
def get_supervision(hub: TheHub, person: APerson) -> WireSupervision:
    """Every desk, what waits in every team, what was phoned through, which alarms rang."""
    person.need("see_all_desks")
    return supervision.supervision(hub)
