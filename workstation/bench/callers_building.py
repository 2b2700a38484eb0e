"""A first copy in bulk beside a bare insert of the same rows, then indexes and search index.

The bare side finds people, contacts and numbers ready: what travels was read, taken apart and
sorted before its clock ran, and is not committed page by page. Words to search by and traces of
misspelt names are made of people within the time on both sides, by the same folding; on this one
they are not counted. Both files are set alike.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from workstation.bench import callers_people
from workstation.bench.callers_store import KEY, REALM, Store
from workstation.bench.paired import ROUNDS, goal, timed
from workstation.desk.cache.callers import (
    Build,
    histories,
    records,
    spelling,
    storing,
    vocabulary,
)
from workstation.desk.cache.callers.tables import INDEXES, STEPS
from workstation.desk.journal.migrations import migrate
from workstation.protocol.callers import CopyPage

#: People in a round at most.
_PEOPLE: Final = 50_000

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """Every row of a copy."""

    callers: list[Row]
    past: list[Row]
    phones: list[Row]
    vocabulary: list[Row]
    names: list[str]


def measure(store: Store) -> dict[str, Any]:
    """People a second, both ways, in turns; and how long the whole store took."""
    many = min(store.callers, _PEOPLE)
    contacts = store.contacts * many // store.callers
    pages = list(callers_people.pages(many, contacts, store.seed))
    ready = _ready(pages)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="workstation-bench-") as passing:
            ours.append(timed(lambda: _ours(Path(passing), pages)))
            bare.append(timed(lambda: _bare(Path(passing) / "bare.db", ready)))
    rates = [many * ROUNDS * 1000 / sum(side) for side in (ours, bare)]
    return {
        "what": "building",
        "people": many,
        "ours_per_s": round(rates[0]),
        "bare_per_s": round(rates[1]),
        "whole_store_s": store.built_s,
        "file_mb": round(store.path.stat().st_size / 1e6, 1),
        "goals": [goal("bulk copy to bare insert and indexes", rates[0] / rates[1], 0.8, "x+")],
    }


def _ours(folder: Path, pages: list[CopyPage]) -> None:
    with Build.begin(folder, KEY, REALM) as build:
        for page in pages:
            build.add_page(page, 0)
        build.finish()
        build.complete()


def _bare(path: Path, ready: _Ready) -> None:
    connection = dbapi2.connect(path.as_posix(), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    for setting in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "secure_delete=ON",
        "cache_size=-48000",
    ):
        connection.execute(f"PRAGMA {setting}")
    migrate(connection, path, STEPS, keep_copy=False)
    connection.execute("BEGIN")
    connection.executemany(storing.INSERT_CALLER, ready.callers)
    connection.executemany(histories.INSERT, ready.past)
    connection.execute("COMMIT")
    for index in INDEXES:
        connection.execute(index.sql)
    connection.execute("BEGIN")
    connection.executemany(storing.INSERT_PHONE, ready.phones)
    words = [(row[2], records.indexed(row)) for row in ready.callers]
    connection.executemany(storing.INSERT_WORDS, words)
    connection.executemany("INSERT INTO word VALUES (?, ?, ?)", ready.vocabulary)
    connection.executemany("INSERT INTO near VALUES (?, ?)", vocabulary.traces_of(ready.names))
    connection.execute("INSERT INTO who (who) VALUES ('optimize')")
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()


def _ready(pages: list[CopyPage]) -> _Ready:
    lines = [line for page in pages for line in page.callers]
    callers = [records.caller_row(line, n, n) for n, line in enumerate(lines, 1)]
    people = Counter(
        word for row in callers for word in records.indexed(row).split() if vocabulary.is_kept(word)
    )
    return _Ready(
        callers,
        [past for n, line in enumerate(lines, 1) for past in records.past_rows(line, n)],
        sorted(phone for row in callers for phone in storing.phone_rows(row)),
        sorted(
            (word, many, spelling.as_heard(word) if word.isalpha() else "")
            for word, many in people.items()
        ),
        [word for word in people if word.isalpha()],
    )
