"""Loading a gazetteer's file: whole and in force, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.desk.cache.gazetteer import files, tables
from workstation.desk.cache.gazetteer.columns import NoGazetteer
from workstation.desk.cache.gazetteer.entry import Entry
from workstation.desk.cache.gazetteer.files import Connection, DriverFault, GazetteerFault
from workstation.desk.cache.gazetteer.grouping import ADDRESS, PLACE, PROPERTY_M, put_groups
from workstation.desk.cache.gazetteer.reading import rows
from workstation.desk.cache.gazetteer.refusing import Refused
from workstation.desk.cache.gazetteer.words import in_order, indexed

#: Refused lines that are named; the rest is counted.
NAMED: Final = 100

_PUT: Final = (
    "INSERT OR IGNORE INTO found (kind, sort, head, area, street, locality, town, postcode, uprn,"
    " latitude, longitude, radius_m, number, unit, words)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load took: properties, and the lines refused (the first `NAMED` of them by name)."""

    properties: int
    refused: int
    named: tuple[Refused, ...]


def load(file: Path, folder: Path, at_utc: str) -> Loaded:
    """Put the gazetteer in ``file`` in force in ``folder``. Raises `GazetteerFault`."""
    try:
        part = files.begin(folder)
        try:
            loaded = _build(part, file, at_utc)
            files.put_in_force(part)
        finally:
            part.unlink(missing_ok=True)
    except NoGazetteer as why:
        raise GazetteerFault(
            f"{file.name} is no gazetteer: {why}",
            "load a CSV file with the columns that docs/gazetteer.md lists",
        ) from why
    except (OSError, DriverFault) as fault:
        raise GazetteerFault(
            f"{file.name} could not be loaded ({fault})",
            "check that the file can be read and that the disk has room, then load it again",
        ) from fault
    return loaded


def digest_of(file: Path) -> str:
    """SHA-256 of a file, hexadecimal. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _build(part: Path, file: Path, at_utc: str) -> Loaded:
    connection = files.connect_writing(part)
    try:
        connection.execute("BEGIN")
        for statement in filter(str.strip, tables.SCHEMA.split(";")):
            connection.execute(statement)
        connection.execute(tables.FOUND)
        loaded = _take(connection, file)
        put_groups(connection)
        for statement in (tables.RANKED, tables.FILL_PLACES, tables.FILL_WORDS):
            connection.execute(statement)
        connection.execute("INSERT INTO word (word) VALUES ('optimize')")
        connection.executemany(
            "INSERT INTO meta (name, value) VALUES (?, ?)",
            [
                ("source", file.name),
                ("digest", digest_of(file)),
                ("loaded_at_utc", at_utc),
                ("properties", str(loaded.properties)),
            ],
        )
        connection.execute(f"PRAGMA user_version={files.LAYOUT}")
        connection.execute("COMMIT")
    finally:
        connection.close()
    return loaded


def _take(connection: Connection, file: Path) -> Loaded:
    taken, refused, named = 0, 0, list[Refused]()
    for line, row in rows(file):
        why = row
        if isinstance(row, Entry):
            if connection.execute(_PUT, _values(row)).rowcount == 1:
                taken += 1
                continue
            why = Refused(line, "an earlier line says the same")
        refused += 1
        if len(named) < NAMED and isinstance(why, Refused):
            named.append(why)
    if taken == 0:
        why_first = f" (line {named[0].line}: {named[0].reason})" if named else ""
        raise NoGazetteer(f"no line of it can be used{why_first}")
    return Loaded(taken, refused, tuple(named))


def _values(entry: Entry) -> tuple[object, ...]:
    kind = PLACE if entry.known_by_name else ADDRESS
    where = f"{entry.street}, {entry.area}, {entry.number}, {entry.head}"
    order = in_order(entry.head if entry.known_by_name else where)
    return (
        kind, f"{int(entry.unit)} {order}", entry.head, entry.area, entry.street,
        entry.locality, entry.town, entry.postcode, entry.uprn,
        entry.latitude, entry.longitude, PROPERTY_M, entry.number,
        int(entry.unit), indexed(entry.label, entry.postcode),
    )  # fmt: skip
