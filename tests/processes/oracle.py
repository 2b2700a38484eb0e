"""What the desks logged, held against what PostgreSQL holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.processes.crew import KEY, LOG
from workstation.desk.journal import Journal


@dataclass
class Told:
    """Everything that all desks logged."""

    will: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)
    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    alarms: list[dict[str, Any]] = field(default_factory=list)
    opened: list[dict[str, Any]] = field(default_factory=list)
    odd: list[dict[str, Any]] = field(default_factory=list)
    sounds: int = 0


def told_by(desks: Iterable[Path]) -> Told:
    """Read the logs; a desk that was killed may have left its last line unfinished."""
    told = Told()
    for desk in desks:
        for line in _lines(desk / LOG):
            _take(told, line)
    return told


def _lines(log: Path) -> Iterator[dict[str, Any]]:
    for text in log.read_text(encoding="utf-8").splitlines():
        yield json.loads(text)


def _take(told: Told, line: dict[str, Any]) -> None:
    match line["word"]:
        case "will":
            told.will |= set(line["ids"])
        case "saved":
            told.saved |= set(line["ids"])
        case "receipt":
            told.receipts.setdefault(line["id"], line)
        case "asked":
            told.asked[line["id"]] = line
        case "alarm":
            told.alarms.append(line)
        case "open":
            told.opened.append(line)
        case "sound":
            told.sounds += 1
        case _:
            told.odd.append(line)


def in_stores(desks: Iterable[Path]) -> tuple[set[str], int]:
    """The ids of every event that the desks' journals hold, and how many wait for a receipt."""
    found: set[str] = set()
    waiting = 0
    for desk in desks:
        with Journal.open(desk / "journal.db", KEY, "demo") as journal:
            assert journal.first_break() is None
            for kind in ("desk", "contact"):
                for stream_id in journal.streams(kind):
                    found |= {event.event_id for event in journal.stream(stream_id)}
            waiting += journal.waiting().count
            assert not journal.set_aside()
    return found, waiting


class Records:
    """The hub's tables, read with SQL and nothing of the product's.

    ``seen_by``: as an open transaction sees them.
    """

    def __init__(self, url: str, seen_by: psycopg.Connection[Any] | None = None) -> None:
        self._url = url
        self._seen_by = seen_by

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a query gives."""
        if self._seen_by is not None:
            return self._seen_by.execute(statement.encode()).fetchall()
        with psycopg.connect(self._url) as connection:
            return connection.execute(statement.encode()).fetchall()

    def desk_events(self) -> Counter[str]:
        """How often each event of a desk is there."""
        found = self.rows(
            "select event_id from events where store_id <>"
            " (select value from hub where name = 'store_id')"
        )
        return Counter(event_id for (event_id,) in found)

    def of_hub(self, type_name: str) -> list[tuple[str, str, dict[str, Any], str]]:
        """Stream, cause, payload and time of the hub's own events of a type."""
        found = self.rows(
            "select stream_id, cause_id, payload, at_utc from events where store_id ="
            f" (select value from hub where name = 'store_id') and type = '{type_name}'"
        )
        return [(row[0], row[1], json.loads(bytes(row[2])), row[3]) for row in found]
