"""A first copy in bulk: pages as they come, then everything that is sorted and searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from workstation.desk.cache import opening
from workstation.desk.cache.callers import files, folding, histories, indexing, standing, storing
from workstation.desk.cache.callers.folding import Folding
from workstation.desk.cache.callers.ready import ReadyPage, ready, words_of
from workstation.desk.cache.callers.standing import Extent
from workstation.desk.cache.callers.tables import STEPS
from workstation.desk.cache.callers.taking import begun, take_changes
from workstation.desk.cache.callers.transactions import transaction
from workstation.desk.journal import encrypted_file
from workstation.desk.journal.encrypted_file import Connection, close_quietly
from workstation.domain.events import Realm

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerChanges, CopyPage

#: Kibibytes of pages held: what was sorted last is sorted once more by something else.
_PAGES_KIB: Final = 48_000


class Build:
    """A copy that is being made, in the process that makes it. One at a time in a folder.

    After a crash at any moment `begin` goes on where the last transaction ended: ``extent.cursor``
    says which page comes next. Every fault of the disk is raised as the driver raises it.
    """

    def __init__(self, path: Path, key: bytes, connection: Connection) -> None:
        self.path = path
        self._connection = connection
        self._connect = partial(encrypted_file.connect_reading, path, key)
        self._folding = Folding(partial(encrypted_file.connect, path, key, synchronous="NORMAL"))
        #: How far the copy is.
        self.extent = standing.extent_of(connection)

    @classmethod
    def begin(cls, folder: Path, key: bytes, realm: Realm, *, anew: bool = False) -> Self:
        """Go on with the copy in ``folder``, or begin one. Raises `CacheFault`.

        ``anew`` forgets what was fetched so far: the hub is another one, or the scope. What a
        release before left half done is forgotten, too.
        """
        folder.mkdir(parents=True, exist_ok=True)
        path = files.growing(folder)
        if anew:
            files.remove(path)
        connection, _ = opening.open_file(path, key, realm, STEPS)
        connection.execute(f"PRAGMA cache_size=-{_PAGES_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint={folding.AT_MOST}")
        build = cls(path, key, connection)
        if indexing.in_bulk(connection, build.extent.have):
            return build
        build.close()
        return cls.begin(folder, key, realm, anew=True)

    def close(self) -> None:
        """Let go of the file; what was committed stays."""
        self._folding.close()
        close_quietly(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add_page(self, page: CopyPage | ReadyPage, recent_days: int) -> Extent:
        """Take a page behind those that are here, with its place, in one transaction.

        It may be `ready` already. Raises ValueError for one that was made ready for elsewhere.
        """
        first = self.extent.have + 1  # nobody goes before `finish`: ids follow each other
        rows = page if isinstance(page, ReadyPage) else ready(page, first)
        if rows.first != first:
            raise ValueError("a page was made ready for another place")

        def work(connection: Connection) -> Extent:
            connection.executemany(storing.INSERT_CALLER, rows.people)
            connection.executemany(histories.INSERT, rows.past)
            connection.executemany(storing.INSERT_WORDS, enumerate(words_of(rows), first))
            now = self.extent
            have = now.have + len(rows.people)
            return replace(now, **begun(now, rows, recent_days), have=have)

        return self._extend(work)

    def finish(self) -> Extent:
        """Sort what was fetched, and count its words. Can be done again after a crash."""
        indexing.sort(self._connection, self._connect)
        self.extent = standing.extent_of(self._connection)
        return self.extent

    def put_changes(self, changes: CallerChanges) -> Extent:
        """Take what changed while pages were fetched; after `finish`."""
        return self._extend(lambda connection: take_changes(connection, changes, self.extent))

    def complete(self) -> Path:
        """Say that the copy is whole and give it its name: the desk may go over to it."""
        self._extend(lambda _: replace(self.extent, whole=True))
        self._folding.close()
        encrypted_file.fold_wal_in(self._connection)
        self.close()
        return files.put_in_force(self.path)

    def _extend(self, work: Callable[[Connection], Extent]) -> Extent:
        with transaction(self._connection):
            extent = work(self._connection)
            standing.write(self._connection, extent)
        self.extent = extent
        return extent
