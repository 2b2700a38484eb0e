"""The files of a desk's gazetteer: the newest whole one is in force, loads never touch it.

Each load writes a file of its own and gives it the next number when it is whole, so that a desk
that is reading the last one (on Windows a file in use cannot be replaced) goes on undisturbed.
"""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as driver

from workstation.desk.journal.encrypted_file import sync_file, sync_folder

Connection = Any
DriverFault: Final[type[Exception]] = driver.Error

#: The layout of the tables; a file of another release is not read but has to be loaded again.
LAYOUT: Final = 1
_NAME: Final = re.compile(r"gazetteer-(\d{6})\.db")


class GazetteerFault(Exception):
    """A gazetteer was not loaded. ``sentence`` is for a person."""

    def __init__(self, what: str, to_do: str) -> None:
        self.sentence = f"{what}; the gazetteer that was in force still is; {to_do}."
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Held:
    """The gazetteer in force: the file it was loaded from, its SHA-256, when, how much."""

    source: str
    digest: str
    loaded_at_utc: str
    properties: int


def held(folder: Path) -> Held | None:
    """What is in force in ``folder``; ``None`` while nothing of this release is."""
    path = newest(folder)
    if path is None:
        return None
    try:
        with contextlib.closing(connect_reading(path)) as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta"))
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
    except DriverFault:
        return None
    if layout != LAYOUT:
        return None
    return Held(meta["source"], meta["digest"], meta["loaded_at_utc"], int(meta["properties"]))


def newest(folder: Path) -> Path | None:
    """The file in force, ``None`` while none was loaded."""
    try:
        names = [name for name in os.listdir(folder) if _NAME.fullmatch(name)]  # noqa: PTH208
    except FileNotFoundError:
        return None
    return folder / max(names) if names else None


def begin(folder: Path) -> Path:
    """A name for the file of a load that begins; what a broken load left behind is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.part"):
        with contextlib.suppress(OSError):
            left.unlink()
    return folder / f"{os.getpid()}.part"


def put_in_force(part: Path) -> Path:
    """Make a whole file the newest one, durably; older ones go as soon as nobody reads them."""
    folder = part.parent
    last = newest(folder)
    number = int(_NAME.fullmatch(last.name)[1]) + 1 if last else 1  # type: ignore[index]
    whole = folder / f"gazetteer-{number:06}.db"
    sync_file(part)
    part.replace(whole)
    sync_folder(folder)
    for old in folder.glob("gazetteer-*.db"):
        if old != whole:
            with contextlib.suppress(OSError):
                old.unlink()
    return whole


def connect_writing(part: Path) -> Connection:
    """A new file to load into. Nothing in it is safe before `put_in_force`."""
    part.unlink(missing_ok=True)
    connection = driver.connect(part.as_posix(), isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def connect_reading(path: Path) -> Connection:
    """A reading connection; the file never changes."""
    return driver.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1",
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
