"""Some simulated desks in one process: each writes events, posts them and awaits the receipt.

A desk seals into a chain of its own, in memory: what its journal costs is its own machine's matter
and measured elsewhere. It posts as the link's sender does: what waits in one batch, over one
connection that stays open, and what got no answer again after a pause that grows. An event is made
when it is due, also while a post is under way, so that a hub that lags does not hide behind its
desks.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from workstation.bench.feed_reader import FeedReader
from workstation.bench.hubs import REALM
from workstation.bench.own_store import OwnStore
from workstation.bench.plain_line import LINE_FAULTS, PlainLine
from workstation.bench.told_calls import told
from workstation.desk.answers import Unreachable
from workstation.desk.clock import this_boot
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.question import READ_S
from workstation.domain.events import Event, Happened
from workstation.protocol.limits import BATCH
from workstation.protocol.messages import EventBatch, WireEvent, WireMoment

ROSTER: Final = "crew.json"
BEGIN: Final = "begin"
READY: Final = "ready"
RESULT: Final = "result.json"
#: Seconds a desk goes on posting after the last event was due.
GRACE_S: Final = 90.0
LOOK_S: Final = 0.02
_TAKEN: Final = frozenset({"stored", "stored_before"})


@dataclass(frozen=True, slots=True)
class Post:
    """Where a simulated desk sits: its hub, its credential, its team and who reads that.

    ``follows``: it holds a stream of news open and reads on, as the link of a desk does.
    """

    name: str
    url: str
    authorization: str
    team: str
    session: str
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Pace:
    """From when and for how long events are made, by the monotonic clock, and how many a second."""

    begin_s: float
    seconds: float
    rate: float


class SimulatedDesk:
    """One desk: writes, posts, notes every receipt."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._store = OwnStore(REALM, this_boot())
        self._calls: Iterator[Happened] = told(post.name, post.team)
        self.receipts_ms: dict[str, float] = {}
        self.lines: list[str] = []
        self._back_off = BackOff()
        self._size = BATCH
        self.unanswered = 0
        self.failed_posts = 0

    def work(self, pace: Pace) -> None:
        """Until every event has its receipt, or the time is over."""
        step = 1.0 / pace.rate
        due = pace.begin_s + random.random() * step  # noqa: S311 -- desks are not in step
        end, waiting = pace.begin_s + pace.seconds, list[Event]()
        with PlainLine(self._post.url, self._post.authorization, READ_S) as line:
            while waiting or due < end:
                if not waiting and due > time.monotonic():
                    time.sleep(due - time.monotonic())
                while due < end and due <= time.monotonic():
                    waiting.append(self._write(due))
                    due += step
                if time.monotonic() > end + GRACE_S:
                    break
                waiting = self._send(line, waiting)
        self.unanswered = len(waiting)

    def _write(self, due: float) -> Event:
        event = self._store.write(next(self._calls), int(due * 1e9))
        if event.type == "NarrativeAdded":
            self.lines.append(event.event_id)
        return event

    def _send(self, line: PlainLine, waiting: list[Event]) -> list[Event]:
        """Post a batch; what still waits."""
        batch = waiting[: self._size]
        now = self._store.moment()
        message = EventBatch(
            store_id=self._store.store_id,
            sent=WireMoment(at_utc=now.at_utc, mono_ns=now.mono_ns, boot_id=now.boot_id),
            events=tuple(WireEvent.of(event).model_dump(mode="json") for event in batch),
        )
        try:
            replies = line.post_bytes("/v1/events", message.model_dump_json().encode())["replies"]
        except LINE_FAULTS:
            self.failed_posts += 1
            self._size = max(1, len(batch) // 2)
            time.sleep(self._back_off.after(Unreachable("")))
            return waiting
        at = time.monotonic_ns()
        self._back_off.reset()
        self._size = min(BATCH, self._size * 2)
        taken = {reply["event_id"] for reply in replies if reply["status"] in _TAKEN}
        for event in batch:
            if event.event_id in taken:
                self.receipts_ms[event.event_id] = (at - event.mono_ns) / 1e6
        return [event for event in waiting if event.event_id not in taken]


def work(folder: Path) -> None:
    """Work the desks of ``folder``'s roster from its word to begin on; the result lies beside it.

    This is the process that `workstation.bench.desks` starts.
    """
    posts = [Post(**one) for one in json.loads((folder / ROSTER).read_text(encoding="utf-8"))]
    desks = [SimulatedDesk(post) for post in posts]
    readers = [FeedReader(post.url, post.session) for post in posts if post.session]
    links = [FeedReader(post.url, post.authorization) for post in posts if post.follows]
    for reader in (*readers, *links):
        reader.start()
    (folder / READY).touch()
    while not (folder / BEGIN).exists():
        time.sleep(LOOK_S)
    pace = Pace(**json.loads((folder / BEGIN).read_text(encoding="utf-8")))
    used = time.process_time()
    threads = [threading.Thread(target=desk.work, args=(pace,), daemon=True) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took_s = time.monotonic() - pace.begin_s
    followed = (desk for desk, post in zip(desks, posts, strict=True) if post.session)
    read_of = {line for desk in followed for line in desk.lines if line in desk.receipts_ms}
    _await_all(readers, read_of)
    told_of = _result(desks, readers, read_of)
    told_of |= {"processor_s": time.process_time() - used, "took_s": took_s}
    beside = folder / f"{RESULT}.new"
    beside.write_text(json.dumps(told_of), encoding="utf-8")
    beside.replace(folder / RESULT)


def order(folder: Path, pace: Pace) -> None:
    """Let the crew in ``folder`` begin."""
    beside = folder / f"{BEGIN}.new"
    beside.write_text(json.dumps(asdict(pace)), encoding="utf-8")
    beside.replace(folder / BEGIN)


def _await_all(readers: list[FeedReader], wanted: set[str]) -> None:
    """What was stored last may still be on its way to a reader."""
    end = time.monotonic() + GRACE_S
    while wanted - _seen(readers) and time.monotonic() < end:
        time.sleep(LOOK_S)


def _seen(readers: list[FeedReader]) -> set[str]:
    return {event_id for reader in readers for event_id in tuple(reader.seen_ms)}


def _result(
    desks: list[SimulatedDesk], readers: list[FeedReader], read_of: set[str]
) -> dict[str, Any]:
    seen = {k: ms for reader in readers for k, ms in reader.seen_ms.items()}
    return {
        "receipts_ms": {k: ms for desk in desks for k, ms in desk.receipts_ms.items()},
        "unanswered": sum(desk.unanswered for desk in desks),
        "failed_posts": sum(desk.failed_posts for desk in desks),
        "screens_ms": [ms for event_id, ms in seen.items() if event_id in read_of],
        "unread": len(read_of - seen.keys()),
        "pages": sum(reader.pages for reader in readers),
    }
