"""How long the watchdog lets things wait where no grade says so: a policy's own clocks, seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clocks:
    """``reassess_within_s``: for the reason and the fresh assessment after a grade was raised, an
    urgent incident passed on, or a target passed. ``call_back_within_s``: for a fact that a caller
    is to be asked. ``take_message_within_s``: for a team to take a message, a complaint or praise,
    and ``reply_within_s`` for the answer where it has no clock of its own. No force publishes any
    of them; these are product defaults.
    """

    reassess_within_s: int = 600
    call_back_within_s: int = 900
    take_message_within_s: int = 4 * 3600
    reply_within_s: int = 3 * 86_400
