"""What telephony tells the desk, whichever way it arrives: one shape for every source of calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["offered", "answered", "held", "resumed", "ended"]


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One step of a call. ``number`` is E.164 or ``None`` when withheld or unusable.

    ``line`` is "999" or "101". ``cause`` belongs to "ended" only. ``call_id`` is empty where the
    source does not name its calls, which it can then offer only. ``via`` is "link" for a call that
    no telephone told.
    """

    kind: Kind
    call_id: str
    line: str = "101"
    number: str | None = None
    withheld: bool = False
    dialled: str = ""
    cause: Literal["caller", "desk", "lost"] = "caller"
    via: Literal["", "link"] = ""
