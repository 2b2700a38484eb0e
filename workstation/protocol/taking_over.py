"""The messages with which a desk takes over a call of another desk."""

from __future__ import annotations

from workstation.protocol.messages import Message, WireEvent


class WireCallElsewhere(Message):
    """A call under way at another desk. ``taken_by_name``: a desk that is taking it over."""

    contact_id: str
    desk_name: str
    advisor_name: str
    answered_at: str
    heard_at: str
    line: str
    number: str | None
    words: str
    taken_by_name: str = ""


class CallsElsewhere(Message):
    """Calls under way at other desks, the newest first; ``more`` when there are further ones."""

    now_utc: str
    calls: tuple[WireCallElsewhere, ...]
    more: bool = False


class TakeOverReply(Message):
    """What the hub holds of the call, or ``cause``: why this desk cannot have it.

    ``incidents``: those of its incidents that the hub knows.
    """

    done: bool
    cause: str = ""
    desk_name: str = ""
    events: tuple[WireEvent, ...] = ()
    incidents: tuple[str, ...] = ()
