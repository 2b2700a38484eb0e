"""Programs on this machine tell calls by opening an address here (a screen pop).

GET /screenpop?nonce=N&number=01414960123&line=999&call=ID&kind=offered   the telephone program
GET /link?nonce=M&number=01414960123&line=101                              a link, offers only

Only programs on this machine that know the nonce of a door are heard; web pages are not, because a
page that a browser shows could otherwise ring the desk (Host, Origin and Fetch metadata are
checked). Numbers that ring are personal data: nothing is logged.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from workstation.desk.telephony.call_link import TooMany
from workstation.desk.telephony.call_query import NotACall
from workstation.desk.telephony.http_head import Asked
from workstation.desk.telephony.loopback import Answer, Loopback
from workstation.desk.telephony.ports import Hear
from workstation.domain.call_event import CallEvent

TELEPHONE: Final = "/screenpop"
LINK: Final = "/link"
#: Where a running desk proves that it is the one that left its nonce.
PROOF: Final = "/proof"
#: Characters of a nonce at least and at most.
NONCE: Final = (16, 200)

_CHALLENGE: Final = re.compile(r"challenge=([0-9a-f]{32})")


class CannotListen(Exception):
    """Calls cannot be told here; ``sentence`` is for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Door:
    """Who is heard at one path. ``read`` raises `NotACall`, or `TooMany`."""

    nonce: str
    read: Callable[[str], CallEvent]


class ScreenPop:
    """A source of calls on the loopback address. ``doors`` are found by path."""

    def __init__(self, doors: Mapping[str, Door], port: int = 0) -> None:
        """``port`` 0 takes a free one. Raises `CannotListen`."""
        if any(not NONCE[0] <= len(door.nonce) <= NONCE[1] for door in doors.values()):
            raise CannotListen(
                f"The nonce of the telephone program has not {NONCE[0]} to {NONCE[1]} characters, "
                "so calls cannot be shown by themselves; answer and type as usual, and give it a "
                "longer one."
            )
        self._doors = doors
        self._hear: Hear | None = None
        try:
            self._loopback = Loopback(port, self.answer)
        except OSError as fault:
            raise CannotListen(
                f"Another program uses port {port}, so calls cannot be shown by themselves; answer"
                " and type as usual, and give the telephone program another port."
            ) from fault

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._loopback.port

    def start(self, hear: Hear) -> None:
        """Begin to tell calls."""
        self._hear = hear
        self._loopback.start()

    def stop(self) -> None:
        """End; nothing is told afterwards."""
        self._hear = None
        self._loopback.stop()

    def answer(self, asked: Asked) -> Answer:
        """Hear what was asked, if it may be."""
        if asked.host not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            return Answer(403)
        if asked.origin is not None or asked.fetch_site not in ("", "none"):
            return Answer(403)
        try:
            parts = urlsplit(asked.address)
        except ValueError:
            return Answer(400)
        if parts.scheme or parts.netloc:
            return Answer(400)
        if parts.path == PROOF:
            return self._prove(parts.query)
        door = self._doors.get(parts.path)
        return Answer(404) if door is None else Answer(self._hear_at(door, parts.query))

    def _hear_at(self, door: Door, said: str) -> int:
        """The HTTP status to answer."""
        query, given = _without_nonce(said)
        if not hmac.compare_digest(given.encode(), door.nonce.encode()):
            return 403
        try:
            event = door.read(query)
        except NotACall:
            return 400
        except TooMany:
            return 429
        hear = self._hear
        if hear is None:
            return 503
        hear(event)
        return 204

    def _prove(self, query: str) -> Answer:
        challenge, door = _CHALLENGE.fullmatch(query), self._doors.get(LINK)
        if challenge is None or door is None:
            return Answer(404)
        return Answer(200, proof_of(door.nonce, challenge[1]))


def proof_of(nonce: str, challenge: str) -> str:
    """What only a desk that knows ``nonce`` can say to ``challenge``."""
    return hmac.digest(nonce.encode(), challenge.encode(), "sha256").hex()


def _without_nonce(query: str) -> tuple[str, str]:
    parts = query.split("&")
    nonce = [p.partition("=")[2] for p in parts if p.startswith("nonce=")]
    rest = "&".join(p for p in parts if not p.startswith("nonce="))
    return rest, nonce[0] if len(nonce) == 1 else ""
