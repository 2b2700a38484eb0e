"""Calls that another desk can go on with."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from workstation.hub import taking_over
from workstation.hub.credentials import AMachine, Machine, TheHub
from workstation.hub.problems import Refused
from workstation.protocol.taking_over import CallsElsewhere, TakeOverReply

ROUTES = APIRouter(prefix="/v1", tags=["desks"])


def a_desk(machine: AMachine) -> Machine:
    """The desk whose credential came along. Raises `Refused` for other machines."""
    if machine.kind != "desk":
        raise Refused(403, "not_a_desk", "Only desks take calls; this machine is not one.")
    return machine


ADesk = Annotated[Machine, Depends(a_desk)]


@ROUTES.get("/calls-elsewhere")
def get_calls(hub: TheHub, desk: ADesk) -> CallsElsewhere:
    """Answered calls of other desks that nobody has ended."""
    return taking_over.elsewhere(hub, desk)


@ROUTES.post("/contacts/{contact_id}/take-over")
def post_take_over(hub: TheHub, desk: ADesk, contact_id: str) -> TakeOverReply:
    """Everything the hub holds of a call, for the desk that goes on with it; may be asked again."""
    return taking_over.take(hub, desk, contact_id)
