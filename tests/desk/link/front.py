"""A server between desk and hub that misbehaves on purpose, one request at a time as it is told."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Forward:
    """Hand the request on, and the answer back: whole, cut off half-way, or not at all.

    ``answered`` is set once the hub has answered; the answer goes back when ``until`` is.
    """

    back: float = 1.0
    answered: threading.Event | None = None
    until: threading.Event | None = None


@dataclass(frozen=True)
class Say:
    """Answer this, whatever was asked."""

    status: int
    body: bytes
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hang:
    """Take the request and say nothing until the test ends."""


Act = Forward | Say | Hang
LOST = Forward(back=0.0)
PORTAL = Say(200, b"<html><body>Welcome to Station Wi-Fi</body></html>", "text/html")


def problem(status: int, word: str, **headers: str) -> Say:
    """An error as the hub says it."""
    body = {"word": word, "sentence": f"The hub says {word}."}
    return Say(status, json.dumps(body).encode(), headers=headers)


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    body: bytes


class Front:
    """Asks ``plan`` what to do with each request; remembers what was asked."""

    def __init__(self, hub_url: str = "") -> None:
        self.hub = urlsplit(hub_url).netloc
        self.plan: Callable[[Asked], Act] = lambda asked: Forward()
        self.asked: list[Asked] = []
        self.ending = threading.Event()
        self.hanging = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.front = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def count(self, path: str) -> int:
        """How often ``path`` was asked for."""
        return sum(1 for asked in self.asked if asked.path == path)

    def stop(self) -> None:
        """End everything."""
        self.ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        front: Front = self.server.front  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        asked = Asked(self.command, path, body)
        act = front.plan(asked)
        front.asked.append(asked)
        self.close_connection = True
        if isinstance(act, Hang):
            front.hanging.set()
            front.ending.wait(60)
            return
        said, part = (act, 1.0) if isinstance(act, Say) else (self._hub(front, body), act.back)
        if isinstance(act, Forward) and act.until and act.answered:
            act.answered.set()
            act.until.wait(60)
        if part == 0.0:
            return
        with contextlib.suppress(ConnectionError):  # the desk has hung up
            self._reply(said, part)

    def _reply(self, said: Say, part: float) -> None:
        self.send_response(said.status)
        for name, value in {**said.headers, "Content-Type": said.kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(said.body[: int(len(said.body) * part)])

    def _hub(self, front: Front, body: bytes) -> Say:
        if self.path.startswith("/v1/changes/stream"):
            return problem(503, "no_streams_through_here")
        kept = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
        with contextlib.closing(http.client.HTTPConnection(front.hub, timeout=20)) as asking:
            asking.request(self.command, self.path, body or None, kept)
            reply = asking.getresponse()
            kind = reply.headers.get("content-type", "text/plain")
            return Say(reply.status, reply.read(), kind)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests read `Front.asked` instead."""


@contextmanager
def front(hub_url: str = "") -> Iterator[Front]:
    """A running front."""
    made = Front(hub_url)
    try:
        yield made
    finally:
        made.stop()


def hello(**other: str) -> Say:
    """What a hub says of itself."""
    said = {
        "product": "workstation-hub",
        "realm": "demo",
        "hub_id": "hub-1",
        "epoch": "epoch-1",
        "versions": [1],
        "now_utc": "2026-03-01T12:00:00.000000Z",
    }
    return Say(200, json.dumps({**said, **other}).encode())
