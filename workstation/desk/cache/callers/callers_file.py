"""One file of people on record, open: looked up by any thread, written by one."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from workstation.desk.cache import opening
from workstation.desk.cache.callers import (
    finding,
    indexing,
    own,
    reading,
    slips,
    standing,
    storing,
    weeding,
)
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.snapshots import Snapshots
from workstation.desk.cache.callers.standing import Extent
from workstation.desk.cache.callers.tables import INDEXES, STEPS
from workstation.desk.cache.callers.taking import begun, take_changes
from workstation.desk.cache.callers.weeding import Weeded
from workstation.desk.cache.callers.words import backwards
from workstation.desk.cache.opening import CacheFault
from workstation.desk.journal import encrypted_file
from workstation.desk.journal.encrypted_file import Connection, DriverFault
from workstation.desk.journal.faults import storage_kind
from workstation.desk.journal.transactions import Storage
from workstation.desk.journal.writer import News, Writer
from workstation.desk.numbers import e164
from workstation.domain.callers.caller import Caller, CopyStanding, Found, OnRecord, PastContact
from workstation.domain.events import Realm

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerChanges, CopyPage

_log = logging.getLogger(__name__)
T = TypeVar("T")

#: Seconds between two tries to write while the disk is in trouble.
AGAIN_S: Final = 5.0
#: Kibibytes of decrypted pages that each reading connection keeps.
PAGES_KIB: Final = 65_536

#: The same for the writing one.
WRITTEN_KIB: Final = 16_384


def connect_reading(path: Path, key: bytes) -> Connection:
    """A reading connection that keeps what is asked for often."""
    connection = encrypted_file.connect_reading(path, key)
    connection.execute(f"PRAGMA cache_size=-{PAGES_KIB}")
    return connection


def _roomy(connection: Connection) -> Connection:
    """A writing connection that holds what a page of changes touches until it is committed."""
    connection.execute(f"PRAGMA cache_size=-{WRITTEN_KIB}")
    return connection


class CallersFile:
    """An open file of callers. Reading never raises: a damaged page means nothing is found."""

    def __init__(self, path: Path, key: bytes, connection: Connection, aside: Path | None) -> None:
        self.path = path
        #: Where an unusable file was put at opening, ``None`` when the file was usable.
        self.set_aside = aside
        #: Whether a damaged page was met since; the next start begins a new file.
        self.damaged = False
        #: How far the file reaches, as last committed.
        self.extent = standing.extent_of(connection)
        self._standing = self.extent.standing()
        self._marks = own.marks(connection.execute(own.MARKS).fetchall())
        self._readers = Snapshots(lambda: connect_reading(path, key))
        self._rows: Rows = self._readers.rows
        storage = Storage(
            lambda: _roomy(encrypted_file.connect(path, key, synchronous="NORMAL")),
            lambda _: None,
            self._trouble_of,
            lambda _: self._readers.close(),  # the writer goes last and takes the log with it
            CacheFault,
        )
        self._writer = Writer(connection, storage, News(_nobody, _nobody), AGAIN_S)
        self._writer.do(lambda *_: slips.make_ready())  # in its thread, before the first call
        self._safely(lambda: reading.by_number(self._rows, ""))  # no call waits for a connection

    @classmethod
    def open(cls, path: Path, key: bytes, realm: Realm) -> Self:
        """Open the file at ``path``, or begin one. Raises `CacheFault` when the disk refuses."""
        connection, aside = opening.open_file(path, key, realm, STEPS)
        try:
            _roomy(connection)
            for index in INDEXES:
                connection.execute(index.sql)
        except DriverFault as fault:
            encrypted_file.close_quietly(connection)
            raise CacheFault from fault
        return cls(path, key, connection, aside)

    def close(self) -> None:
        """Write what waits and close the file."""
        self._writer.close()
        self._readers.close()

    def put_page(self, page: CopyPage, recent_days: int, *, anew: bool) -> Future[Extent]:
        """Take a page of a first copy behind those that are here; searchable at once.

        ``anew``: it is the first, and what the hub said before is forgotten. With the last one the
        file is whole.
        """

        def work(connection: Connection, now: Extent) -> Extent:
            if anew:
                now = Extent(have=storing.forget(connection))
            added = storing.put(connection, page.callers, front=False)
            said = begun(now, page, recent_days)
            return replace(now, **said, have=now.have + added, whole=not page.next)

        return self._extend(work)

    def put_changes(self, changes: CallerChanges) -> Future[Extent]:
        """Take what changed, in one transaction with how far the file now reaches."""

        def work(connection: Connection, now: Extent) -> Extent:
            return take_changes(connection, changes, now)

        return self._extend(work)

    def add_own(self, caller: Caller) -> Future[Extent]:
        """Hold somebody whom this desk added until the hub's word on them is here."""

        def work(connection: Connection, now: Extent) -> Extent:
            return replace(now, have=now.have + own.add(connection, caller))

        return self._extend(work)

    def mark_same(self, caller_id: str, other_id: str, *, apart: bool) -> Future[Extent]:
        """Hold this desk's own mark until the hub's copy says the same."""

        def work(connection: Connection, now: Extent) -> Extent:
            own.mark(connection, caller_id, other_id, apart=apart)
            return now

        return self._extend(work)

    def weed(self, now_utc: str, recent_days: int) -> Weeded:
        """Remove who is out of the scope for good. Waits for the writer, portion by portion."""
        before = weeding.cut(now_utc, recent_days)
        gone = self._safely(lambda: weeding.expired(self._rows, before)) if recent_days else None
        people = 0
        for first in range(0, len(gone or ()), weeding.REMOVED):
            people += self._take_away((gone or [])[first : first + weeding.REMOVED]).result()
        more = self._writer.do(
            lambda connection, _: indexing.merge(connection, first=True)
        ).result()
        while more:
            more = self._writer.do(
                lambda connection, _: indexing.merge(connection, first=False)
            ).result()
        self._writer.do(lambda *_: None, afterwards=encrypted_file.fold_wal_in).result()
        log = encrypted_file.wal_of(self.path)
        return Weeded(people, not log.exists() or log.stat().st_size == 0)

    def _take_away(self, caller_ids: Sequence[str]) -> Future[int]:
        def work(connection: Connection, now: Extent) -> Extent:
            return replace(now, have=now.have - storing.take_away(connection, caller_ids))

        before = self.extent.have
        return _then(self._extend(work), lambda extent: before - extent.have)

    def added_here(self) -> tuple[tuple[Caller, ...], own.Marks]:
        """What this desk added and the hub's copy does not hold yet; waits for the writer."""
        return self._writer.do(
            lambda connection, _: (own.callers_of(connection), self._marks)
        ).result()

    def on_record(self, number: str | None) -> OnRecord:
        """Who is on record for a number, and who lives with them."""
        wanted = backwards(e164(number) or "")

        def look() -> OnRecord:
            callers = reading.by_number(self._rows, wanted) if wanted else ()
            household = reading.household_of(self._rows, callers)
            held = self.standing()
            return OnRecord(
                number, self._marked(callers), held.as_of_utc, self._marked(household), held
            )

        return self._safely(look) or OnRecord(number, (), None, standing=CopyStanding())

    def find(self, text: str, limit: int) -> Found:
        """The best ``limit`` people for what was typed."""
        found = self._safely(
            lambda: self._readers.together(lambda rows: finding.find(rows, text, limit))
        )
        people, by, similar = found or finding.Best()
        return Found(text, self._marked(people), by, self.standing(), similar)

    def near(self, found: Found, limit: int) -> Found:
        """The same with people of similar names behind them."""
        people = self._safely(
            lambda: self._readers.together(lambda rows: finding.near(rows, found, limit))
        )
        if not people:
            return found
        similar = found.similar | {one.caller_id for one in people}
        return replace(found, people=(*found.people, *self._marked(people)), similar=similar)

    def one(self, caller_id: str) -> Caller | None:
        """One person with the newest contacts."""
        found = self._safely(lambda: reading.one(self._rows, caller_id))
        return own.shown(found, self._marks) if found else None

    def history(self, caller_id: str, limit: int) -> tuple[PastContact, ...]:
        """Earlier contacts, newest first."""
        return self._safely(lambda: reading.history(self._rows, caller_id, limit)) or ()

    def holds(self, caller_ids: Sequence[str]) -> bool:
        """Whether the hub's word on all of these people is here, with their histories."""
        return bool(self._safely(lambda: reading.holds(self._rows, caller_ids)))

    def standing(self) -> CopyStanding:
        """How much is here. A file with a damaged page is not whole."""
        return replace(self._standing, whole=False) if self.damaged else self._standing

    def _marked(self, people: Sequence[Caller]) -> tuple[Caller, ...]:
        if not self._marks:
            return tuple(people)
        return tuple(own.shown(one, self._marks) for one in people)

    def _extend(self, work: Callable[[Connection, Extent], Extent]) -> Future[Extent]:
        """Do ``work`` and say in the same transaction how far the file reaches afterwards."""

        def write(connection: Connection, _: int) -> tuple[Extent, own.Marks]:
            extent = work(connection, standing.extent_of(connection))
            standing.write(connection, extent)
            own.settle(connection)
            return extent, own.marks(connection.execute(own.MARKS).fetchall())

        return _then(self._writer.do(write), self._note)

    def _note(self, written: tuple[Extent, own.Marks]) -> Extent:
        self.extent, self._marks = written
        self._standing = self.extent.standing()
        return self.extent

    def _safely(self, look: Callable[[], T]) -> T | None:
        """What ``look`` gives; ``None`` when the file cannot be read: no call fails by that."""
        try:
            return look()
        except DriverFault as fault:
            if not self._met(fault):
                _log.warning("callers: not read: %s", type(fault).__name__)
            return None

    def _met(self, fault: BaseException) -> bool:
        """Whether ``fault`` is a damaged page; the next start then begins a new file."""
        if storage_kind(fault) != "damaged":
            return False
        self.damaged = True
        with contextlib.suppress(OSError):
            opening.damage_mark(self.path).touch()
        return True

    def _trouble_of(self, fault: BaseException) -> Exception | None:
        """A full disk is waited for; a damaged page ends the job, for another try is no use."""
        if self._met(fault) or storage_kind(fault) is None:
            return None
        return CacheFault()


def _nobody(_: object) -> None:
    """Nobody listens: whoever writes a page waits for its future."""


def _then(first: Future[Any], step: Callable[[Any], T]) -> Future[T]:
    """A future of what ``step`` makes of ``first``."""
    second: Future[T] = Future()
    second.set_running_or_notify_cancel()

    def settle(done: Future[Any]) -> None:
        fault = done.exception()
        if fault is not None:
            second.set_exception(fault)
        else:
            second.set_result(step(done.result()))

    first.add_done_callback(settle)
    return second
