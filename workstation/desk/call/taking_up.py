"""What an earlier run of this program asked for, and what came of it, taken up at the start."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.desk.call.attention import Attention
from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.unsettled import read_back, settle
from workstation.desk.ports import JournalPort


def take_up(
    journal: JournalPort,
    desk_stream: str,
    hand_overs: HandOvers,
    attention: Attention,
    open_contacts: Iterable[str],
) -> None:
    """Read the desk's own stream since the start before, and move its bookmark on."""
    found = read_back(journal, desk_stream)
    hand_overs.resume(found)
    attention.resume(found.answers.values())
    left = hand_overs.unsettled(open_contacts)
    settle(journal, desk_stream, found, (*left, *found.answers))
