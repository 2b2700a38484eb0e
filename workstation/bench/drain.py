"""How fast a journal that waited drains through the link, beside plain posts of the same events.

A yardstick sends the same batches of the same events to the same hub: one POST, then one durable
commit of its answers, in turn, over one connection that stays open. Half of it runs before the
drain and half behind, so that both meet the same machine.
"""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, Final

from workstation.bench.figures import machine, shown
from workstation.bench.hubs import REALM, Hubs, serving
from workstation.bench.plain_line import PlainLine
from workstation.bench.processor_time import each_ms
from workstation.bench.told_calls import poison, told
from workstation.bootstrap.faults import CannotGoOn
from workstation.desk.cache import Cache
from workstation.desk.clock import SystemClock
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal
from workstation.desk.journal.encrypted_file import connect
from workstation.desk.link.batching import parcel
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.desk.link.link import Link
from workstation.domain.events import Author
from workstation.protocol.limits import BATCH

#: At least this part of what one POST and one commit in turn allow.
GOAL: Final = 0.7
PATIENCE_S: Final = 1800.0
_AUTHOR: Final = Author(REALM, "f.grant", "")
_PORTION: Final = 100


class _Unheard:
    """Nobody looks at the screen."""

    def delivered(self, event_ids: object) -> None: ...

    def hub_news(self, stream_ids: object) -> None: ...

    def callers_changed(self) -> None: ...

    def link_changed(self) -> None: ...


def measure(events: int, database: str | None) -> dict[str, Any]:
    """Let ``events`` events and one that is poison drain. Raises `CannotGoOn`, `HubCannotStart`."""
    before = machine()
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as name:
        folder = Path(name)
        with serving(folder, database, 1) as hubs:
            return {
                "what": "drain",
                "machine": before,
                "database": hubs.kind,
                "events": events,
                "goal_ratio": GOAL,
                **_taken(hubs, folder, events),
            }


def sentence(report: dict[str, Any]) -> str:
    """The report for a person."""
    waited, plain, drained = (report[name] for name in ("events", "plain", "drain"))
    used = report["processor_ms"]
    aside = "set aside alone" if report["poison_alone"] else "NOT set aside alone"
    return (
        f"{waited:,} waiting events, {report['urgent']:,} urgent hand-overs among them, and one "
        f"that is poison; the hub on {report['database']}\n"
        f"one POST and one commit in turn  {plain['s']:>8.1f} s {plain['per_s']:>9,.0f} events/s   "
        f"{plain['batches']} batches\n"
        f"drained by the link              {drained['s']:>8.1f} s "
        f"{drained['per_s']:>9,.0f} events/s\n"
        f"processor per event: hub {shown(used['hubs'], 'ms')}, "
        f"database {shown(used['database'], 'ms')}\n"
        f"ratio {report['ratio']:g} (goal: at least {GOAL}); {report['lost']} lost; "
        f"the poison was {aside}."
    )


def _taken(hubs: Hubs, folder: Path, events: int) -> dict[str, Any]:
    with _filled(folder / "plain.db", events) as yardstick:
        batches = _batches(yardstick)
    post = _Posting(hubs, folder)
    half = len(batches) // 2
    plain_s = post.these(batches[:half])
    with _filled(folder / "journal.db", events) as journal:
        urgent, used = journal.unsent().urgent, hubs.used_s()
        drain_s = _drained(hubs, folder, journal)
        each = each_ms(used, hubs.used_s(), events + 1)
        aside = journal.set_aside()
        sent = _written(journal) - {item.event.event_id for item in aside}
    plain_s += post.these(batches[half:])
    if post.answered != events + 1:
        raise CannotGoOn("The hub left events without answer; nothing was measured.")
    post.close()
    return {
        "urgent": urgent,
        "plain": {"s": plain_s, "per_s": (events + 1) / plain_s, "batches": len(batches)},
        "drain": {"s": drain_s, "per_s": (events + 1) / drain_s},
        "ratio": round(plain_s / drain_s, 2),
        "processor_ms": each,
        "lost": hubs.lost(sent),
        "poison_alone": [a.event.type for a in aside] == ["IncidentAttached"],
    }


