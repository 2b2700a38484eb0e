"""The journal: this desk's own streams, its drafts and how far its events got."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Self

from workstation.desk.journal import opening, sealing, storing, tables
from workstation.desk.journal.append import Append
from workstation.desk.journal.encrypted_file import (
    Connection,
    fold_in_passing,
    fold_wal_in,
)
from workstation.desk.journal.faults import JournalFault, storage_kind
from workstation.desk.journal.people import Verifier
from workstation.desk.journal.reading import Reading
from workstation.desk.journal.single_writer import SingleWriter, Taken
from workstation.desk.journal.transactions import Storage, Upkeep
from workstation.desk.journal.writer import News, Writer
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.events import (
    Author,
    Event,
    Happened,
    Moment,
    PolicyRef,
    Realm,
)

#: Events at the end of the chain that are verified at every start; `first_break` reads them all.
TAIL = 200
#: Transactions in the log when it is folded in.
LONG = 200
#: Seconds between two tries while the storage is in trouble.
AGAIN_S = 1.0


def _nobody(_: object) -> None:
    """Nobody listens."""


class Journal(Reading):
    """An open journal. Writing returns at once; a future ends when its events are durable.

    Threads may share it. Writing raises `JournalFault` once it is closed. ``on_saved`` gets the
    number up to which everything given is durable (see `given`), ``on_trouble`` a `JournalFault`
    while nothing can be saved and ``None`` when saving has resumed; both are called from the
    writer's thread and must return soon.
    """

    def __init__(
        self,
        place: opening.Place,
        lock: SingleWriter,
        file: opening.Opened,
        news: News,
        again_s: float,
    ) -> None:
        super().__init__(place, file.readers, lambda: self._writer.await_stored())
        self._lock = lock
        self._tape = file.tape
        self._newest = file.newest
        storage = Storage(
            lambda: opening.connected(place),
            self._verify,
            self._trouble_of,
            lambda connection: opening.part(connection, file.readers, file.tape),
            lambda: place.fault("closed"),
            (
                Upkeep(1, lambda _: file.tape.make_ready()),
                Upkeep(LONG, fold_in_passing),
            ),
        )
        self._writer = Writer(file.connection, storage, news, again_s, file.newest_given)

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        realm: Realm,
        *,
        on_saved: Callable[[int], None] = _nobody,
        on_trouble: Callable[[Exception | None], None] = _nobody,
        without_wal: bool = False,
        again_s: float = AGAIN_S,
        steps: Sequence[str] = tables.STEPS,
    ) -> Self:
        """Open the journal at ``path``, or make it where there is none.

        Raises `JournalFault` and leaves the file as it was: another writer, another key, another
        realm, a newer release, a damaged page, a missing log or tape (unless ``without_wal``).
        """
        place = opening.Place(path, key, realm, steps)
        try:
            lock = SingleWriter(path.with_name(path.name + ".lock"))
        except Taken as fault:
            raise place.fault("in_use") from fault
        except OSError as fault:
            raise place.fault("read_only", str(fault.strerror)) from fault
        try:
            file = opening.open_file(place, without_wal=without_wal)
            journal = cls(place, lock, file, News(on_saved, on_trouble), again_s)
        except BaseException:
            lock.release()
            raise
        try:
            if broken := journal._break_at_end(TAIL):
                raise place.fault("damaged", broken)
        except BaseException:
            journal.close()
            raise
        return journal

    def close(self) -> None:
        """Save what waits and let the next writer in. What cannot be saved fails its futures."""
        self._writer.close()
        self._readers.close()
        self._tape.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- writing ---------------------------------------------------------------------------------

    def append(
        self,
        happened: Sequence[Happened],
        author: Author,
        at: Moment,
        *,
        policy: PolicyRef | None,
        seen_hub_no: int = 0,
        clears: Sequence[tuple[str, str]] = (),
    ) -> Future[tuple[Event, ...]]:
        """Seal and store in one transaction; ``clears`` are (contact, field) drafts it replaces.

        The same event ids again give the events as first stored. Raises `JournalFault` when the
        author is of another realm, ValueError when a body cannot be encoded.
        """
        if author.realm != self._place.realm:
            raise self._place.fault("wrong_realm")
        new = sealing.unsealed(happened, policy)
        batch = sealing.Batch(new, author, at, seen_hub_no, tuple(clears))
        one = Append(self._place, self._tape, self._newest, batch)
        settled = tuple(("draft", *key) for key in clears)
        return self._writer.do(one.store, settles=settled, ahead=one.ahead, afterwards=one.stored)

    def set_draft(self, contact_id: str, draft: Draft) -> None:
        """Keep the newest half-typed text of a field; saved at once when the writer is idle."""
        kept = Draft(draft.field, _storable(draft.text), draft.cursor, draft.at_utc)
        self._writer.note(
            ("draft", contact_id, draft.field),
            lambda connection, given: storing.put_draft(connection, contact_id, kept, given),
        )

    def remember(self, key: str, value: str) -> None:
        """Keep a small last value beside the events; saved at once when the writer is idle."""
        kept = _storable(value)
        self._writer.note(
            ("remembered", key), lambda connection, _: storing.put_remembered(connection, key, kept)
        )

    def mark(self, states: Mapping[str, DeliveryState]) -> Future[None]:
        """How far events got, by event id, in one transaction.

        The future ends with LookupError when this store does not hold one of them.
        """
        kept = dict(states)
        return self._writer.do(lambda connection, _: storing.put_deliveries(connection, kept))

    def erase(self, event_ids: Sequence[str]) -> Future[int]:
        """Forget the words of events, also in the log; the chain still verifies."""
        ids = tuple(event_ids)
        return self._writer.do(
            lambda connection, _: storing.erase(connection, ids), afterwards=self._wipe
        )

    def reissue(self) -> Future[str]:
        """Go on under a new store id, after a fork or a restored disk; gives the old one."""

        old = ""

        def work(connection: Connection, _: int) -> str:
            nonlocal old  # of the first try, should that have reached the disk after all
            old = old or self._newest.position.store_id
            storing.set_meta(connection, "store_id", str(uuid.uuid4()))
            return old

        return self._writer.do(work, afterwards=self._newest.read)

    def put_verifier(self, verifier: Verifier) -> Future[None]:
        """Let a person sign in here without the link."""
        return self._writer.do(lambda connection, _: storing.put_verifier(connection, verifier))

    def drop_verifier(self, user: str) -> Future[None]:
        """No longer let a person sign in here without the link."""
        return self._writer.do(lambda connection, _: storing.drop_verifier(connection, user))

    # -- how saving stands -----------------------------------------------------------------------

    @property
    def given(self) -> int:
        """The number of the newest thing given to be saved; ``on_saved`` says how far it got."""
        return self._writer.given

    @property
    def trouble(self) -> Exception | None:
        """Why nothing can be saved at the moment, ``None`` while all is well."""
        return self._writer.trouble

    # -- within ----------------------------------------------------------------------------------

    def _wipe(self, connection: Connection) -> None:
        """Nothing that is no longer in the file is in its log or on its tape."""
        fold_wal_in(connection)
        self._tape.wipe()

    def _verify(self, connection: Connection) -> None:
        """Judge a fresh connection after trouble, and learn what it holds."""
        if self._newest.is_contradicted_by(connection):
            raise self._place.fault("behind")
        self._newest.read(connection)

    def _trouble_of(self, fault: BaseException) -> JournalFault | None:
        if isinstance(fault, JournalFault):
            return fault
        return opening.told(self._place, fault) if storage_kind(fault) else None


def _storable(text: str) -> str:
    """``text`` as UTF-8 can carry it: half of a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
