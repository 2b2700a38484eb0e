"""Opening the journal: everything that has to be true before the first event is taken."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from workstation.desk.journal import encrypted_file, migrations, placing, storing, taped
from workstation.desk.journal.encrypted_file import Connection, DriverFault, close_quietly
from workstation.desk.journal.faults import JournalFault, Kind, storage_kind
from workstation.desk.journal.newest import Newest
from workstation.desk.journal.readers import Readers
from workstation.desk.journal.storing import meta, set_meta
from workstation.desk.journal.tables import TAPED
from workstation.desk.journal.tape import Tape, has_its_room, record_on, tape_of
from workstation.domain.events import Realm


@dataclass(frozen=True, slots=True)
class Place:
    """Where the journal is, its key, whose it is, and the steps its schema took."""

    path: Path
    key: bytes
    realm: Realm
    steps: Sequence[str]

    def fault(self, kind: Kind, detail: str = "") -> JournalFault:
        """A fault of this file."""
        return JournalFault(kind, self.path, detail)


@dataclass(frozen=True, slots=True)
class Opened:
    """A writing connection to a file that passed every check, and what belongs to it."""

    connection: Connection
    readers: Readers
    tape: Tape
    newest: Newest
    newest_given: int


def open_file(place: Place, *, without_wal: bool) -> Opened:
    """Open the file, or make it where there was none.

    ``without_wal`` accepts that the log or the tape is missing; the store then goes on under a new
    id.
    Raises `JournalFault`; nothing of the file is then lost.
    """
    if encrypted_file.sqlite_version() < encrypted_file.OLDEST_SQLITE:
        raise place.fault("old_sqlite")
    try:
        if not place.path.exists():
            _make(place)
        missing = _look(place, without_wal=without_wal)
        return _entered(place, new_store=missing)
    except (DriverFault, OSError, MemoryError) as fault:
        raise told(place, fault) from fault


def _entered(place: Place, *, new_store: bool) -> Opened:
    with ExitStack() as begun:
        tape = Tape(tape_of(place.path), place.key)  # before the schema says that there is one
        begun.callback(tape.close)
        readers = Readers(lambda: encrypted_file.connect_reading(place.path, place.key))
        begun.callback(readers.close)  # last of the connections: the log stays where it is
        connection = connected(place)
        begun.callback(close_quietly, connection)
        migrations.migrate(connection, place.path, place.steps)
        newest_given = storing.newest_given(connection)
        _enter(connection, place, tape, new_store=new_store)
        encrypted_file.fold_wal_in(connection)
        tape.wipe()  # what was on it is in the file itself now
        newest = Newest(connection)
        begun.pop_all()
        return Opened(connection, readers, tape, newest, newest_given)


def connected(place: Place) -> Connection:
    """A writing connection, durable at every commit. Raises `JournalFault`.

    Its log is folded in by the writer when nothing waits, not within somebody's commit.
    """
    try:
        connection = encrypted_file.connect(place.path, place.key)
        connection.execute("PRAGMA wal_autocheckpoint=0")
        return connection
    except encrypted_file.Unsafe as fault:
        raise place.fault("not_durable", str(fault)) from fault
    except DriverFault as fault:
        raise told(place, fault) from fault


def told(place: Place, fault: BaseException) -> JournalFault:
    """The fault of the driver or the system in words for a person."""
    return place.fault(storage_kind(fault) or "damaged", str(fault))


def _look(place: Place, *, without_wal: bool) -> bool:
    """Judge an existing file without touching it; whether its log or its tape is missing."""
    if encrypted_file.is_plain(place.path):
        raise place.fault("unencrypted")
    connection = encrypted_file.connect_looking(place.path, place.key)
    try:
        version = migrations.version_of(connection)
        if version > len(place.steps):
            raise place.fault("newer", f"schema {version}")
        if meta(connection, "realm") != place.realm:
            raise place.fault("wrong_realm")
        lost = _lost(place, version) if meta(connection, "in_use") == "1" else None
        if lost and not without_wal:
            raise place.fault(lost)
        return lost is not None
    except DriverFault as fault:
        raise _unreadable(place, fault) from fault
    finally:
        close_quietly(connection)


def _lost(place: Place, version: int) -> Kind | None:
    """What is missing beside a file that was in use."""
    if not encrypted_file.wal_of(place.path).exists():
        return "wal_missing"
    return "tape_missing" if version >= TAPED and not has_its_room(tape_of(place.path)) else None


def _unreadable(place: Place, fault: BaseException) -> JournalFault:
    """Another key and a damaged first page look alike; a disk that refuses does not."""
    kind = storage_kind(fault)
    disk = kind in ("io", "full", "read_only")
    return place.fault(kind if kind and disk else "unreadable", str(fault))


def _make(place: Place) -> None:
    """A new, empty store. It gets its name when it is whole and durable, so a crash leaves none."""
    made = place.path.with_name(place.path.name + ".new")
    for leftover in place.path.parent.glob(made.name + "*"):
        leftover.unlink()
    connection = connected(replace(place, path=made))
    try:
        migrations.migrate(connection, made, place.steps)
        connection.execute("BEGIN IMMEDIATE")
        set_meta(connection, "realm", place.realm)
        set_meta(connection, "store_id", str(uuid.uuid4()))
        set_meta(connection, "in_use", "0")
        connection.execute("COMMIT")
        encrypted_file.fold_wal_in(connection)
    finally:
        close_quietly(connection)
    encrypted_file.sync_file(made)
    made.replace(place.path)
    encrypted_file.sync_folder(place.path.parent)


def _enter(connection: Connection, place: Place, tape: Tape, *, new_store: bool) -> None:
    """Store what a crash left on the tape, and mark the file as in use: from now on its log and its
    tape belong to it until `part`.
    """
    crashed = meta(connection, "in_use") == "1"
    record = record_on(tape_of(place.path), place.key) if crashed else None
    connection.execute("BEGIN IMMEDIATE")
    put = placing.put_back(connection, taped.from_bytes(record)) if record else "there"
    if put == "no place":
        if not new_store:
            raise place.fault("behind")
        tape.wipe()  # before the commit: the loss is not to be accepted twice
    if new_store:
        set_meta(connection, "store_id", str(uuid.uuid4()))
    set_meta(connection, "in_use", "1")
    connection.execute("COMMIT")


def part(connection: Connection, readers: Readers, tape: Tape) -> None:
    """Fold the log in and say so in the file: it may be copied alone from now on.

    Folding comes first: on a full disk it gives the mark its room. The readers and the tape are let
    go last of all that can fail, for only then does SQLite remove the log together with the last
    connection: neither is ever missed without cause.
    """
    encrypted_file.fold_wal_in(connection)
    connection.execute("BEGIN IMMEDIATE")
    set_meta(connection, "in_use", "0")
    connection.execute("COMMIT")
    encrypted_file.fold_wal_in(connection)
    readers.close()
    tape.remove()
