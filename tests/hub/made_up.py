"""Made-up people as people, for tests that put them on record themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from workstation.domain.callers.caller import Caller
from workstation.hub.callers.rows import caller_in
from workstation.hub.made_up.people import MadeUpPeople


def made_up_callers(
    count: int, seed: int, today: datetime, grades: Sequence[str] = ()
) -> Iterator[Caller]:
    """``count`` of them with twice as many contacts."""
    for row in MadeUpPeople(count, 2 * count, seed, today, grades).rows():
        caller = caller_in(row)
        assert caller is not None
        yield caller
