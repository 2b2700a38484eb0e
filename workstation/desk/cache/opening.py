"""Opening a disposable file: whatever is wrong with it, it is put aside and a new one begun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from workstation.desk.cache.storing import set_meta
from workstation.desk.cache.tables import STEPS
from workstation.desk.journal import encrypted_file, migrations
from workstation.desk.journal.encrypted_file import Connection, DriverFault, close_quietly
from workstation.desk.journal.faults import storage_kind
from workstation.domain.events import Realm


class CacheFault(Exception):
    """The disk does not take the copy of the hub's records. ``sentence`` is for a person."""

    sentence = (
        "The copy of the hub's records cannot be written on this machine; calls and what is typed"
        " are not touched by that: make room on the disk or give its folder back its rights."
    )

    def __init__(self) -> None:
        super().__init__(self.sentence)


class Unusable(Exception):
    """This file cannot be this desk's cache."""


def open_file(
    path: Path, key: bytes, realm: Realm, steps: Sequence[str] = STEPS
) -> tuple[Connection, Path | None]:
    """A writing connection, and where an unusable file was put. Raises `CacheFault`."""
    try:
        try:
            return _connected(path, key, realm, steps), None
        except Unusable:
            pass
        except DriverFault as fault:
            if storage_kind(fault) != "damaged":
                raise
        aside = _set_aside(path)
        return _connected(path, key, realm, steps), aside
    except (DriverFault, encrypted_file.Unsafe, OSError) as fault:
        raise CacheFault from fault


def damage_mark(path: Path) -> Path:
    """Beside the cache while a damaged page has been met and not yet been got rid of."""
    return path.with_name(path.name + ".damaged")


def _connected(path: Path, key: bytes, realm: Realm, steps: Sequence[str]) -> Connection:
    if damage_mark(path).exists():
        raise Unusable("a damaged page was met")
    if path.exists() and path.stat().st_size > 0 and encrypted_file.is_plain(path):
        raise Unusable("not encrypted")
    connection = encrypted_file.connect(path, key, synchronous="NORMAL")
    try:
        if migrations.version_of(connection) > len(steps):
            raise Unusable("of a newer release")
        migrations.migrate(connection, path, steps, keep_copy=False)
        _claim(connection, realm)
    except BaseException:
        close_quietly(connection)
        raise
    return connection


def _claim(connection: Connection, realm: Realm) -> None:
    owner = connection.execute("SELECT value FROM meta WHERE name='realm'").fetchone()
    if owner is None:
        set_meta(connection, "realm", realm)
    elif owner[0] != realm:
        raise Unusable("of another realm")


def _set_aside(path: Path) -> Path:
    """Rename the file with its log; nothing is deleted."""
    aside = next(
        free
        for n in count(1)
        if not (free := path.with_name(f"{path.stem}.aside-{n}{path.suffix}")).exists()
    )
    path.replace(aside)
    for end in ("-wal", "-shm"):
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + end))
    damage_mark(path).unlink(missing_ok=True)
    return aside
