"""What this desk added to the record and the hub's copy does not hold yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workstation.desk.cache.callers import storing
from workstation.desk.cache.callers.records import SHOWN, caller_of
from workstation.desk.journal.encrypted_file import Connection
from workstation.domain.callers.caller import Caller

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerLine

#: For each caller the others that this desk marked, and whether as not the same after all.
Marks = Mapping[str, Mapping[str, bool]]

MARKS: Final = "SELECT caller_id, other_id, apart FROM own_mark"
_SAME_AS: Final = (
    "SELECT json_extract(lists, '$[4]') FROM caller"
    " WHERE substr(caller_id, -12)=substr(?1, -12) AND caller_id=?1 AND lists<>''"
)


def add(connection: Connection, caller: Caller) -> int:
    """Hold somebody whom this desk added, unless the hub's word on them is here."""
    return storing.put(connection, [_line_of(caller)], front=True, own=1)


def callers_of(connection: Connection) -> tuple[Caller, ...]:
    """Everybody whom this desk added and the hub has not spoken of yet."""
    rows = connection.execute(f"SELECT {SHOWN} FROM caller WHERE own=1")  # noqa: S608
    return tuple(caller_of(row) for row in rows.fetchall())


def mark(connection: Connection, caller_id: str, other_id: str, *, apart: bool) -> None:
    """Hold that two records may be the same person, or are not; each then names the other."""
    connection.executemany(
        "INSERT OR REPLACE INTO own_mark (caller_id, other_id, apart) VALUES (?, ?, ?)",
        [(caller_id, other_id, int(apart)), (other_id, caller_id, int(apart))],
    )


def settle(connection: Connection) -> None:
    """Forget marks that the hub's copy says by now."""
    for caller_id, other_id, apart in connection.execute(MARKS).fetchall():
        found = connection.execute(_SAME_AS, (caller_id,)).fetchone()
        if found and (other_id in json.loads(found[0])) != bool(apart):
            connection.execute(
                "DELETE FROM own_mark WHERE caller_id=? AND other_id=?", (caller_id, other_id)
            )


def marks(rows: Iterable[tuple[str, str, int]]) -> Marks:
    """The rows of `MARKS`, by caller."""
    found: dict[str, dict[str, bool]] = {}
    for caller_id, other_id, apart in rows:
        found.setdefault(caller_id, {})[other_id] = bool(apart)
    return found


def shown(caller: Caller, marked: Marks) -> Caller:
    """``caller`` with what this desk marked."""
    mine = marked.get(caller.caller_id)
    if not mine:
        return caller
    kept = [other for other in caller.same_as if not mine.get(other, False)]
    added = [other for other, apart in mine.items() if not apart and other not in kept]
    return replace(caller, same_as=(*kept, *added))


def _line_of(caller: Caller) -> CallerLine:
    from workstation.protocol.callers import line_of  # brings pydantic with it: not at the start

    return line_of(caller, 0)
