"""A first copy over HTTP into the searchable file, beside the same rows in bare sqlcipher3.

Ours is counted from the moment that the copying has its file until it has ended: pages asked for,
checked, taken apart and committed with their place, everything made searchable, changes read, and
the file put in force. What the bare side does is said in `workstation.bench.bare_copy`; beside the
goal stands what the rate would be to rows whose words and traces are ready, too.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from workstation.bench import bare_copy, durable_answers
from workstation.bench.figures import machine
from workstation.bench.hubs import REALM, Hubs, serving
from workstation.bench.paired import goal
from workstation.bench.processor_time import family, peak_mb, used_s
from workstation.bootstrap.children import Child, command
from workstation.bootstrap.copy_ask import CopyAsk
from workstation.bootstrap.hub import SQLITE, migrate
from workstation.desk.link.identity import HubIdentity

#: Seconds between two looks at what the copying has used.
LOOK_S: Final = 0.1
#: Only made-up people are ever in there.
KEY: Final = bytes(range(32))


def measure(callers: int, contacts: int, seed: int = 1) -> dict[str, Any]:
    """Everything about one first copy of ``callers`` people with ``contacts`` earlier contacts."""
    before = machine()
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as named:
        folder = Path(named)
        database = folder / "hub.db"
        seeded(folder, database, callers, contacts, seed)
        with serving(folder, str(database), 1) as hubs:
            ours = copied(hubs, folder)
            meanwhile = _answers_meanwhile(hubs, folder)
        finished = max((folder / "callers").glob("callers-*.db"))
        size_mb = round(finished.stat().st_size / 1e6, 1)
        bare = bare_copy.measure(finished, KEY, folder)
    return _report(before, ours, bare, meanwhile) | {"file_mb": size_mb}


def seeded(folder: Path, database: Path, callers: int, contacts: int, seed: int) -> None:
    """A hub's database with made-up people, filled as an administrator fills one."""
    migrate(SQLITE + str(database), REALM, folder / "recovery.pem")
    asked = ["--callers", str(callers), "--contacts", str(contacts), "--seed", str(seed)]
    where = ["hub", "seed", "--realm", REALM, "--sqlite", str(database)]
    subprocess.run(command(*where, *asked), check=True, capture_output=True)


@contextmanager
def copying(hubs: Hubs, folder: Path, name: str) -> Iterator[Child]:
    """A first copy under way into ``folder``/``name``, for whoever measures something meanwhile."""
    ask = CopyAsk(
        folder / name, KEY, HubIdentity(REALM, hubs.urls[0], hub_id=hubs.hub_id),
        hubs.enrol(name), 0,
    )  # fmt: skip
    child = ask.start(folder / f"{name}.log")
    try:
        yield child
    finally:
        child.stop()
        child.ended()


def copied(hubs: Hubs, folder: Path) -> dict[str, Any]:
    """One first copy into ``folder``/callers, which tells what it used."""
    began = time.perf_counter()
    idle_s = hubs.used_s()["hubs"] or 0.0
    with copying(hubs, folder, "callers") as child, using(child) as used:
        told = [(time.perf_counter() - began, line) for line in child.said()]
        ended = child.ended()
    if ended != 0:
        raise RuntimeError((folder / "callers.log").read_text())
    whole_s = time.perf_counter() - began
    first_s, last = told[0][0], [int(part) for part in told[-1][1].split()]
    fetched = [at for at, line in told if line.endswith(" 0")]
    return {
        "people": last[0],
        "start_s": round(first_s, 2),
        "fetched_s": round(fetched[-1] - first_s, 2),
        "whole_s": round(whole_s - first_s, 2),
        "per_s": round(last[0] / (whole_s - first_s)),
        "peak_mb": round(max(mb for mb, _ in used), 1),
        "processor_s": round(max(seconds for _, seconds in used), 2),
        "hub_processor_s": round((hubs.used_s()["hubs"] or 0.0) - idle_s, 2),
    }


def _answers_meanwhile(hubs: Hubs, folder: Path) -> dict[str, float]:
    """Another copy, for its noise alone; that of the hub would be elsewhere, so it gives way."""
    hubs.give_way()
    with copying(hubs, folder, "again") as child:
        heard = threading.Thread(target=lambda: list(child.said()))
        heard.start()
        (folder / "answers").mkdir()
        found = durable_answers.during(lambda: child.running, folder / "answers")
        heard.join()
    return found


@contextmanager
def using(child: Child) -> Iterator[list[tuple[float, float]]]:
    """The memory of it and its own child, the most each has had so far while both are there, and
    their processor time, every `LOOK_S`.
    """
    used, over = [(0.0, 0.0)], threading.Event()

    def look() -> None:
        both = [child.pid]
        while not over.wait(LOOK_S):
            both = both if len(both) > 1 else family(child.pid)
            used.append((sum(peak_mb(pid) or 0.0 for pid in both), used_s(both) or 0.0))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield used
    finally:
        over.set()
        looking.join()


def _report(
    before: dict[str, Any],
    ours: dict[str, Any],
    bare: dict[str, float],
    meanwhile: dict[str, float],
) -> dict[str, Any]:
    bare_s = sum(bare.values())
    return {
        "what": "first copy",
        "machine": before,
        "copy": ours,
        "bare": {name: round(taken, 2) for name, taken in bare.items()},
        "bare_per_s": round(ours["people"] / bare_s),
        "rate_to_all_ready": round((bare_s - bare["made_s"]) / ours["whole_s"], 3),
        "durable_meanwhile_ms": meanwhile,
        "goals": [
            goal("rate of a first copy to bare", bare_s / ours["whole_s"], 0.8, "x+"),
            goal("memory of the copying", ours["peak_mb"], 400.0, "MB"),
            goal("answer durable p99 during a copy", meanwhile["p99"], 10.0, "ms"),
        ],
    }
