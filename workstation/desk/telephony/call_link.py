"""A link that offers a call: ``workstation://call?number=01414960123&line=101``.

A page or a mail can make anybody open one. It can offer a call and nothing else: it names no call,
so that it can neither answer nor end one, and the desk says that the call is "from a link".
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from workstation.desk.telephony.call_query import NotACall, fields_of, number_in
from workstation.domain.call_event import CallEvent

SCHEME: Final = "workstation"
#: Characters of a link at most.
LIMIT: Final = 200
#: Links that are heard within `WHILE_S` seconds.
FEW: Final = 5
WHILE_S: Final = 60.0

_LINK: Final = re.compile(rf"{SCHEME}://call/?\?([\x21\x24-\x7e]+)", re.IGNORECASE)


class TooMany(Exception):
    """More links than a person would use; this one was not heard."""


def query_of(link: str) -> str:
    """What a running desk is told of ``link``. Raises `NotACall`."""
    found = _LINK.fullmatch(link) if len(link) <= LIMIT else None
    if found is None:
        raise NotACall("not a link")
    event = linked_call(found[1])
    return urlencode({"number": event.number or "", "line": event.line})


def linked_call(query: str) -> CallEvent:
    """The call that a link offers: a number that can be rung, and 101 unless it says 999.

    Raises `NotACall` for whatever else it says.
    """
    fields = fields_of(query, most=2)
    said = dict(fields)
    if len(said) != len(fields) or not said.keys() <= {"number", "line"}:
        raise NotACall("fields")
    line, dialled = said.get("line", "101"), said.get("number", "")
    number = number_in(dialled)
    if number is None or line not in ("999", "101"):
        raise NotACall("number or line")
    return CallEvent("offered", "", line, number, via="link")


class FewLinks:
    """Reads links, and refuses them when there come more than a person would use."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._heard: deque[float] = deque(maxlen=FEW)

    def __call__(self, query: str) -> CallEvent:
        """As `linked_call`. Raises `NotACall`, `TooMany`."""
        event = linked_call(query)
        now = self._now()
        if len(self._heard) == FEW and now - self._heard[0] < WHILE_S:
            raise TooMany
        self._heard.append(now)
        return event
