"""Made-up people in a desk's own store, as a first copy leaves them there; and a copy under way."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from workstation.desk.cache.callers import Build
from workstation.domain.callers.caller import Caller
from workstation.hub.callers.rows import caller_in
from workstation.hub.made_up.people import MadeUpPeople
from workstation.hub.made_up.seed import CONTACTS_EACH
from workstation.protocol.callers import LIMIT, CallerChanges, CopyPage, line_of

EPOCH: Final = "bench"
SEED: Final = 1


def people(count: int) -> tuple[Caller, ...]:
    """Made-up people with their earlier contacts, the same every time."""
    today = datetime(2026, 11, 21, tzinfo=UTC)
    contacts = round(count * CONTACTS_EACH)
    made = MadeUpPeople(count, contacts, SEED, today, ("Immediate", "Prompt", "Standard"))
    return tuple(known for row in made.rows() if (known := caller_in(row)) is not None)


def copy_to(folder: Path, key: bytes, known: Iterable[Caller], count: int) -> None:
    """A whole copy of ``known`` in ``folder``."""
    with Build.begin(folder, key, "demo") as build:
        for page in pages(known, count):
            build.add_page(page, 0)
        build.finish()
        now = datetime.now(UTC).isoformat()
        build.put_changes(
            CallerChanges(callers=[], gone=[], epoch=EPOCH, up_to=count, more=False, now_utc=now)
        )
        build.complete()


def pages(known: Iterable[Caller], count: int) -> Iterator[CopyPage]:
    """``known`` as the hub's pages."""
    now = datetime.now(UTC).isoformat()
    left = iter(known)
    done = 0
    while some := list(itertools.islice(left, LIMIT)):
        lines = [line_of(one, done + n) for n, one in enumerate(some, start=1)]
        done += len(some)
        following = str(done) if done < count else ""
        yield CopyPage(
            callers=lines, next=following, epoch=EPOCH, from_no=count, total=count, now_utc=now
        )


def copy_for_ever(folder: Path, key: bytes, count: int) -> None:
    """Copies beside each other at full rate, one after another, until the process is ended."""
    known = people(count)
    for n in itertools.count():
        copy_to(folder / str(n), key, known, count)
