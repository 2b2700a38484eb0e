"""One more contact of somebody who has two thousand: told in parts, beside the whole history.

The hub makes the page of the change both ways, and two equal desks read and take one of them each.
Figures are of processor time and in turns, so that both meet the same machine. What the hub takes
to keep the contact is told, too: that is done once, all else for each desk.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeVar

from workstation.bench.callers_people import RINGS_ALL_THE_TIME, TODAY, ringer
from workstation.bench.callers_store import KEY, REALM
from workstation.bench.paired import goal
from workstation.bootstrap.hub import SQLITE, migrate
from workstation.desk.cache.callers import Build, Directory
from workstation.domain.callers.caller import Caller
from workstation.hub.app import create_app
from workstation.hub.callers import pages
from workstation.hub.callers.record import put_callers
from workstation.hub.hub import Hub
from workstation.hub.settings import HubSettings
from workstation.protocol.callers import LIMIT, CallerChanges, CopyPage

T = TypeVar("T")
#: Contacts that come, one after another, after the first, which warms everything.
_RINGS: Final = 30


def measure() -> dict[str, Any]:
    """Bytes and processor time of a change, both ways."""
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as named, ExitStack() as stack:
        folder = Path(named)
        hub = stack.enter_context(_hub(folder))
        caller = ringer()
        put_callers(hub.database, [caller])
        first = CopyPage.model_validate_json(pages.copy_page(hub, 0, "", LIMIT))
        desks = [stack.enter_context(_desk(folder / name, first)) for name in ("parts", "whole")]
        taken: dict[str, list[float]] = {}
        for number in range(_RINGS + 1):
            caller = _rang(caller, number)
            after = desks[0].extent.up_to
            spent = {"kept_ms": _spent(lambda c=caller: put_callers(hub.database, [c]))[0]}  # type: ignore[misc]
            for desk, way in zip(desks, ("parts", "whole"), strict=True):
                since = after if way == "parts" else None
                spent |= _told(hub, desk, way, after, since)
            if number:
                for name, figure in spent.items():
                    taken.setdefault(name, []).append(figure)
        told = [len(desk.history(RINGS_ALL_THE_TIME, LIMIT)) for desk in desks]
    return _report({name: round(median(each), 3) for name, each in taken.items()}, told)


def _told(hub: Hub, desk: Directory, way: str, after: int, since: int | None) -> dict[str, float]:
    made, page = _spent(lambda: pages.changes_page(hub, after, 0, 200, since))
    took, _ = _spent(
        lambda: desk.put_changes(CallerChanges.model_validate_json(page)).result(), of_all=True
    )
    return {f"{way}_bytes": len(page), f"{way}_made_ms": made, f"{way}_taken_ms": took}


def _report(middle: dict[str, float], told: list[int]) -> dict[str, Any]:
    ratios = {
        name: middle[f"whole_{name}"] / middle[f"parts_{name}"]
        for name in ("bytes", "made_ms", "taken_ms")
    }
    return {
        "what": "frequent",
        "contacts": told,
        "each": middle,
        "goals": [
            goal("bytes of one more contact, whole to new", ratios["bytes"], 100.0, "x+"),
            goal("a desk's processor time, whole to new", ratios["taken_ms"], 3.0, "x+"),
            goal("the hub's processor time, whole to new", ratios["made_ms"], 1.0, "x+"),
        ],
        "told": [f"{name:16}{figure:>12,.2f}" for name, figure in middle.items()],
    }


def _spent(work: Callable[[], T], *, of_all: bool = False) -> tuple[float, T]:
    """Milliseconds of processor time of this thread, or ``of_all``; and what came of it."""
    clock = time.process_time if of_all else time.thread_time
    began = clock()
    found = work()
    return (clock() - began) * 1000, found


def _rang(caller: Caller, number: int) -> Caller:
    """The same person after one more contact."""
    at = (TODAY + timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    newest = caller.history[0]._replace(at_utc=at, contact_id=f"bench-again-{number}")
    return replace(caller, history=(newest, *caller.history))


@contextmanager
def _hub(folder: Path) -> Iterator[Hub]:
    url = SQLITE + str(folder / "hub.db")
    migrate(url, REALM, folder / "recovery.pem")
    hub: Hub = create_app(HubSettings(database=url, realm=REALM, data_dir=folder)).state.hub
    try:
        yield hub
    finally:
        hub.database.close()


def _desk(folder: Path, first: CopyPage) -> Directory:
    with Build.begin(folder, KEY, REALM) as build:
        build.add_page(first, 0)
        build.finish()
        build.complete()
    return Directory.open(folder, KEY, REALM)
