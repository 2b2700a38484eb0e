"""What is asked over the line, and what is said when no answer comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

#: Seconds. A hub that is there connects at once and commits a batch well within the reading time.
CONNECT_S: Final = 2.0
READ_S: Final = 8.0
#: Seconds until a hub has gathered thousands of people with all their earlier contacts.
COPY_S: Final = 60.0
#: Seconds without a word after which a stream counts as dead; the hub says something more often.
STREAM_QUIET_S: Final = 45.0
_SAFE = "nothing is lost here and it is tried again; phone urgent matters through meanwhile."
NO_ANSWER: Final = f"The hub cannot be reached: {_SAFE}"
CUT_OFF: Final = f"The hub's answer was cut off: {_SAFE}"
NOT_OURS: Final = (
    "Not our server: something else answers at the hub's address, nothing was given to it;"
    " check the network (a log-in page?) and phone urgent matters through meanwhile."
)
BUSY: Final = f"The hub cannot take it just now: {_SAFE}"


@dataclass(frozen=True, slots=True)
class Question:
    """One request. ``auth`` is the value of ``Authorization``; ``body`` is JSON text."""

    method: str
    path: str
    auth: str | None = None
    body: str | None = None
    params: Mapping[str, str | int] | None = None
    read_s: float = READ_S


class Silent(Exception):
    """A stream that ended, or said nothing for too long."""
