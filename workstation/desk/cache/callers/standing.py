"""What a file of callers says of itself: how whole it is, of which hub, and how far it reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.desk.cache.callers import files
from workstation.desk.cache.storing import set_meta
from workstation.desk.journal.encrypted_file import Connection, close_quietly, connect_looking
from workstation.domain.callers.caller import CopyStanding

META: Final = "SELECT name, value FROM meta"


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a file reaches.

    ``epoch``: of which hub's record, empty before the first page. ``recent_days``: the scope it was
    made for, ``None`` before that was said. ``up_to``: the number of the newest change in it.
    ``in_step_no``: the number up to which nothing is missing of anybody, ``None`` where that is not
    known; between the two is a catching up.
    ``whole``: every page of the first copy is in it. ``have`` of ``total`` people are;
    ``as_of_utc``: when it was last in step with the hub. ``cursor``: where the first copy goes on.
    """

    epoch: str = ""
    recent_days: int | None = None
    up_to: int = 0
    whole: bool = False
    have: int = 0
    total: int | None = None
    as_of_utc: str | None = None
    cursor: str = ""
    in_step_no: int | None = None

    def standing(self) -> CopyStanding:
        """The same for whoever asks about people."""
        return CopyStanding(self.as_of_utc, self.whole, self.have, self.total)


def read(meta: Mapping[str, str]) -> Extent:
    """What the rows of `META` say."""
    total, days = meta.get("total", ""), meta.get("recent_days", "")
    in_step_no = meta.get("in_step_no", "")
    return Extent(
        meta.get("epoch", ""),
        int(days) if days else None,
        int(meta.get("up_to", "0")),
        meta.get("whole", "") == "1",
        int(meta.get("have", "0")),
        int(total) if total else None,
        meta.get("as_of_utc") or None,
        meta.get("cursor", ""),
        int(in_step_no) if in_step_no else None,
    )


def extent_in(folder: Path, key: bytes) -> Extent | None:
    """How far what is in force in ``folder`` reaches, ``None`` where there is no copy.

    Leaves everything as it is, also beside a running desk. Raises `DriverFault`.
    """
    path = files.in_force(folder)
    if not path.exists():
        return None
    connection = connect_looking(path, key)
    try:
        return extent_of(connection)
    finally:
        close_quietly(connection)


def write(connection: Connection, extent: Extent) -> None:
    """Say ``extent`` of a file, in a transaction of whoever calls."""
    for name, value in (
        ("epoch", extent.epoch),
        ("recent_days", "" if extent.recent_days is None else str(extent.recent_days)),
        ("up_to", str(extent.up_to)),
        ("whole", "1" if extent.whole else ""),
        ("have", str(extent.have)),
        ("total", "" if extent.total is None else str(extent.total)),
        ("as_of_utc", extent.as_of_utc or ""),
        ("cursor", extent.cursor),
        ("in_step_no", "" if extent.in_step_no is None else str(extent.in_step_no)),
    ):
        set_meta(connection, name, value)


def extent_of(connection: Connection) -> Extent:
    """What a file says of itself."""
    return read(dict(connection.execute(META).fetchall()))
