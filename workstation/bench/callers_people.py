"""Made-up people as pages of a first copy: the hub's own generator, in the order it makes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub.made_up.people import MadeUpPeople
from workstation.protocol.callers import LIMIT, CallerLine, CopyPage, line_of

TODAY: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
#: Somebody who rings all the time, for the longest history there is.
RINGS_ALL_THE_TIME: Final = "bench:rings-all-the-time"
LONGEST: Final = 2_000


def lines(callers: int, contacts: int, seed: int) -> Iterator[CallerLine]:
    """``callers`` people with ``contacts`` earlier contacts together, one of them with 2,000."""
    yield line_of(ringer(), 1)
    made = MadeUpPeople(max(1, callers - 1), contacts, seed, TODAY, ("Immediate", "Prompt"))
    for row in made.rows():
        facts: list[object] = [row.caller_id, 1, *json.loads(row.line), json.loads(row.history)]
        yield facts  # type: ignore[misc]


def pages(callers: int, contacts: int, seed: int, size: int = LIMIT) -> Iterator[CopyPage]:
    """The same in pages, as they come over the link; not checked, for that is the link's to do."""
    rest = lines(callers, contacts, seed)
    taken = 0
    while some := list(islice(rest, size)):
        taken += len(some)
        yield CopyPage.model_construct(
            callers=some,
            next=str(taken) if taken < callers else "",
            epoch="bench",
            from_no=1,
            total=callers,
            now_utc=TODAY.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        )


def ringer() -> Caller:
    """Somebody with two thousand earlier contacts."""
    history = tuple(
        PastContact(
            (TODAY - timedelta(hours=9 * n)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "Prompt",
            "Neighbours are loud again; advice given, and a word with the housing officer",
            "Advice",
            f"bench-contact-{n}",
            "101",
            f"matter-{n // 5}",
        )
        for n in range(LONGEST)
    )
    phones = ("+441414960999",)
    return Caller(
        RINGS_ALL_THE_TIME, "Zebedee Ringer", "1950-01-01", "", False, phones, history=history
    )
