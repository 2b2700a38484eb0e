"""Pages of changed people: taken as sets, and person by person with triggers that keep the index.

Both sides take the same lines into the same tables, and commit after each page. In every round all
of a page's people have moved house, so that their words in the index change.
"""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from workstation.bench import callers_people
from workstation.bench.callers_store import KEY, REALM
from workstation.bench.paired import ROUNDS, goal, timed
from workstation.desk.cache.callers import Build, Directory, histories, records, storing
from workstation.desk.cache.callers.callers_file import WRITTEN_KIB
from workstation.desk.cache.callers.records import STORED
from workstation.desk.cache.callers.tables import INDEXES, STEPS
from workstation.desk.cache.callers.words import backwards
from workstation.desk.journal.migrations import migrate
from workstation.protocol.callers import LIMIT, CallerChanges, CallerLine

#: People in the file at most, people in a page, and pages in a round.
_PEOPLE: Final = 50_000
_PAGE: Final = LIMIT
_PAGES: Final = 1

#: What a trigger keeps needs the words beside the row: the index holds none of its text.
_TRIGGERS: Final = (
    "ALTER TABLE caller ADD COLUMN words TEXT NOT NULL DEFAULT ''",
    "CREATE TRIGGER words_change AFTER UPDATE OF words ON caller WHEN old.words IS NOT new.words"
    " BEGIN INSERT INTO who (who, rowid, words) VALUES ('delete', old.rk, old.words);"
    " INSERT INTO who (rowid, words) VALUES (new.rk, new.words); END",
)
_UPSERT: Final = (
    f"INSERT INTO caller ({STORED}, words) VALUES ({', '.join('?' * 17)})"  # noqa: S608
    " ON CONFLICT (id) DO UPDATE SET no=excluded.no, name=excluded.name, born=excluded.born,"
    " address=excluded.address, postcode=excluded.postcode, household=excluded.household,"
    " address_protected=excluded.address_protected, phones=excluded.phones,"
    " lists=excluded.lists, contacts=excluded.contacts, last_at_utc=excluded.last_at_utc,"
    " words=excluded.words"
)
_ID: Final = (
    "SELECT id, rk, phones FROM caller"
    " WHERE substr(caller_id, -12)=substr(?1, -12) AND caller_id=?1"
)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A page of people after they moved house."""

    lines: list[CallerLine]
    no: int


def measure(callers: int, contacts: int, seed: int) -> dict[str, Any]:
    """People a second, both ways, in turns."""
    many = min(callers, _PEOPLE)
    people = list(callers_people.lines(many, contacts * many // callers, seed))
    taken: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as passing:
        folder = Path(passing)
        _ours(folder, many, contacts * many // callers, seed)
        bare = _bare(folder / "bare.db", people)
        with Directory.open(folder, KEY, REALM) as directory:
            for number in range(ROUNDS + 1):
                for page in _pages(people, number):
                    changes = _changes(page)
                    set_based = timed(lambda c=changes: directory.put_changes(c).result())  # type: ignore[misc]
                    row_by_row = timed(lambda p=page: _row_by_row(bare, p))  # type: ignore[misc]
                    if number:  # the first round warms both
                        taken[0].append(set_based)
                        taken[1].append(row_by_row)
        bare.close()
    ours, theirs = (_PAGE * len(side) * 1000 / sum(side) for side in taken)
    return {
        "what": "changes",
        "people": many,
        "set_based_per_s": round(ours),
        "triggers_per_s": round(theirs),
        "goals": [goal("changed people, sets to triggers", ours / theirs, 3.0, "x+")],
    }


def _ours(folder: Path, many: int, contacts: int, seed: int) -> None:
    with Build.begin(folder, KEY, REALM) as build:
        for page in callers_people.pages(many, contacts, seed):
            build.add_page(page, 0)
        build.finish()
        build.complete()


def _bare(path: Path, people: list[CallerLine]) -> Any:
    """The same tables and the same people, with triggers for the index."""
    connection = dbapi2.connect(path.as_posix(), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    for setting in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "secure_delete=ON",
        f"cache_size=-{WRITTEN_KIB}",
    ):
        connection.execute(f"PRAGMA {setting}")
    migrate(connection, path, STEPS, keep_copy=False)
    for statement in (*(index.sql for index in INDEXES), _TRIGGERS[0]):
        connection.execute(statement)
    connection.execute("BEGIN")
    for n, line in enumerate(people, 1):
        _put(connection, line, n)
    connection.execute("INSERT INTO who (rowid, words) SELECT rk, words FROM caller ORDER BY rk")
    connection.execute(_TRIGGERS[1])
    connection.execute("COMMIT")
    connection.execute("INSERT INTO who (who) VALUES ('optimize')")
    return connection


def _row_by_row(connection: Any, page: _Moved) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for line in page.lines:
        rowid, rank, phones = connection.execute(_ID, (line[0],)).fetchone()
        for number in map(backwards, records.phones_of(phones)):
            connection.execute("DELETE FROM phone WHERE backwards=? AND rk=?", (number, rank))
        connection.execute("DELETE FROM history WHERE id=?", (rowid,))
        _put(connection, (line[0], page.no, *line[2:]), rowid)
    connection.execute("COMMIT")


def _put(connection: Any, line: CallerLine, rowid: int) -> None:
    """One person as they travelled; triggers keep the index."""
    row = records.caller_row(line, rowid, rowid)
    connection.execute(_UPSERT, (*row, records.indexed(row)))
    connection.executemany(storing.INSERT_PHONE, sorted(storing.phone_rows(row)))
    connection.executemany(histories.INSERT, records.past_rows(line, rowid))


def _pages(people: list[CallerLine], number: int) -> list[_Moved]:
    """Pages of a round: people from all over the file in the order in which they changed."""
    chance = random.Random(number)  # noqa: S311 - a sample
    some = chance.sample(people, min(len(people), _PAGE * _PAGES))
    moved: list[CallerLine] = [
        (*one[:5], f"{number + 1} Harbour Parade, Portlyne", f"KX{number} 9QQ", *one[7:])
        for one in some
    ]
    return [_Moved(moved[n : n + _PAGE], number + 2) for n in range(0, len(moved), _PAGE)]


def _changes(page: _Moved) -> CallerChanges:
    lines: list[CallerLine] = [(one[0], page.no, *one[2:]) for one in page.lines]
    return CallerChanges.model_construct(
        callers=lines, gone=[], epoch="bench", up_to=page.no, more=True, now_utc=""
    )
