"""The door: which protocol versions come in, and how much at a time."""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workstation.hub.problems import problem
from workstation.protocol.limits import VERSIONS

#: Bytes of a body at most: events carry whole calls, everything else is small.
EVENTS_LIMIT: Final = 16_000_000
OTHERS_LIMIT: Final = 100_000
HEADER: Final = b"x-workstation-protocol"


class Admission:
    """ASGI middleware. It answers with a `Problem` before anything of the hub is touched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        headers = dict(scope["headers"])
        if path.startswith("/v1/") and not _spoken(headers.get(HEADER, b"")):
            spoken = ", ".join(str(version) for version in VERSIONS)
            sentence = f"This hub speaks protocol {spoken}; update this machine or the hub."
            answer = problem(426, "other_version", sentence, {"Upgrade": f"workstation/{spoken}"})
            await answer(scope, receive, send)
            return
        limit = EVENTS_LIMIT if path == "/v1/events" else OTHERS_LIMIT
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > limit:
            await _too_much(scope, receive, send)
            return
        body = await _body(receive, limit)
        if body is None:
            await _too_much(scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)


async def _body(receive: Receive, limit: int) -> list[Message] | None:
    """The messages of a request's body, ``None`` when it is larger than ``limit`` bytes."""
    messages: list[Message] = []
    taken = 0
    while True:
        message = await receive()
        messages.append(message)
        taken += len(message.get("body", b""))
        if taken > limit:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return messages


def _again(messages: list[Message], receive: Receive) -> Receive:
    """Give the messages that were read already, then those that are still to come."""
    waiting = iter(messages)

    async def replaying() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return replaying


def _spoken(value: bytes) -> bool:
    return value.isdigit() and len(value) < 5 and int(value) in VERSIONS


async def _too_much(scope: Scope, receive: Receive, send: Send) -> None:
    sentence = "This is more than the hub takes at once; nothing was stored, send less."
    await problem(413, "too_much", sentence, {"Connection": "close"})(scope, receive, send)
