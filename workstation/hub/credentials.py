"""Who calls: an enrolled machine, or a person signed in at one."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated, Final, cast

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader

from workstation.domain.roles import ALLOWED, Action, Role, may
from workstation.hub.hub import Hub
from workstation.hub.identifiers import mark
from workstation.hub.problems import Refused
from workstation.hub.store import devices, people

_DEVICE: Final = APIKeyHeader(
    name="Authorization",
    scheme_name="Device",
    description="`Device DESK_ID:SECRET`: an enrolled machine, from POST /v1/enrol.",
    auto_error=False,
)
_SESSION: Final = APIKeyHeader(
    name="Authorization",
    scheme_name="Session",
    description="`Session TOKEN`: a person signed in at a machine, from POST /v1/sign-in.",
    auto_error=False,
)


@dataclass(frozen=True, slots=True)
class Machine:
    """An enrolled machine speaks for itself."""

    device_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed-in person. ``token_mark`` is what is stored of the session's token."""

    user: str
    name: str
    roles: frozenset[Role]
    teams: frozenset[str]
    sign_in: str
    device_id: str
    token_mark: str

    def need(self, action: Action) -> None:
        """Raises `Refused` unless the person's roles allow ``action``."""
        if not may(self.roles, action):
            raise Refused(403, "not_allowed", "Your role does not allow this; nothing was changed.")


Caller = Machine | Signed


async def hub_of(request: Request) -> Hub:
    """The hub that serves this request; asynchronous, so that no thread is changed for it."""
    return cast(Hub, request.app.state.hub)


TheHub = Annotated[Hub, Depends(hub_of)]


def a_machine(
    hub: TheHub, authorization: Annotated[str | None, Security(_DEVICE)] = None
) -> Machine:
    """The machine whose credential came along."""
    return _machine(hub, authorization or "")


def a_person(
    hub: TheHub, authorization: Annotated[str | None, Security(_SESSION)] = None
) -> Signed:
    """The person whose session came along."""
    return _signed(hub, authorization or "")


def a_caller(
    hub: TheHub,
    device: Annotated[str | None, Security(_DEVICE)] = None,
    session: Annotated[str | None, Security(_SESSION)] = None,
) -> Caller:
    """Either of them."""
    return caller_of(hub, session or device or "")


def caller_of(hub: Hub, authorization: str) -> Caller:
    """The machine or the person of an ``Authorization`` header."""
    if authorization.startswith("Session "):
        return _signed(hub, authorization)
    return _machine(hub, authorization)


AMachine = Annotated[Machine, Depends(a_machine)]
APerson = Annotated[Signed, Depends(a_person)]
ACaller = Annotated[Caller, Depends(a_caller)]


def _machine(hub: Hub, authorization: str) -> Machine:
    scheme, _, value = authorization.partition(" ")
    device_id, _, secret = value.partition(":")
    if scheme == "Device" and device_id and secret:
        with hub.reading() as tx:
            device = devices.read(tx, device_id)
        if device and hmac.compare_digest(device.secret_hash, mark(secret)):
            machine = Machine(device.device_id, device.name, device.kind)
            if machine.kind == "desk":
                hub.hearing.heard(hub.database, hub.clock, device_id)
            return machine
    raise Refused(
        401,
        "not_enrolled",
        "The hub does not know this machine; what waits is safe, enrol the machine again.",
        {"WWW-Authenticate": "Device"},
    )


def _signed(hub: Hub, authorization: str) -> Signed:
    scheme, _, token = authorization.partition(" ")
    if scheme == "Session" and token:
        with hub.reading() as tx:
            session = people.session(tx, mark(token), hub.clock(tx))
        if session is not None:
            person = session.account
            return Signed(
                person.user_name,
                person.name,
                frozenset(role for role in ALLOWED if role in person.roles),
                frozenset(person.teams),
                session.sign_in,
                session.device_id,
                mark(token),
            )
    raise Refused(
        401,
        "not_signed_in",
        "You are not signed in any more; nothing was changed, sign in again.",
        {"WWW-Authenticate": "Session"},
    )
