"""Indexes over more people than may be sorted at once: the driver sorts all of them in memory.

What an index holds of each person is put into a table, sorted, a portion of them in a transaction;
then that table is entered in the schema as the index. In the file both are the same: SQLite keeps a
table WITHOUT ROWID as it keeps an index (sqlite.org/imposter.html).
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Final

from workstation.desk.cache.callers.tables import Index
from workstation.desk.cache.callers.transactions import transaction
from workstation.desk.journal.encrypted_file import Connection

#: People who are sorted in memory together.
AT_ONCE: Final = 2_000_000
#: People of each portion who are looked at to know where it begins.
_LOOKED_AT: Final = 200
_STANDS: Final = "SELECT 1 FROM sqlite_schema WHERE name=?"
_ENTER: Final = (
    "UPDATE sqlite_schema SET type='index', name=?, tbl_name='caller', sql=? WHERE name=?"
)

#: Where a portion begins, by the first part of the key and an id, and where the next one does.
Bound = tuple[str | bytes, int]
#: Before and behind every text.
_FIRST: Final[Bound] = ("", 0)
_BEYOND: Final[Bound] = (b"", 0)


def make(connection: Connection, index: Index) -> None:
    """Make ``index`` where it is not there; goes on where that was broken off."""
    many = portions(connection)
    if many == 1:
        connection.execute(index.sql)
    elif not connection.execute(_STANDS, (index.name,)).fetchone():
        table = f"{index.name}_sorted"
        row = ", ".join([*(f"key_{n}" for n, _ in enumerate(index.key)), "id"])
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table} ({row}, PRIMARY KEY ({row})) WITHOUT ROWID"
        )
        for reach in pairwise((_FIRST, *_between(connection, index, many), _BEYOND)):
            _put(connection, index, table, reach)
        _enter(connection, index, table)


def portions(connection: Connection) -> int:
    """In how many portions people are sorted."""
    return max(1, -(-_people(connection) // AT_ONCE))


def _people(connection: Connection) -> int:
    return int(connection.execute("SELECT max(id) FROM caller").fetchone()[0] or 0)


def _between(connection: Connection, index: Index, many: int) -> list[Bound]:
    """Where every portion but the first begins, as far as a sample tells."""
    people = _people(connection)
    sample = json.dumps([*range(1, people + 1, max(1, people // (many * _LOOKED_AT)))])
    looked_at = connection.execute(
        f"SELECT {index.key[0]}, caller.id FROM json_each(?) CROSS JOIN caller"  # noqa: S608
        f" ON caller.id=value WHERE {index.of} ORDER BY 1, 2",
        (sample,),
    ).fetchall()
    return [looked_at[len(looked_at) * n // many] for n in range(1, many) if looked_at]


def _put(connection: Connection, index: Index, table: str, reach: tuple[Bound, Bound]) -> None:
    key = ", ".join(index.key)
    with transaction(connection):
        connection.execute(
            f"INSERT OR IGNORE INTO {table} SELECT {key}, id FROM caller WHERE {index.of}"  # noqa: S608
            f" AND ({index.key[0]}, id)>=(?, ?) AND ({index.key[0]}, id)<(?, ?)"
            f" ORDER BY {key}, id",
            (*reach[0], *reach[1]),
        )


def _enter(connection: Connection, index: Index, table: str) -> None:
    """Let ``table`` be ``index`` from now on, in one transaction."""
    connection.execute("PRAGMA writable_schema=ON")
    try:
        with transaction(connection):
            connection.execute(_ENTER, (index.name, index.standing, table))
            version = connection.execute("PRAGMA schema_version").fetchone()[0]
            connection.execute(f"PRAGMA schema_version={version + 1}")
    finally:
        connection.execute("PRAGMA writable_schema=RESET")
