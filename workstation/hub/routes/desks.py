"""What desks send, and the policies that they work by."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel

from workstation.hub import intake, reporting
from workstation.hub.credentials import ACaller, AMachine, TheHub
from workstation.hub.problems import Refused
from workstation.hub.routes.writing import written
from workstation.hub.store import policies
from workstation.protocol.messages import BatchReply, EventBatch
from workstation.protocol.supervising import DeskReport, ReportReply

ROUTES = APIRouter(prefix="/v1", tags=["desks"])


class CurrentPolicy(BaseModel):
    """The policy for new calls; its package is read by hash."""

    id: str
    version: str
    hash: str


@ROUTES.post("/events", response_model=BatchReply)
def post_events(hub: TheHub, machine: AMachine, batch: EventBatch) -> Response:
    """Take sealed events of one store. The reply is given after they are durable."""
    if machine.kind != "desk":
        raise Refused(403, "not_a_desk", "Only desks write calls; this machine is not one.")
    return written(intake.take(hub, machine, batch))


@ROUTES.post("/desks/report", response_model=ReportReply)
def post_report(hub: TheHub, machine: AMachine, told: DeskReport) -> Response:
    """How a desk stands: a fact that replaces its last one; nobody else is told of it."""
    if machine.kind != "desk":
        raise Refused(403, "not_a_desk", "Only desks report how they stand.")
    return written(reporting.take(hub, machine, told))


@ROUTES.get("/policies/current")
def current_policy(hub: TheHub, caller: ACaller) -> CurrentPolicy:
    """Which policy new calls are pinned to."""
    with hub.reading() as tx:
        ref = policies.current(tx)
    if ref is None:
        raise Refused(404, "not_found", "The hub has no policy yet; an administrator adds one.")
    return CurrentPolicy(id=ref.id, version=ref.version, hash=ref.hash)


@ROUTES.get(
    "/policies/{policy_hash}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def policy_package(hub: TheHub, caller: ACaller, policy_hash: str) -> Response:
    """The bytes of a policy package, old or new."""
    with hub.reading() as tx:
        package = policies.package(tx, policy_hash)
    if package is None:
        raise Refused(404, "not_found", "The hub has no policy of that hash.")
    return Response(package, media_type="application/octet-stream")
