"""Connections to an encrypted SQLite file. SQLCipher 4, raw 32-byte key, write-ahead log."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any, Final, Literal

from sqlcipher3 import dbapi2 as driver

#: The oldest SQLite without the WAL-reset corruption.
OLDEST_SQLITE: Final = (3, 51, 3)
PLAIN_HEADER: Final = b"SQLite format 3\x00"
_LEVELS: Final = {"FULL": 2, "NORMAL": 1}

Connection = Any
Synchronous = Literal["FULL", "NORMAL"]
#: Every fault that the driver raises.
DriverFault: Final[type[Exception]] = driver.Error


class Unsafe(Exception):
    """The file could not be opened the way it has to be."""


def sqlite_version() -> tuple[int, ...]:
    """The SQLite inside the driver."""
    return tuple(driver.sqlite_version_info)


def wal_of(path: Path) -> Path:
    """The write-ahead log beside ``path``."""
    return path.with_name(path.name + "-wal")


def is_plain(path: Path) -> bool:
    """Whether the file begins like an unencrypted database."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def connect(path: Path, key: bytes, *, synchronous: Synchronous = "FULL") -> Connection:
    """A connection that may write, in autocommit mode; transactions are begun by hand.

    Raises `DriverFault` when the key does not fit, `Unsafe` when the level cannot be had.
    """
    connection = _opened(path.as_posix(), key, uri=False)
    try:
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA secure_delete=ON")
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        level = connection.execute("PRAGMA synchronous").fetchone()[0]
        if mode != "wal" or level != _LEVELS[synchronous]:
            raise Unsafe(f"journal_mode={mode} synchronous={level}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reading(path: Path, key: bytes) -> Connection:
    """A connection for reading beside the writer; closing it never removes the log."""
    return _opened(f"{path.absolute().as_uri()}?mode=ro", key, uri=True)


def connect_looking(path: Path, key: bytes) -> Connection:
    """A connection that leaves the file and its log exactly as they are."""
    how = "mode=ro" if wal_of(path).exists() else "mode=ro&immutable=1"
    return _opened(f"{path.absolute().as_uri()}?{how}", key, uri=True)


def _opened(name: str, key: bytes, *, uri: bool) -> Connection:
    if len(key) != 32:
        raise Unsafe("the key is not 32 bytes")
    # Waiting is short: the writer lock keeps other programs out, only our own reads are beside us.
    connection = driver.connect(
        name, timeout=5.0, isolation_level=None, check_same_thread=False, uri=uri
    )
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return connection


def fold_in_passing(connection: Connection) -> None:
    """Move what can be moved from the log into the file; whoever reads goes on reading."""
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()


def unfolded(connection: Connection) -> int:
    """Pages of the log that are not in the file yet."""
    _, pages, folded = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    return int(pages - folded)


def fold_wal_in(connection: Connection) -> None:
    """Move everything from the log into the file itself and empty the log."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def sync_folder(folder: Path) -> None:
    """Make names in ``folder`` survive a power cut, where the system offers that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the bytes of ``path`` survive a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def close_quietly(connection: Connection) -> None:
    """Close, whatever state the storage is in."""
    with contextlib.suppress(driver.Error):
        connection.close()
