"""What lies between a desk and the hub: it loses, repeats, delays, cuts off, and answers itself."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import httpx

from tests.link_faults.clocks import DeskDies, TrueTime
from tests.link_faults.hub_side import PROCESSES, HubSide

#: Seconds a question and its answer take, and those until somebody gives up waiting.
TRIP_S, PATIENCE_S = 0.05, 8.0
HTML = b"<html><body>Welcome to Station Wi-Fi</body></html>"

Kind = Literal[
    "lost_request", "lost_reply", "no_name", "twice", "late_twin", "held_up", "cut_off", "short",
    "portal", "html_413", "later_for_each", "dies_before", "dies_after",
    "401", "403", "409", "413", "429", "500", "502", "503",
]  # fmt: skip
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Fault:
    """What becomes of one request. ``retry_after_s`` goes with 429 and 503."""

    kind: Kind
    retry_after_s: int = 0


@dataclass
class Asked:
    """One request as it left, and the answer that came back to whoever asked, if one did."""

    who: str
    path: str
    body: bytes
    answer: httpx.Response | None = None


Watcher = Callable[[Asked], None]


@dataclass
class Network:
    """Carries the requests of one end. ``coming`` faults meet one request each, in order;
    ``lasting`` meets every other until it is taken away.
    """

    who: str
    time: TrueTime
    hub: HubSide
    leaving: Watcher
    arrived: Callable[[], None]
    answered: Watcher
    coming: deque[Fault] = field(default_factory=deque)
    lasting: Fault | None = None
    #: Events that nothing on this way lets through, alone or with others, for ever.
    poison: set[str] = field(default_factory=set)
    _late: list[httpx.Request] = field(default_factory=list)
    _next: int = 0

    def heals(self) -> None:
        """Every fault ends; what was still under way arrives."""
        self.coming.clear()
        self.lasting = None
        self.late_ones_arrive()

    def late_ones_arrive(self) -> None:
        """Requests that were held up somewhere reach the hub after all, the newest first."""
        while self._late:
            self._forward(self._late.pop(), quietly=True)

    def carry(self, request: httpx.Request) -> httpx.Response:
        """One request on its way."""
        asked = Asked(self.who, request.url.path, request.read())
        self.leaving(asked)
        fault = self.coming.popleft() if self.coming else self.lasting
        response = self._through(request, asked, fault)
        response.request = request
        asked.answer = response
        self.answered(asked)
        return response

    def _through(self, request: httpx.Request, asked: Asked, fault: Fault | None) -> httpx.Response:
        kind = fault.kind if fault else None
        if any(event_id.encode() in asked.body for event_id in self.poison):
            return httpx.Response(422, json={"word": "unreadable", "sentence": "Not this one."})
        if kind == "dies_before":
            raise DeskDies
        if kind in ("lost_request", "held_up", "no_name"):
            if kind == "held_up":
                self._late.append(request)
            if kind == "no_name":
                raise httpx.ConnectError("no such name")
            self.time.pass_s(PATIENCE_S)
            raise httpx.ReadTimeout("no answer")
        if (
            fault is not None
            and (said := _said_instead(fault, asked, self.hub.clock.text)) is not None
        ):
            self.time.pass_s(TRIP_S)
            return said
        if kind == "late_twin":
            self._late.append(request)
        if kind == "twice":
            self._forward(request, quietly=True)
        response = self._forward(request)
        if kind == "dies_after":
            raise DeskDies
        if kind == "lost_reply":
            self.time.pass_s(PATIENCE_S)
            raise httpx.ReadTimeout("the answer was lost")
        if kind == "short":
            raise httpx.RemoteProtocolError("peer closed connection")
        return _cut(response) if kind == "cut_off" else response

    def _forward(self, request: httpx.Request, *, quietly: bool = False) -> httpx.Response:
        self.time.pass_s(TRIP_S)
        self._next += 1
        copy = httpx.Request(
            request.method, request.url, headers=request.headers, content=request.content
        )
        try:
            return self.hub.answer(self._next % PROCESSES, copy)
        except httpx.HTTPError:
            if not quietly:
                raise
            return httpx.Response(504)
        finally:
            self.arrived()


class Carrier(httpx.BaseTransport):
    """The network as `httpx` sees it."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._network.carry(request)


def _cut(response: httpx.Response) -> httpx.Response:
    """The first half, as a proxy gives it that thinks that was all."""
    body = response.content
    kind = response.headers.get("content-type", "")
    half = body[: len(body) // 2]
    return httpx.Response(response.status_code, headers={"content-type": kind}, content=half)


def _said_instead(fault: Fault, asked: Asked, now_utc: str) -> httpx.Response | None:
    if fault.kind == "portal":
        return httpx.Response(200, headers={"content-type": "text/html"}, content=HTML)
    if fault.kind == "html_413":
        return httpx.Response(413, headers={"content-type": "text/html"}, content=HTML)
    if fault.kind == "later_for_each":
        return _later_for_each(asked, now_utc)
    if not fault.kind.isdigit():
        return None
    body = {"word": "made_up", "sentence": f"Something on the way says {fault.kind}."}
    headers = {"Retry-After": str(fault.retry_after_s)} if fault.retry_after_s else {}
    return httpx.Response(int(fault.kind), headers=headers, json=body)


def _later_for_each(asked: Asked, now_utc: str) -> httpx.Response | None:
    """A hub that answers and takes nothing, as with a database that has just gone."""
    if asked.path != "/v1/events":
        return None
    replies = [
        {"event_id": e["event_id"], "status": "later", "cause": "The database does not answer."}
        for e in json.loads(asked.body)["events"]
    ]
    return httpx.Response(200, json={"replies": replies, "now_utc": now_utc})
