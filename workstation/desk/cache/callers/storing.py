"""Taking people into a file, a page at a time: what differs is found, then written as sets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workstation.desk.cache.callers import histories, records, vocabulary
from workstation.desk.cache.callers.records import STORED, Row, caller_row, past_rows
from workstation.desk.cache.callers.words import backwards
from workstation.desk.journal.encrypted_file import Connection

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerLine, CallerPart

INSERT_CALLER: Final = f"INSERT INTO caller ({STORED}) VALUES ({', '.join('?' * 16)})"  # noqa: S608
_SET: Final = ", ".join(f"{name}=excluded.{name}" for name in STORED.split(", ")[1:])
_UPSERT_CALLER: Final = f"{INSERT_CALLER} ON CONFLICT (id) DO UPDATE SET {_SET}"
#: Columns that no index holds, in the order of `STORED`; the others rarely change.
_LOOSE: Final = (3, 4, 5, 8, 9, 11, 12, 13, 14, 15)
_LOOSE_SET: Final = ", ".join(f"{STORED.split(', ')[n]}=?" for n in _LOOSE)
_UPDATE_CALLER: Final = f"UPDATE caller SET {_LOOSE_SET} WHERE id=?"  # noqa: S608
INSERT_PHONE: Final = "INSERT OR IGNORE INTO phone (backwards, rk, id) VALUES (?, ?, ?)"
INSERT_WORDS: Final = "INSERT INTO who (rowid, words) VALUES (?, ?)"
CHANGE_WORDS: Final = "INSERT INTO who (who, rowid, words) VALUES (?, ?, ?)"
_STORED_OF: Final = (
    f"SELECT {STORED} FROM (SELECT value FROM json_each(?)) AS wanted CROSS JOIN caller"  # noqa: S608
    " ON substr(caller_id, -12)=substr(wanted.value, -12) AND caller_id=wanted.value"
)
_OF_HUB: Final = f"SELECT {STORED} FROM caller WHERE own=0 LIMIT 1000"  # noqa: S608
_RK, _NO, _OWN, _PHONES, _CONTACTS, _LAST = 2, 3, 4, 12, 14, 15


@dataclass(slots=True)
class _Changed:
    """Rows as they were and as they are to be; either may be missing."""

    old: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)


def put(connection: Connection, lines: Iterable[CallerLine], *, front: bool, own: int = 0) -> int:
    """Take ``lines``, each in the place of an older one; returns how many people are new.

    ``front``: whoever is new or has a new contact is likelier to be meant than all before; else
    new ones go behind. A line that is no newer than what is held changes nothing.
    """
    newest = {line[0]: line for line in lines}
    held = {row[1]: row for row in stored(connection, newest)}
    changed = _Changed()
    ids = _next(connection, "SELECT max(id) FROM caller", 1)
    ranks = _next(connection, "SELECT min(rk) FROM front", -1)
    for caller_id, line in newest.items():
        row = held.get(caller_id)
        if row is None:
            rowid, ids = ids, ids + 1
            rank, ranks = (ranks, ranks - 1) if front else (rowid, ranks)
            new = caller_row(line, rowid, rank, own)
        elif own or (line[1] <= row[_NO] and not row[_OWN]):
            continue
        else:
            new = caller_row(line, row[0], row[_RK])
            if front:
                new, ranks = _ranked(row, new, ranks)
            changed.old.append(row)
        changed.new.append(new)
        changed.past.extend(past_rows(line, new[0]))
    _write(connection, changed)
    return len(changed.new) - len(changed.old)


def put_parts(connection: Connection, parts: Iterable[CallerPart]) -> None:
    """Take what is new of people who are held, of their histories as well; in front as in `put`."""
    told = {line[0]: (line, left) for line, left in parts}
    held = [row for row in stored(connection, told) if told[row[1]][0][1] > row[_NO]]
    more = histories.merge(connection, {row[0]: told[row[1]] for row in held})
    newest = histories.newest(connection, [row[0] for row in held])
    changed = _Changed(old=held)
    ranks = _next(connection, "SELECT min(rk) FROM front", -1)
    for row in held:
        plain = caller_row(told[row[1]][0], row[0], row[_RK])
        new = (*plain[:_CONTACTS], row[_CONTACTS] + more[row[0]], newest.get(row[0]))
        new, ranks = _ranked(row, new, ranks)
        changed.new.append(new)
    _write_people(connection, changed)


def _ranked(old: Row, new: Row, rank: int) -> tuple[Row, int]:
    """``new`` with ``rank`` where it has a newer contact than ``old``; and the next rank."""
    if (new[_LAST] or "") > (old[_LAST] or ""):
        return (*new[:_RK], rank, *new[_RK + 1 :]), rank - 1
    return new, rank


def take_away(connection: Connection, caller_ids: Sequence[str]) -> int:
    """Remove people with all that is held of them; returns how many were there."""
    gone = stored(connection, caller_ids)
    _write(connection, _Changed(old=gone))
    return len(gone)


def forget(connection: Connection) -> int:
    """Remove everybody of whom the hub spoke; how many are left, whom this desk added."""
    while gone := connection.execute(_OF_HUB).fetchall():
        _write(connection, _Changed(old=gone))
    return int(connection.execute("SELECT count(*) FROM caller").fetchone()[0])


def stored(connection: Connection, caller_ids: Iterable[str]) -> list[Row]:
    """The rows of these people."""
    return list(connection.execute(_STORED_OF, (json.dumps(list(caller_ids)),)))


def phone_rows(row: Row) -> set[Row]:
    """The rows by which somebody's numbers are found; what is not E.164 is shown, not found."""
    found = (backwards(phone) for phone in records.phones_of(row[_PHONES]))
    return {(number, row[_RK], row[0]) for number in found if number}


