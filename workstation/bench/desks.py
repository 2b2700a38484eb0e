"""Many desks at once: from an event made to the hub's receipt, and to another person's screen.

Simulated desks in a few processes post through two hub processes on one database. Of every tenth
desk's calls the receiving team reads: a call's events reach that team's readers once it was handed
over. Afterwards the very rows of the run are inserted into a bare table of the same database.
"""

from __future__ import annotations

import json
import math
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from workstation.bench import bare_insert
from workstation.bench.crew import GRACE_S, READY, RESULT, ROSTER, Pace, Post, order
from workstation.bench.figures import machine, shown
from workstation.bench.hubs import Hubs, serving
from workstation.bench.processor_time import each_ms
from workstation.bootstrap.children import Child

#: One in so many desks has a reader of its team.
READ_OF: Final = 10
#: Processes that the simulated desks share.
CREWS: Final = 4
READY_S: Final = 60.0
#: Seconds between the word to begin and the beginning.
AHEAD_S: Final = 1.0
_SHARES: Final = {"p50": 0.5, "p99": 0.99, "max": 1.0}


def measure(
    desks: int, seconds: float, rate: float, database: str | None, *, follow: bool = True
) -> dict[str, Any]:
    """Let ``desks`` desks make ``rate`` events a second each for ``seconds``.

    ``follow``: every desk follows the hub's news too, as its link does.

    Raises `CannotGoOn` and `HubCannotStart`.
    """
    before = machine()
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as name:
        folder = Path(name)
        with serving(folder, database, 2) as hubs:
            crews = _crews(hubs, folder, desks, follow=follow)
            size = hubs.size_mb()
            results, used = _run(hubs, crews, seconds, rate)
            grown = hubs.size_mb() - size
            feed_rows = hubs.feed_rows()
            lost = hubs.lost(one for result in results for one in result["receipts_ms"])
            bare = bare_insert.measure(hubs.database.url)
            kind, processes = hubs.kind, len(hubs.urls)
    asked = {"desks": desks, "seconds": seconds, "rate": rate, "hubs": processes}
    asked["streams"] = desks * follow + math.ceil(desks / READ_OF)
    told = _told(results, desks * rate)
    return {
        "what": "desks",
        "machine": before,
        "database": kind,
        **asked,
        **told,
        "lost": lost,
        "bare_insert": {**bare, "one_ms": _spread(bare["one_ms"])},
        "ratio": {
            "achieved_to_bare": round(told["per_s"] / bare["one_per_s"], 3),
            "receipt_to_bare_p50": round(
                told["receipt_ms"]["p50"] / _spread(bare["one_ms"])["p50"], 1
            ),
        },
        "processor_ms": each_ms(*used, told["events"]),
        "feed_rows_per_event": round(feed_rows / told["events"], 2),
        "kb_per_event": round(grown * 1000 / told["events"], 2),
    }


def sentence(report: dict[str, Any]) -> str:
    """The report for a person."""
    receipt, screen, bare = report["receipt_ms"], report["screen_ms"], report["bare_insert"]
    used = report["processor_ms"]
    rows = [
        ("made → the hub's durable receipt", receipt, report["per_s"]),
        ("made → read by another person", screen, report["read"] / report["took_s"]),
        ("bare INSERT, one commit each", bare["one_ms"], bare["one_per_s"]),
    ]
    lines = [
        f"{report['desks']} desks at {report['rate']:g} events a second for "
        f"{report['seconds']:g} s through {report['hubs']} hub processes on {report['database']}; "
        f"{report['streams']} streams of news, {report['offered_per_s']:g} events/s wanted",
        f"{'':<34}{'p50 ms':>10}{'p99 ms':>10}{'events/s':>10}",
    ]
    lines += [
        f"{what:<34}{ms['p50']:>10.1f}{ms['p99']:>10.1f}{per_s:>10.1f}" for what, ms, per_s in rows
    ]
    lines.append(f"{'bare INSERT, 200 a commit':<54}{bare['batched_per_s']:>10.1f}")
    each = ", ".join(f"{name} {shown(ms, 'ms')}" for name, ms in used.items())
    lines.append(
        f"processor per event: {each}\n{report['feed_rows_per_event']:g} rows of the feed and "
        f"{report['kb_per_event']:g} kB of database an event\n"
        f"{report['events']:,} events with a receipt, {report['lost']} of them lost, "
        f"{report['unread']} unread; {report['unanswered']:,} still waited at their desks "
        f"{GRACE_S:g} s after the last was made, {report['failed_posts']} posts failed; taken at "
        f"{report['ratio']['achieved_to_bare']:g} x the bare INSERT rate."
    )
    return "\n".join(lines)


def _crews(hubs: Hubs, folder: Path, desks: int, *, follow: bool) -> list[Path]:
    """Rosters of all desks, enrolled, in folders of their own."""
    posts = []
    for number in range(desks):
        url, name = hubs.urls[number % len(hubs.urls)], f"Desk {number}"
        read = number % READ_OF == 0
        team = f"team-{number}" if read else "elsewhere"
        session = hubs.reader(number, team).session if read else ""
        posts.append(Post(name, url, hubs.enrol(name).header, team, session, follow))
    folders = []
    for number in range(min(CREWS, desks)):
        place = folder / f"crew-{number}"
        place.mkdir()
        mine = [asdict(post) for post in posts[number::CREWS]]
        (place / ROSTER).write_text(json.dumps(mine), encoding="utf-8")
        folders.append(place)
    return folders


def _run(
    hubs: Hubs, crews: Sequence[Path], seconds: float, rate: float
) -> tuple[list[dict[str, Any]], tuple[dict[str, float | None], dict[str, float | None]]]:
    """What every crew told, and the processor time used before and behind the run."""
    with ExitStack() as stack:
        children = []
        for crew in crews:
            log = crew / "log"
            child = Child("crew of desks", ["bench", "desks", "--crew", str(crew)], log, {})
            stack.callback(child.stop)
            children.append(child)
        for child, crew in zip(children, crews, strict=True):
            child.wait_until((crew / READY).exists, READY_S)
        pace = Pace(time.monotonic() + AHEAD_S, seconds, rate)
        before: dict[str, float | None] = {**hubs.used_s(), "desks": 0.0}
        for crew in crews:
            order(crew, pace)
        for child, crew in zip(children, crews, strict=True):
            child.wait_until((crew / RESULT).exists, seconds + 3 * GRACE_S)
        results = [json.loads((crew / RESULT).read_text(encoding="utf-8")) for crew in crews]
        of_desks = sum(result["processor_s"] for result in results)
        return results, (before, {**hubs.used_s(), "desks": of_desks})


def _told(results: Sequence[dict[str, Any]], offered: float) -> dict[str, Any]:
    receipts = [ms for result in results for ms in result["receipts_ms"].values()]
    screens = [ms for result in results for ms in result["screens_ms"]]
    took_s = max(result["took_s"] for result in results)
    return {
        "offered_per_s": offered,
        "events": len(receipts),
        "per_s": round(len(receipts) / took_s, 1),
        "took_s": round(took_s, 1),
        "receipt_ms": _spread(receipts),
        "read": len(screens),
        "screen_ms": _spread(screens),
        "unanswered": sum(result["unanswered"] for result in results),
        "unread": sum(result["unread"] for result in results),
        "failed_posts": sum(result["failed_posts"] for result in results),
        "pages": sum(result["pages"] for result in results),
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    """The value that so many of ``values`` do not exceed; nearest rank."""
    known = sorted(values) or [math.nan]
    return {
        name: round(known[math.ceil(share * len(known)) - 1], 2) for name, share in _SHARES.items()
    }
