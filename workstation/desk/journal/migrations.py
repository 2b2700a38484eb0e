"""Numbered steps forward, never back; a copy of the file first."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from workstation.desk.journal.encrypted_file import (
    Connection,
    fold_wal_in,
    sync_file,
    sync_folder,
)


def version_of(connection: Connection) -> int:
    """The schema version of a file, 0 while it has no tables."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: Connection, path: Path, steps: Sequence[str], *, keep_copy: bool = True
) -> Path | None:
    """Bring the file up to ``len(steps)``; returns the copy of the old file, if one was made.

    Everything happens in one transaction: whatever the moment of a crash, the file is old and
    whole, or new and whole. The caller holds the writer lock.
    """
    version = version_of(connection)
    if version == len(steps):
        return None
    copy = _copied(connection, path, version) if version and keep_copy else None
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return copy


def _copied(connection: Connection, path: Path, version: int) -> Path:
    fold_wal_in(connection)
    copy = path.with_name(f"{path.name}.v{version}.copy")
    part = copy.with_name(copy.name + ".part")
    shutil.copyfile(path, part)
    sync_file(part)
    part.replace(copy)
    sync_folder(path.parent)
    return copy


def _statements(step: str) -> list[str]:
    """The statements of a step; none of them holds a semicolon of its own."""
    return [part for part in (raw.strip() for raw in step.split(";")) if part]
