"""The cache: the changes that the hub told, for screens to read."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from workstation.desk.cache import open_cards, opening, storing
from workstation.desk.cache.opening import CacheFault
from workstation.desk.journal import rows
from workstation.desk.journal.encrypted_file import (
    Connection,
    DriverFault,
    connect,
    connect_reading,
)
from workstation.desk.journal.faults import storage_kind
from workstation.desk.journal.readers import Readers
from workstation.desk.journal.transactions import Storage
from workstation.desk.journal.writer import News, Writer
from workstation.domain.events import Entry, Event, Realm
from workstation.domain.open_card import OpenCard
from workstation.protocol.payloads import entry_kept

if TYPE_CHECKING:
    from workstation.protocol.messages import ChangesPage
    from workstation.protocol.open_cards import OpenIncidentsPage

#: Seconds between two tries to write while the disk is in trouble.
AGAIN_S: Final = 5.0


def _nobody(_: object) -> None:
    """Nobody listens: whoever writes a page waits for its future."""


class Cache:
    """An open cache. Threads may share it; reading never raises on a damaged page."""

    def __init__(self, path: Path, key: bytes, connection: Connection, aside: Path | None) -> None:
        self._path = path
        #: Where an unusable file was put at opening, ``None`` when the file was usable.
        self.set_aside = aside
        #: Whether a damaged page was met since; the next start builds the cache anew.
        self.damaged = False
        self._readers = Readers(lambda: connect_reading(path, key))
        storage = Storage(
            lambda: connect(path, key, synchronous="NORMAL"),
            _nobody,
            self._trouble_of,
            lambda _: self._readers.close(),  # the writer goes last and takes the log with it
            CacheFault,
        )
        self._writer = Writer(connection, storage, News(_nobody, _nobody), AGAIN_S)
        self._seen_hub_no = int(self._meta("seen_hub_no") or 0)

    @classmethod
    def open(cls, path: Path, key: bytes, realm: Realm) -> Self:
        """Open the cache at ``path``, or begin one. Raises `CacheFault` when the disk refuses."""
        connection, aside = opening.open_file(path, key, realm)
        return cls(path, key, connection, aside)

    def close(self) -> None:
        """Write what waits and close the file."""
        self._writer.close()
        self._readers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def put_changes(self, page: ChangesPage) -> Future[int]:
        """Take a page of the change feed and its token, in one transaction."""
        taken = self._writer.do(lambda connection, _: storing.put_changes(connection, page))
        taken.add_done_callback(self._note_number)
        return taken

    def put_open_cards(self, page: OpenIncidentsPage) -> Future[None]:
        """Take a page of the force's open incidents and its place, in one transaction."""
        return self._writer.do(lambda connection, _: open_cards.put_open_cards(connection, page))

    def open_cards(self) -> tuple[OpenCard, ...]:
        """The force's open incidents as far as they have arrived; all are read: not on a screen."""
        return open_cards.cards_in(self._rows(open_cards.RECORDS, ""))

    def open_cards_at(self) -> tuple[int, str]:
        """Where the copy of them goes on, and of which epoch of the hub it is."""
        return int(self._meta(open_cards.UP_TO) or 0), self._meta(open_cards.EPOCH) or ""

    def open_cards_as_of(self) -> str | None:
        """When that copy was last in step with the hub, by the hub's clock."""
        return self._meta(open_cards.AS_OF)

    def incident_entries(self, incident_id: str) -> tuple[Entry, ...]:
        """The hub's events of an incident, as far as they have arrived."""
        return tuple(entry_kept(event) for event in self.events_of(incident_id))

    def events_of(self, stream_id: str) -> tuple[Event, ...]:
        """The hub's events of a stream, as sealed."""
        sql = f"SELECT {rows.COLUMNS} FROM event WHERE stream_id=? ORDER BY stream_seq"  # noqa: S608
        return tuple(rows.event_of(row) for row in self._rows(sql, stream_id))

    def seen_hub_no(self) -> int:
        """The newest change number this desk has read; 0 before the first page."""
        return self._seen_hub_no

    def feed_token(self) -> str | None:
        """Where the change feed goes on; ``None`` at the beginning."""
        return self._meta("feed_token")

    def _meta(self, name: str) -> str | None:
        found = self._rows("SELECT value FROM meta WHERE name=?", name)
        return str(found[0][0]) if found else None

    def _note_number(self, taken: Future[int]) -> None:
        if taken.exception() is None:
            self._seen_hub_no = taken.result()

    def _rows(self, sql: str, value: str) -> list[tuple[Any, ...]]:
        try:
            return self._readers.rows(sql, (value,))
        except DriverFault as fault:
            self._met(fault)
            return []

    def _met(self, fault: BaseException) -> bool:
        """Whether ``fault`` is a damaged page; the next start then begins a new file."""
        if storage_kind(fault) != "damaged":
            return False
        self.damaged = True
        with contextlib.suppress(OSError):
            opening.damage_mark(self._path).touch()
        return True

    def _trouble_of(self, fault: BaseException) -> Exception | None:
        """A full disk is waited for; a damaged page ends the job, for another try is no use."""
        if self._met(fault) or storage_kind(fault) is None:
            return None
        return CacheFault()
