"""The change feed: pages after a token, and a stream that says when there is more."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from workstation.hub import change_feed
from workstation.hub.credentials import ACaller, TheHub, caller_of
from workstation.hub.hub import Hub
from workstation.hub.problems import Refused
from workstation.hub.routes.writing import written
from workstation.hub.store import feed
from workstation.hub.store.engine import StoreUnreachable
from workstation.protocol.messages import ChangesPage

ROUTES = APIRouter(prefix="/v1", tags=["changes"])
Token = Annotated[str, Query(max_length=200)]


@ROUTES.get("/changes", response_model=ChangesPage)
def get_changes(
    hub: TheHub,
    caller: ACaller,
    token: Token = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Response:
    """Changes for the caller's scope after ``token``, oldest first."""
    return written(change_feed.page(hub, change_feed.scope_of(caller), token, limit))


@ROUTES.get(
    "/changes/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}},
)
def stream_changes(
    hub: TheHub, caller: ACaller, request: Request, token: Token = ""
) -> StreamingResponse:
    """Server-sent events: ``data: {"up_to": n}`` when there is something new for the scope."""
    scope = change_feed.scope_of(caller)
    start = change_feed.number_in(hub, scope, token)
    authorization = request.headers.get("authorization", "")
    return StreamingResponse(
        _news(hub, scope, start, authorization),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


async def _news(
    hub: Hub, scope: frozenset[str], seen: int, authorization: str
) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    woken = asyncio.Event()

    def wake() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody follows any more
            loop.call_soon_threadsafe(woken.set)

    hub.watch.follow(wake, scope)
    looked = -1
    try:
        yield ": following\n\n"
        while not hub.watch.stopping:
            if looked != (begun := hub.watch.begun):
                newest = await run_in_threadpool(_newest, hub, scope, seen)
                looked = looked if newest is None else begun
            else:
                newest = hub.watch.newest(scope)
            if newest is not None and newest > seen:
                seen = newest
                yield f'data: {{"up_to": {newest}}}\n\n'
            try:
                await asyncio.wait_for(woken.wait(), hub.settings.heartbeat_s)
                woken.clear()
            except TimeoutError:
                if not await run_in_threadpool(_still, hub, scope, authorization):
                    return
                yield ": beat\n\n"
    finally:
        hub.watch.unfollow(wake)


def _newest(hub: Hub, scope: frozenset[str], seen: int) -> int | None:
    """The newest number for ``scope``, at least ``seen``; ``None`` while nobody can say."""
    with contextlib.suppress(StoreUnreachable), hub.reading() as tx:
        return feed.newest_for(tx, scope, seen) or seen
    return None


def _still(hub: Hub, scope: frozenset[str], authorization: str) -> bool:
    """Whether the credential still counts and its scope is still the same."""
    try:
        return change_feed.scope_of(caller_of(hub, authorization)) == scope
    except Refused:
        return False
    except StoreUnreachable:
        return True
