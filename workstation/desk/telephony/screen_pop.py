"""The telephone program on this machine tells calls by opening an address here (a screen pop).

GET /screenpop?nonce=N&kind=offered&call=ID&line=999&number=01414960123

Only programs on this machine that know the nonce are heard; web pages are not, because a page that
a browser shows could otherwise ring the desk (Host, Origin and Fetch metadata are checked).
"""

from __future__ import annotations

import contextlib
import hmac
import os
import re
import socket
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Final, get_args
from urllib.parse import parse_qs, urlsplit

from workstation.desk.numbers import e164
from workstation.desk.telephony.ports import Hear
from workstation.domain.call_event import CallEvent, Kind

PATH: Final = "/screenpop"
#: Characters of a request's address at most.
ADDRESS_LIMIT: Final = 1_000
#: Seconds a program may take to say what it wants.
PATIENCE_S: Final = 2.0

_CALL_ID: Final = re.compile(r"[A-Za-z0-9._:@-]{1,64}")
_CAUSES: Final = ("caller", "desk", "lost")


class PortInUse(OSError):
    """Another program listens there; the message is a sentence for a person."""


class NotACall(ValueError):
    """What was asked is no step of a call."""


@dataclass(frozen=True, slots=True)
class _Asked:
    address: str
    host: str
    origin: str | None
    fetch_site: str


def call_event(query: str) -> CallEvent:
    """The step of a call that ``query`` tells. Raises `NotACall`."""
    try:
        fields = parse_qs(query, strict_parsing=True, max_num_fields=10)
    except ValueError as fault:
        raise NotACall("not a query") from fault
    said = {name: values[0] for name, values in fields.items() if len(values) == 1}
    kind, call_id, line = (said.get(name, "") for name in ("kind", "call", "line"))
    cause = said.get("cause", "caller")
    if kind not in get_args(Kind) or not _CALL_ID.fullmatch(call_id) or cause not in _CAUSES:
        raise NotACall("kind, call or cause")
    if kind == "offered" and line not in ("999", "101"):
        raise NotACall("line")
    number = e164(said.get("number", ""))
    return CallEvent(
        kind,  # type: ignore[arg-type]
        call_id,
        line or "101",
        number,
        withheld=said.get("withheld") == "1",
        dialled=e164(said.get("dialled", "")) or "",
        cause=cause,  # type: ignore[arg-type]
    )


class ScreenPop:
    """A `CallSource` that listens on the loopback address only."""

    def __init__(self, nonce: str, port: int = 0) -> None:
        """``port`` 0 takes a free one. Raises `PortInUse`, ValueError for a nonce that is short."""
        if len(nonce) < 16:
            raise ValueError("the nonce has at least 16 characters")
        self._nonce = nonce
        try:
            self._server = _Server(self)
            self._server.bind(port)
        except OSError as fault:
            raise PortInUse(
                f"Another program uses port {port}, so calls cannot be shown by themselves; answer"
                " and type as usual, and give the telephone program another port."
            ) from fault
        self._thread: threading.Thread | None = None
        self._hear: Hear | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def start(self, hear: Hear) -> None:
        """Begin to tell calls."""
        self._hear = hear
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="screen-pop", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End; nothing is told afterwards."""
        self._hear = None
        if self._thread is not None:
            self._server.hang_up()
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()

    def status_for(self, asked: _Asked) -> int:
        """Hear what was asked, if it may be; the HTTP status to answer."""
        if asked.host not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            return 403
        if asked.origin is not None or asked.fetch_site not in ("", "none"):
            return 403
        parts = urlsplit(asked.address)
        if parts.path != PATH:
            return 404
        query, given = _without_nonce(parts.query)
        if not hmac.compare_digest(given.encode(), self._nonce.encode()):
            return 403
        try:
            event = call_event(query)
        except NotACall:
            return 400
        hear = self._hear
        if hear is None:
            return 503
        hear(event)
        return 204


def _without_nonce(query: str) -> tuple[str, str]:
    parts = query.split("&")
    nonce = [p.partition("=")[2] for p in parts if p.startswith("nonce=")]
    rest = "&".join(p for p in parts if not p.startswith("nonce="))
    return rest, nonce[0] if len(nonce) == 1 else ""


class _Server(HTTPServer):
    """One request at a time: a telephone program says little and seldom."""

    # Windows would let another program take over a port that may be used again at once.
    allow_reuse_address = os.name == "posix"

    def __init__(self, pop: ScreenPop) -> None:
        super().__init__(("127.0.0.1", 0), _Handler, bind_and_activate=False)
        self.pop = pop
        self._heard: socket.socket | None = None

    def bind(self, port: int) -> None:
        """Take ``port`` of the loopback address."""
        self.server_address = ("127.0.0.1", port)
        try:
            self.server_bind()
            self.server_activate()
        except OSError:
            self.server_close()
            raise

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so that stopping need not wait for it."""
        self._heard = request
        try:
            super().process_request(request, client_address)
        finally:
            self._heard = None

    def hang_up(self) -> None:
        """End the connection that is being heard, if there is one."""
        if (heard := self._heard) is not None:
            with contextlib.suppress(OSError):
                heard.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke off concerns nobody."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = PATIENCE_S
    server_version = "screenpop"
    sys_version = ""

    def do_GET(self) -> None:
        if len(self.path) > ADDRESS_LIMIT:
            status = 414
        else:
            status = self.server.pop.status_for(
                _Asked(
                    self.path,
                    self.headers.get("Host", ""),
                    self.headers.get("Origin"),
                    self.headers.get("Sec-Fetch-Site", ""),
                )
            )
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Numbers that ring are personal data; nothing is logged."""
