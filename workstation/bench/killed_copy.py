"""A first copy of everybody in a hub's database, killed half way and gone on with.

Nothing is held against it; how it compares is measured with fewer people
(`workstation.bench.first_copy`). Counted are both lives, each from the moment that it has its file.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from workstation.bench.figures import machine
from workstation.bench.first_copy import KEY, copying, using
from workstation.bench.hubs import Hubs, serving
from workstation.bench.paired import goal
from workstation.domain.callers.caller import CopyStanding
from workstation.ui.desk.callers.standing_words import progress_words

#: Part of all at which it is killed, and after which what an advisor sees is noted again.
_KILLED_AT: Final = 0.5
_NOTED_EACH: Final = 0.1


def measure(database: str) -> dict[str, Any]:
    """``database``: address or file of a hub's database with people on record."""
    before = machine()
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as named:
        folder = Path(named)
        with serving(folder, database, 1) as hubs:
            used = hubs.used_s()["hubs"] or 0.0
            first = _life(hubs, folder, _KILLED_AT)
            second = _life(hubs, folder, 2.0)
            hub_s = (hubs.used_s()["hubs"] or 0.0) - used
        path = max((folder / "callers").glob("callers-*.db"))
        people, contacts = _counted(path)
        whole_s = first["took_s"] + second["took_s"]
        peak_mb = max(first["peak_mb"], second["peak_mb"])
        return {
            "what": "first copy, killed half way",
            "machine": before,
            "load_after": machine()["load_before"],
            "people": people,
            "contacts": contacts,
            "whole_s": round(whole_s, 1),
            "per_s": round(people / whole_s),
            "peak_mb": peak_mb,
            "file_mb": round(path.stat().st_size / 1e6, 1),
            "hub_processor_s": round(hub_s, 1),
            "lives": [first, second],
            "goals": [
                goal("memory of the copying", peak_mb, 400.0, "MB"),
                goal("had when it went on, to had when killed", _kept(first, second), 1.0, "x+"),
            ],
        }


def _life(hubs: Hubs, folder: Path, until: float) -> dict[str, Any]:
    """Copy until so much of all is there, or to the end."""
    began = time.perf_counter()
    seen: list[tuple[float, int, int, int]] = []
    with copying(hubs, folder, "callers") as child, using(child) as used:
        for line in child.said():
            have, total, searchable = map(int, line.split())
            seen.append((time.perf_counter() - began, have, total, searchable))
            if have and have >= until * total:
                os.kill(child.pid, signal.SIGKILL)
                break
        status = child.ended()
    took_s, first_s = time.perf_counter() - began, seen[0][0]
    if status != 0 and until > 1:
        raise RuntimeError((folder / "callers.log").read_text())
    return {
        "begun_with": seen[0][1],
        "ended_with": seen[-1][1],
        "ended_by_kill": status == -signal.SIGKILL,
        "start_s": round(first_s, 1),
        "fetched_s": round(max(at for at, *_, searchable in seen if not searchable) - first_s, 1),
        "took_s": round(took_s - first_s, 1),
        "peak_mb": round(max(mb for mb, _ in used), 1),
        "processor_s": round(max(seconds for _, seconds in used), 1),
        "shown": list(_shown(seen, first_s)),
    }


def _shown(seen: list[tuple[float, int, int, int]], first_s: float) -> Iterator[dict[str, Any]]:
    """What an advisor reads meanwhile, and after how many seconds."""
    following = 0.0
    for at, have, total, _ in seen:
        if total and have >= following * total:
            following = have / total + _NOTED_EACH
            words = progress_words(CopyStanding(None, False, have, total))
            yield {"s": round(at - first_s, 1), "words": words}


def _kept(first: dict[str, Any], second: dict[str, Any]) -> float:
    return float(second["begun_with"] / first["ended_with"])


def _counted(path: Path) -> tuple[int, int]:
    """People and contacts in a finished file."""
    with closing(dbapi2.connect(path.as_posix())) as connection:
        connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
        people, contacts = (
            int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0])  # noqa: S608
            for name in ("caller", "history")
        )
    return people, contacts
