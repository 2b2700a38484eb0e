"""Who the hub is, enrolling a machine, signing in and out."""

from __future__ import annotations

from fastapi import APIRouter, Response

from workstation.hub import enrolment, people
from workstation.hub.credentials import AMachine, APerson, TheHub
from workstation.protocol.messages import EnrolAsk, EnrolReply, Hello, SignInAsk, SignInReply

OPEN = APIRouter(tags=["introduction"])
ROUTES = APIRouter(prefix="/v1", tags=["introduction"])


@OPEN.get("/hello")
def hello(hub: TheHub) -> Hello:
    """Who the hub is, which versions it speaks, what time it has. Needs no credential."""
    known = hub.identity
    with hub.reading() as tx:
        now = hub.clock(tx)
    return Hello(realm=known.realm, hub_id=known.hub_id, epoch=known.epoch, now_utc=now)


@ROUTES.post("/enrol")
def enrol(hub: TheHub, ask: EnrolAsk) -> EnrolReply:
    """Give a machine its own credential, once, for a code that an administrator made."""
    return enrolment.enrol(hub, ask)


@ROUTES.post("/sign-in")
def sign_in(hub: TheHub, machine: AMachine, ask: SignInAsk) -> SignInReply:
    """Begin a person's session at an enrolled machine."""
    return people.sign_in(hub, machine, ask)


@ROUTES.post("/sign-out", status_code=204)
def sign_out(hub: TheHub, person: APerson) -> Response:
    """End the session."""
    people.sign_out(hub, person)
    return Response(status_code=204)