def _filled(place: Path, events: int) -> Journal:
    """A desk's journal in which everything waits."""
    journal = Journal.open(place, secrets.token_bytes(32), REALM)
    clock, calls, left = SystemClock(), told("Desk 14", "area_control_room"), events
    while left:
        portion = list(islice(calls, min(_PORTION, left)))
        if left > events // 2 >= left - len(portion):
            portion.append(poison())
        left -= min(_PORTION, left)
        journal.append(portion, _AUTHOR, clock.moment(), policy=None).result(PATIENCE_S)
    return journal


def _batches(journal: Journal) -> list[dict[str, Any]]:
    """The same batches that the link's sender makes, ready to be posted."""
    due = list(journal.undelivered(journal.waiting().count))
    now = SystemClock().moment()
    made = []
    while due:
        goods = parcel(due[:BATCH], now)
        if goods.message is None:
            raise CannotGoOn("An event of the measurement cannot be sent; nothing was measured.")
        made.append(goods.message.model_dump(mode="json"))
        del due[: len(goods.sending)]
    return made


class _Posting:
    """One POST and one commit in turn: nothing of the link, one connection, one small table."""

    def __init__(self, hubs: Hubs, folder: Path) -> None:
        self._url, self._device = hubs.urls[0], hubs.enrol("plain").header
        self._answers = connect(folder / "answers.db", secrets.token_bytes(32))
        self._answers.execute("create table answer (event_id text primary key, status text)")

    def these(self, batches: Sequence[dict[str, Any]]) -> float:
        """Seconds for ``batches``; what the hub asks for later is posted again at once."""
        began = time.monotonic()
        with PlainLine(self._url, self._device) as line:
            for batch in batches:
                while batch["events"]:
                    replies = line.post("/v1/events", batch)["replies"]
                    later = {r["event_id"] for r in replies if r["status"] == "later"}
                    rows = [(r["event_id"], r["status"]) for r in replies]
                    self._commit([row for row in rows if row[0] not in later])
                    left = [one for one in batch["events"] if one["event_id"] in later]
                    batch = {**batch, "events": left}
        return time.monotonic() - began

    def _commit(self, rows: list[tuple[str, str]]) -> None:
        self._answers.execute("begin immediate")
        self._answers.executemany("insert into answer values (?, ?)", rows)
        self._answers.execute("commit")

    @property
    def answered(self) -> int:
        """How many events have the hub's final word."""
        return int(self._answers.execute("select count(*) from answer").fetchone()[0])

    def close(self) -> None:
        """Let go of the table."""
        self._answers.close()


def _drained(hubs: Hubs, folder: Path, journal: Journal) -> float:
    """Seconds from the start of the link until nothing waits."""
    clock, inbox = SystemClock(), QueueInbox()
    device: DeviceCredential = hubs.enrol("drained")
    client = HubClient(HubIdentity(REALM, hubs.urls[0], None, hubs.hub_id), clock, device)
    with closing(Cache.open(folder / "cache.db", secrets.token_bytes(32), REALM)) as cache:
        link = Link(client, journal, cache, clock, inbox)
        began = time.monotonic()
        link.start(_Unheard())
        try:
            done = inbox.run_until(lambda: link.state().waiting == 0, PATIENCE_S, every_s=0.01)
            taken = time.monotonic() - began
        finally:
            link.stop()
    if not done:
        raise CannotGoOn(
            f"The journal did not drain within {PATIENCE_S:g} s; nothing of yours is concerned; "
            "run it again on a machine with less to do."
        )
    return taken


def _written(journal: Journal) -> set[str]:
    streams = (stream for kind in ("contact", "desk") for stream in journal.streams(kind))
    return {event.event_id for stream in streams for event in journal.stream(stream)}
