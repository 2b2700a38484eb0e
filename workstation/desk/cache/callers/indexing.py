"""What is sorted and searched in a first copy: words come with their people, the rest at the end.

Each step is one transaction or can be done twice, and says in the file that it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workstation.desk.cache.callers import numbering, records, sorting, vocabulary
from workstation.desk.cache.callers.records import STORED
from workstation.desk.cache.callers.storing import CHANGE_WORDS
from workstation.desk.cache.callers.tables import INDEXES
from workstation.desk.cache.callers.transactions import transaction
from workstation.desk.cache.storing import set_meta
from workstation.desk.journal.encrypted_file import Connection

#: Out of the index alone: as a plain column the driver would fetch it from every row.
_TWICE: Final = (
    "SELECT min(substr(caller_id, -12)) FROM caller GROUP BY substr(caller_id, -12)"
    " HAVING count(*)>1"
)
_OF_TAIL: Final = f"SELECT {STORED} FROM caller WHERE substr(caller_id, -12)=? ORDER BY id"  # noqa: S608
_WORDED, _PHONES_DONE, _VOCABULARY_DONE = "worded", "phones_done", "vocabulary_done"
#: How the search index takes what comes in bulk: a page in one piece, and nothing merged before
#: the end; what FTS5 does by itself comes back after.
_IN_BULK: Final = {"hashsize": 32 << 20, "automerge": 0, "crisismerge": 1_999}
_BY_ITSELF: Final = {"hashsize": 1 << 20, "automerge": 4, "crisismerge": 16}
#: Pages of the search index that are merged in one transaction.
MERGED: Final = 2_000
_MERGED_IN_BULK: Final = 16_000


def in_bulk(connection: Connection, have: int) -> bool:
    """Make the search index take pages; whether it has the words of all ``have`` people so far.

    A release before made words at the end.
    """
    if have and not _meta(connection, _WORDED):
        return False
    with transaction(connection):
        set_meta(connection, _WORDED, "1")
        _set_index(connection, _IN_BULK)
    return True


def sort(connection: Connection, connect: Callable[[], Connection]) -> int:
    """Make everything that people are found by; returns how many had come twice.

    ``connect`` gives a connection that reads beside this one.
    """
    sorting.make(connection, INDEXES[0])
    twice = 0
    if _meta(connection, _PHONES_DONE):
        _merge_all(connection)
    else:
        twice = _drop_twice(connection)
        with numbering.ahead(connection, connect) as put:
            _merge_all(connection)
            put()
        set_meta(connection, _PHONES_DONE, "1")
    people = vocabulary.said(connection)
    with vocabulary.ahead(people) as traces:
        for index in INDEXES[1:]:
            sorting.make(connection, index)
        if not _meta(connection, _VOCABULARY_DONE):
            with transaction(connection):
                vocabulary.fill(connection, people, traces)
                set_meta(connection, _VOCABULARY_DONE, "1")
    return twice


def merge(connection: Connection, *, first: bool, pages: int = MERGED) -> bool:
    """Merge a portion of the search index; whether there may be more to merge."""
    before = connection.total_changes
    connection.execute(
        "INSERT INTO who (who, rank) VALUES ('merge', ?)", (-pages if first else pages,)
    )
    return bool(connection.total_changes - before >= 2)


def _drop_twice(connection: Connection) -> int:
    """Whoever moved in the hub's order between two pages came twice; the later one counts."""
    gone: list[records.Row] = []
    for (tail,) in connection.execute(_TWICE).fetchall():
        held: dict[str, records.Row] = {}
        for row in connection.execute(_OF_TAIL, (tail,)):
            if row[1] in held:
                gone.append(held[row[1]])
            held[row[1]] = row
    words = [("delete", row[2], records.indexed(row)) for row in gone]
    ids = [row[:1] for row in gone]
    with transaction(connection):
        connection.executemany(CHANGE_WORDS, words)
        connection.executemany("DELETE FROM caller WHERE id=?", ids)
        connection.executemany("DELETE FROM history WHERE id=?", ids)
        connection.execute("UPDATE meta SET value=value-? WHERE name='have'", (len(gone),))
    return len(gone)


def _merge_all(connection: Connection) -> None:
    more, first = True, True
    while more:
        with transaction(connection):
            more = merge(connection, first=first, pages=_MERGED_IN_BULK)
        first = False
    with transaction(connection):
        _set_index(connection, _BY_ITSELF)


def _set_index(connection: Connection, values: dict[str, int]) -> None:
    connection.executemany("INSERT INTO who (who, rank) VALUES (?, ?)", list(values.items()))


def _meta(connection: Connection, name: str) -> str:
    found = connection.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
    return str(found[0]) if found else ""
