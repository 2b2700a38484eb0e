"""The encrypted store that callers are looked for in, and the bare connection beside it."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from workstation.bench import callers_people
from workstation.desk.cache.callers import Build, Directory

#: Only made-up people are ever in there.
KEY: Final = bytes(range(32))
REALM: Final = "demo"
#: Kibibytes of pages in the bare connection: as many as the desk's own.
PAGES_KIB: Final = 65_536


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the store, as whoever looks for them knows them."""

    caller_id: str
    name: str
    born: str
    address: str
    postcode: str
    household: str
    number: str


@dataclass(frozen=True, slots=True)
class Store:
    """A whole copy; ``built_s`` is ``None`` when it was there already."""

    folder: Path
    path: Path
    callers: int
    contacts: int
    seed: int
    built_s: float | None = None

    def open(self) -> Directory:
        """The desk's directory on it."""
        return Directory.open(self.folder, KEY, REALM)

    def bare(self) -> Any:
        """A connection with nothing around it; statements are prepared once and kept."""
        connection = dbapi2.connect(
            f"{self.path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
        connection.execute(f"PRAGMA cache_size=-{PAGES_KIB}")
        return connection

    def people(self, many: int, seed: int, wanted: Callable[[Person], bool]) -> list[Person]:
        """Some who are ``wanted``, drawn by ``seed``; fewer where there are not so many."""
        chance = random.Random(seed)  # noqa: S311 - a sample
        found: dict[str, Person] = {}
        connection = self.bare()
        last = connection.execute("SELECT max(id) FROM caller").fetchone()[0]
        for _ in range(many * 60):
            row = connection.execute(
                "SELECT caller_id, name, coalesce(born, ''), CASE WHEN address_protected THEN ''"
                " ELSE address END, CASE WHEN address_protected THEN '' ELSE postcode END,"
                " household,"
                " coalesce(json_extract(phones, '$[0]'), '') FROM caller WHERE id=?",
                (chance.randint(1, last),),
            ).fetchone()
            person = _person(*row) if row else None
            if person and person.born and wanted(person):
                found[person.caller_id] = person
            if len(found) == many:
                break
        connection.close()
        return list(found.values())

    def chill(self) -> None:
        """Let the system forget what it holds of the file, where it offers that."""
        if not hasattr(os, "posix_fadvise"):
            return
        with self.path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _person(
    caller_id: str,
    name: str,
    born: str,
    address: str,
    postcode: str,
    household: str,
    backwards: str,
) -> Person:
    return Person(caller_id, name, born, address, postcode, household, backwards[::-1])


@contextmanager
def made(callers: int, contacts: int, seed: int, folder: Path | None) -> Iterator[Store]:
    """A store of ``callers`` people; in ``folder`` it stays, and is used again when it is there."""
    if folder is not None:
        yield _store(folder, callers, contacts, seed)
        return
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as passing:
        yield _store(Path(passing), callers, contacts, seed)


def _store(folder: Path, callers: int, contacts: int, seed: int) -> Store:
    whole = sorted(folder.glob("callers-*.db"))
    if whole:
        return Store(folder, whole[-1], callers, contacts, seed)
    began = time.monotonic()
    with Build.begin(folder, KEY, REALM) as build:
        for page in callers_people.pages(callers, contacts, seed):
            if int(page.next or callers) > build.extent.have:
                build.add_page(page, 0)
        build.finish()
        path = build.complete()
    return Store(folder, path, callers, contacts, seed, round(time.monotonic() - began, 1))