def _next(connection: Connection, sql: str, step: int) -> int:
    return int(connection.execute(sql).fetchone()[0] or 0) + step


def _write(connection: Connection, changed: _Changed) -> None:
    histories.replace(connection, [r[0] for r in changed.old if r[_CONTACTS]], changed.past)
    _write_people(connection, changed)


def _write_people(connection: Connection, changed: _Changed) -> None:
    """Everything but their histories."""
    _write_words(connection, changed)
    _write_phones(connection, changed)
    staying = {row[0] for row in changed.new}
    connection.executemany(
        "DELETE FROM caller WHERE id=?", [(r[0],) for r in changed.old if r[0] not in staying]
    )
    was, will = ({(row[_RK], row[0]) for row in rows} for rows in (changed.old, changed.new))
    connection.executemany("DELETE FROM front WHERE rk=?", [(rk,) for rk, _ in was - will])
    connection.executemany(
        "INSERT INTO front (rk, id) VALUES (?, ?)", [one for one in will - was if one[0] < 0]
    )
    _write_callers(connection, changed)


def _write_callers(connection: Connection, changed: _Changed) -> None:
    """No index is touched for somebody whose indexed columns are as they were."""
    was = {row[0]: _indexed_columns(row) for row in changed.old}
    loose, whole = list[Row](), list[Row]()
    for row in sorted(changed.new):
        if was.get(row[0]) == _indexed_columns(row):
            loose.append((*(row[n] for n in _LOOSE), row[0]))
        else:
            whole.append(row)
    connection.executemany(_UPDATE_CALLER, loose)
    connection.executemany(_UPSERT_CALLER, whole)


def _indexed_columns(row: Row) -> Row:
    return row[1], row[_RK], row[6], row[7], row[10]


def _write_words(connection: Connection, changed: _Changed) -> None:
    """The search index holds no copy of its text: what goes is named by the words that were.

    Only words that differ are named, everything in the order of the rows: the index then gathers a
    whole page before it writes.
    """
    was, will = ({row[_RK]: row for row in rows} for rows in (changed.old, changed.new))
    none: set[str] = set()
    writes: list[Row] = []
    people: Counter[str] = Counter()
    for rank in sorted(was.keys() | will.keys()):
        old, new = was.get(rank), will.get(rank)
        if old and new and _worded_columns(old) == _worded_columns(new):
            continue
        before, after = (set(records.indexed(row).split()) if row else none for row in (old, new))
        less, more = before - after, after - before
        if less:
            writes.append(("delete", rank, " ".join(less)))
        if more:
            writes.append((None, rank, " ".join(more)))
        people.subtract(less)
        people.update(more)
    connection.executemany(CHANGE_WORDS, writes)
    vocabulary.count(connection, people)


def _worded_columns(row: Row) -> Row:
    return row[6], row[8], row[9], row[11]


def _write_phones(connection: Connection, changed: _Changed) -> None:
    same = {row[:3] + row[12:13] for row in changed.old} & {
        row[:3] + row[12:13] for row in changed.new
    }
    was, will = (
        {phone for row in rows if row[:3] + row[12:13] not in same for phone in phone_rows(row)}
        for rows in (changed.old, changed.new)
    )
    connection.executemany(
        "DELETE FROM phone WHERE backwards=? AND rk=? AND id=?", sorted(was - will)
    )
    connection.executemany(INSERT_PHONE, sorted(will - was))
