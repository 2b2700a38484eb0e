"""How long to wait after a failure: longer each time, never in step with other desks."""

from __future__ import annotations

import random
from collections.abc import Callable

from workstation.desk.answers import Failure, Later

FIRST_S = 1.0
LONGEST_S = 30.0


class BackOff:
    """Seconds to wait after each failure in a row: 1, 2, 4 … 30, each shortened at random by half.

    A hub's own wish (``Later.retry_after_s``) is the least, up to `LONGEST_S`: it may be the page
    of a proxy that is gone long before the time it names, and what waits may be an emergency.
    """

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        self._chance = chance
        self._failures = 0

    def after(self, failure: Failure) -> float:
        """Seconds to wait after one more failure."""
        longest = min(LONGEST_S, FIRST_S * 2.0**self._failures)
        self._failures = min(self._failures + 1, 10)
        wished = failure.retry_after_s if isinstance(failure, Later) else None
        return max(min(wished or 0.0, LONGEST_S), longest * (0.5 + self._chance() / 2))

    def reset(self) -> None:
        """Something went well."""
        self._failures = 0
