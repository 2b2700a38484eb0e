"""The head of a request on the loopback address, read strictly and within bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Bytes of a request's head at most; a browser that opens the address sends about a thousand.
HEAD_LIMIT: Final = 8_192
#: Characters of a request's address at most.
ADDRESS_LIMIT: Final = 1_000

_FIRST_LINE: Final = re.compile(rb"([A-Z]{1,16}) ([\x21-\x7e]+) HTTP/1\.[01]")
_FIELD: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*")
#: Fields that decide who is heard: said twice, nobody can tell which one holds.
_ONCE: Final = frozenset({"host", "origin", "sec-fetch-site"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for, and what it says of whoever asks. ``origin`` may be absent."""

    address: str
    host: str
    origin: str | None = None
    fetch_site: str = ""


class Refused(Exception):
    """The request is not one that is heard here; ``status`` is the HTTP status to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def head_of(received: bytes) -> Asked | None:
    """The request that ``received`` begins with, ``None`` while its head is not whole.

    What follows the head (a body, another request) is not looked at. Raises `Refused`.
    """
    end = received.find(b"\r\n\r\n", 0, HEAD_LIMIT)
    if end < 0:
        if len(received) >= HEAD_LIMIT:
            raise Refused(431)
        return None
    first, *rest = received[:end].split(b"\r\n")
    line = _FIRST_LINE.fullmatch(first)
    if line is None:
        raise Refused(400)
    method, address = line.groups()
    if method != b"GET":
        raise Refused(405)
    if len(address) > ADDRESS_LIMIT:
        raise Refused(414)
    said = _fields(rest)
    if said.get("content-length", "0") != "0" or "transfer-encoding" in said:
        raise Refused(400)
    return Asked(
        address.decode("ascii"),
        said.get("host", ""),
        said.get("origin"),
        said.get("sec-fetch-site", ""),
    )


def _fields(lines: list[bytes]) -> dict[str, str]:
    said: dict[str, str] = {}
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None:
            raise Refused(400)
        name = field[1].decode("ascii").lower()
        if name in said and name in _ONCE:
            raise Refused(400)
        said[name] = field[2].decode("latin-1")
    return said
