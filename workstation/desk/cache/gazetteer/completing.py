"""Completing a place as one types, from the newest gazetteer on this desk."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final, Self

from workstation.desk.cache.gazetteer import files
from workstation.desk.cache.gazetteer.asking import Asked, looser, readings
from workstation.desk.cache.gazetteer.files import Connection, DriverFault
from workstation.desk.cache.gazetteer.weighing import Row, weight
from workstation.domain.place import Place, PlaceKind

KINDS: Final[tuple[PlaceKind, ...]] = ("area", "place", "street", "postcode", "address")
#: Candidates weighed of each kind; ranks make the first ones the likely ones.
_WEIGHED: Final = (8, 16, 16, 8, 32)
_SELECT: Final = (
    "SELECT rank, kind, head, area, street, postcode, uprn, latitude, longitude, radius_m,"
    " number, unit FROM place WHERE rank IN (SELECT rowid FROM word WHERE word MATCH ?"
    " AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?)"
)


class Gazetteer:
    """The gazetteer in ``folder``, opened when it is first asked. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._connection: Connection | None = None
        self._ranges: tuple[tuple[int, int], ...] = ()
        self._trouble = ""

    def complete(self, text: str, limit: int = 8) -> tuple[Place, ...]:
        """The best ``limit`` places for what was typed so far, the best first; never raises."""
        asked = readings(text)
        if not asked:
            return ()
        with self._lock:
            try:
                self._open_newest()
                found = self._found(asked, limit) or self._found(looser(text), limit)
            except (DriverFault, OSError):
                self._close()
                self._trouble = (
                    "The gazetteer on this desk cannot be read; nothing else is touched by that: "
                    "type places in full, and have it loaded again (workstation gazetteer load)."
                )
                return ()
        return found

    @property
    def trouble(self) -> str:
        """Why nothing is completed, one sentence; empty while all is well."""
        return self._trouble

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open_newest(self) -> None:
        newest = files.newest(self._folder)
        if newest == self._path:
            return
        self._close()
        if newest is None:
            return
        connection = files.connect_reading(newest)
        self._connection = connection
        if connection.execute("PRAGMA user_version").fetchone()[0] != files.LAYOUT:
            raise OSError("the gazetteer's file is of another release")
        bounds = dict[int, tuple[int, int]]()
        for kind in range(len(KINDS)):
            low, high = connection.execute(
                "SELECT min(rank), max(rank) FROM place WHERE kind=?", (kind,)
            ).fetchone()
            bounds[kind] = (low or 0, high or -1)
        self._ranges = tuple(bounds.values())
        self._path, self._trouble = newest, ""

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._path = None, None

    def _found(self, tried: tuple[Asked, ...], limit: int) -> tuple[Place, ...]:
        found: dict[int, Place] = {}
        for asked in tried:
            if len(found) >= limit:
                break
            weighed = sorted((weight(row, asked), row) for row in self._rows(asked))
            for _, row in weighed[:limit]:
                found.setdefault(row.rank, _place(row))
        return tuple(found.values())[:limit]

    def _rows(self, asked: Asked) -> list[Row]:
        rows: list[Row] = []
        if self._connection is None:
            return rows
        for (low, high), most in zip(self._ranges, _WEIGHED, strict=True):
            if low <= high:
                found = self._connection.execute(_SELECT, (asked.match, low, high, most))
                rows += map(Row._make, found)
        return rows


def _place(row: Row) -> Place:
    label = ", ".join(part for part in (row.head, row.area) if part)
    return Place(
        KINDS[row.kind],
        label,
        row.street,
        row.postcode,
        row.uprn,
        row.latitude,
        row.longitude,
        row.radius_m,
    )
