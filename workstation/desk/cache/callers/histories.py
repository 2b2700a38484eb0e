"""Earlier contacts in a file: taken in the place of those that were held, or merged with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from workstation.desk.cache.callers.records import PAST_STORED, Row, past_rows
from workstation.desk.journal.encrypted_file import Connection

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerPart

INSERT: Final = f"INSERT OR REPLACE INTO history ({PAST_STORED}) VALUES ({', '.join('?' * 11)})"  # noqa: S608
_OF: Final = f"SELECT {PAST_STORED} FROM history WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
_HELD: Final = (
    f"SELECT {PAST_STORED} FROM (SELECT value FROM json_each(?)) AS wanted CROSS JOIN history"  # noqa: S608
    " ON id=wanted.value->>0 AND at_utc=wanted.value->>1 AND contact_id=wanted.value->>2"
)
_NEWEST: Final = (
    "SELECT wanted.value, (SELECT at_utc FROM history WHERE id=wanted.value"
    " ORDER BY at_utc DESC LIMIT 1) FROM (SELECT value FROM json_each(?)) AS wanted"
)


def replace(connection: Connection, rowids: Collection[int], past: Iterable[Row]) -> None:
    """Take ``past`` in the place of all that is held of the callers ``rowids``."""
    was = {row[:3]: row for row in connection.execute(_OF, (json.dumps([*rowids]),))}
    _write(connection, was, {row[:3]: row for row in past})


def merge(connection: Connection, parts: Mapping[int, CallerPart]) -> Counter[int]:
    """Take what is new of histories, by caller; how many more contacts each of them has."""
    will = {row[:3]: row for rowid, part in parts.items() for row in past_rows(part[0], rowid)}
    left = [(rowid, *key) for rowid, part in parts.items() for key in part[1]]
    was = {row[:3]: row for row in connection.execute(_HELD, (json.dumps([*will, *left]),))}
    _write(connection, was, will)
    more = Counter(key[0] for key in will)
    more.subtract(key[0] for key in was)
    return more


def newest(connection: Connection, rowids: Collection[int]) -> dict[int, str | None]:
    """When each caller's newest contact was."""
    return dict(connection.execute(_NEWEST, (json.dumps([*rowids]),)).fetchall())


def _write(connection: Connection, was: Mapping[Row, Row], will: Mapping[Row, Row]) -> None:
    connection.executemany(
        "DELETE FROM history WHERE id=? AND at_utc=? AND contact_id=?",
        sorted(was.keys() - will.keys()),
    )
    connection.executemany(INSERT, sorted(row for key, row in will.items() if was.get(key) != row))
