"""What is sorted and searched in a first copy, made over everything at the end.

Each step is one transaction or can be done twice, and says in the file that it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from workstation.desk.cache.callers import vocabulary, words
from workstation.desk.cache.callers.records import Row
from workstation.desk.cache.callers.storing import INSERT_WORDS
from workstation.desk.cache.callers.tables import INDEXES
from workstation.desk.cache.callers.transactions import transaction
from workstation.desk.cache.storing import set_meta
from workstation.desk.journal.encrypted_file import Connection

#: Told how many people are searchable by now.
Progress = Callable[[int], None]

#: People whose words are written in one transaction.
_AT_ONCE: Final = 200_000
#: What words are made of, of the ids after one and up to another.
_WORDED: Final = (
    "SELECT rk, name, address, postcode, address_protected FROM caller"
    " WHERE id>? AND id<=? ORDER BY id"
)
_TWICE: Final = (
    "SELECT substr(caller_id, -12) FROM caller GROUP BY substr(caller_id, -12) HAVING count(*)>1"
)
_OF_TAIL: Final = "SELECT caller_id, id FROM caller WHERE substr(caller_id, -12)=? ORDER BY id"
#: Of all that is shown as a number what `words.backwards` takes for one.
_PHONES: Final = (
    "INSERT OR IGNORE INTO phone (backwards, rk, id) SELECT value, rk, caller.id"
    " FROM caller CROSS JOIN json_each(phones) WHERE length(value) BETWEEN 8 AND 16"
    " AND value GLOB '*[1-9]+' AND rtrim(value, '+') NOT GLOB '*[^0-9]*' ORDER BY value, rk"
)
_PHONES_DONE, _WORDS_DONE, _VOCABULARY_DONE = "phones_done", "words_done", "vocabulary_done"
#: Bytes that the search index gathers in memory before it writes; the default comes back after.
_GATHERED, _DEFAULT_GATHERED = 32 << 20, 1 << 20


def sort(connection: Connection, progress: Progress) -> int:
    """Make everything that people are found by; returns how many had come twice."""
    connection.execute(INDEXES[0])
    twice = _drop_twice(connection) if not _meta(connection, _PHONES_DONE) else 0
    for index in INDEXES[1:]:
        connection.execute(index)
    if not _meta(connection, _PHONES_DONE):
        with transaction(connection):
            connection.execute(_PHONES)
            set_meta(connection, _PHONES_DONE, "1")
    _index_words(connection, progress)
    return twice


def _drop_twice(connection: Connection) -> int:
    """Whoever moved in the hub's order between two pages came twice; the later one counts."""
    gone: list[tuple[int]] = []
    for (tail,) in connection.execute(_TWICE).fetchall():
        held: dict[str, int] = {}
        for caller_id, rowid in connection.execute(_OF_TAIL, (tail,)):
            if caller_id in held:
                gone.append((held[caller_id],))
            held[caller_id] = rowid
    with transaction(connection):
        connection.executemany("DELETE FROM caller WHERE id=?", gone)
        connection.executemany("DELETE FROM history WHERE id=?", gone)
        connection.execute("UPDATE meta SET value=value-? WHERE name='have'", (len(gone),))
    return len(gone)


def _index_words(connection: Connection, progress: Progress) -> None:
    last = connection.execute("SELECT max(id) FROM caller").fetchone()[0] or 0
    done = int(_meta(connection, _WORDS_DONE) or 0)
    _set_index(connection, "hashsize", _GATHERED)
    while done < last:
        reach = (done, done + _AT_ONCE)
        with transaction(connection):
            connection.executemany(INSERT_WORDS, _folded(connection, reach))
            done = min(done + _AT_ONCE, last)
            set_meta(connection, _WORDS_DONE, str(done))
        progress(done)
    with transaction(connection):
        connection.execute("INSERT INTO who (who) VALUES ('optimize')")
    _set_index(connection, "hashsize", _DEFAULT_GATHERED)
    if not _meta(connection, _VOCABULARY_DONE):
        with transaction(connection):
            vocabulary.fill(connection)
            set_meta(connection, _VOCABULARY_DONE, "1")


def _folded(connection: Connection, reach: tuple[int, int]) -> Iterator[Row]:
    """Rows of the index, to be bound one by one."""
    for rk, name, address, postcode, protected in connection.execute(_WORDED, reach):
        yield rk, words.indexed(name, address, postcode, protected=bool(protected))


def _set_index(connection: Connection, name: str, value: int) -> None:
    connection.execute("INSERT INTO who (who, rank) VALUES (?, ?)", (name, value))


def _meta(connection: Connection, name: str) -> str:
    found = connection.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
    return str(found[0]) if found else ""
