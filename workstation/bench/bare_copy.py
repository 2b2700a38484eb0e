"""The rows of a finished copy once more in bare sqlcipher3: insert, then indexes and search index.

This side finds people, contacts and numbers ready in memory: nothing is asked for, checked, taken
apart or counted, and nothing is committed between. They come out of the finished file a portion at
a time, outside the measured time. What is found by words has to be made of people here, too: words
for the search index, and traces of misspelt names, by the same folding (``made_s``). The file is
set as ours is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from workstation.desk.cache.callers import records, vocabulary
from workstation.desk.cache.callers.records import STORED
from workstation.desk.cache.callers.storing import INSERT_WORDS
from workstation.desk.cache.callers.tables import INDEXES, STEPS
from workstation.desk.journal.migrations import migrate

#: Rows in a portion.
AT_ONCE: Final = 20_000
#: Tables filled before the indexes are made, and those that are made of what stands in them.
FIRST: Final = ("caller", "history")
THEN: Final = ("phone", "word", "near")
_SETTINGS: Final = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "secure_delete=ON",
    "cache_size=-48000",
)

Row = tuple[Any, ...]


def measure(finished: Path, key: bytes, folder: Path) -> dict[str, float]:
    """Seconds of each stage, of the same people as in ``finished``."""
    with closing(_opened(finished, key)) as source, closing(_opened(folder / "bare.db", key)) as to:
        migrate(to, folder / "bare.db", STEPS, keep_copy=False)
        to.execute("BEGIN")
        insert_s = sum(_table(source, to, name) for name in FIRST)
        insert_s += _timed(lambda: to.execute("COMMIT"))
        index_s = 0.0 + sum(_timed(lambda sql=one.sql: to.execute(sql)) for one in INDEXES)  # type: ignore[misc]
        to.execute("BEGIN")
        index_s += sum(_table(source, to, name) for name in THEN)
        made_s, words_s = _words(source, to)
        made_s += _traces(source)
        words_s += _timed(lambda: to.execute("INSERT INTO who (who) VALUES ('optimize')"))
        words_s += _timed(lambda: to.execute("COMMIT"))
        words_s += _timed(lambda: to.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
    return {"insert_s": insert_s, "index_s": index_s, "made_s": made_s, "words_s": words_s}


def _opened(path: Path, key: bytes) -> Any:
    connection = dbapi2.connect(path.as_posix(), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def _table(source: Any, to: Any, name: str) -> float:
    names = [row[1] for row in source.execute(f"PRAGMA table_info({name})")]
    insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(names))})"  # noqa: S608
    return sum(
        _timed(lambda rows=rows: to.executemany(insert, rows))  # type: ignore[misc]
        for rows in _portions(source.execute(f"SELECT * FROM {name}"))  # noqa: S608
    )


def _words(source: Any, to: Any) -> tuple[float, float]:
    """Seconds in which words were made, and in which they went into the index."""
    people = source.execute(f"SELECT {STORED} FROM caller ORDER BY rk")  # noqa: S608
    made = taken = 0.0
    for rows in _portions(people):
        words: list[Row] = []
        made += _timed(
            lambda rows=rows, words=words: words.extend(  # type: ignore[misc]
                (row[2], records.indexed(row)) for row in rows
            )
        )
        taken += _timed(lambda words=words: to.executemany(INSERT_WORDS, words))  # type: ignore[misc]
    return made, taken


def _traces(source: Any) -> float:
    names = [word for (word,) in source.execute("SELECT word FROM word") if word.isalpha()]
    return sum(
        _timed(lambda first=first: vocabulary.traces_of(names[first : first + AT_ONCE]))  # type: ignore[misc]
        for first in range(0, len(names), AT_ONCE)
    )


def _portions(rows: Any) -> Iterator[list[Row]]:
    while some := rows.fetchmany(AT_ONCE):
        yield some


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
