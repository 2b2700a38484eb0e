"""How well the link stands, for every screen: never well while something has waited too long."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:  # the status line is painted before anything of the desk is read
    from workstation.desk.ports import LinkState

Health = Literal["well", "late", "connecting", "lost"]
#: Seconds that the oldest waiting entry may be old while the link counts as well.
LATE_AFTER_S: Final = 120.0


def health(link: LinkState, now_utc: str) -> Health:
    """The link at ``now_utc``, by the clock of this machine.

    A link that answers and yet does not take what waits is late. So is one whose oldest entry was
    written later than now: before the machine was booted with its clock set back, and nobody can
    say how long it has waited.
    """
    if link.state != "live":
        return link.state
    if link.oldest_waiting_utc is None:
        return "well"
    return "well" if 0.0 <= waited_s(link, now_utc) <= LATE_AFTER_S else "late"


def waited_s(link: LinkState, now_utc: str) -> float:
    """Seconds that the oldest entry has waited, 0 while nothing waits; below 0 nobody can say."""
    if link.oldest_waiting_utc is None:
        return 0.0
    then, now = (datetime.fromisoformat(at) for at in (link.oldest_waiting_utc, now_utc))
    return (now - then).total_seconds()
