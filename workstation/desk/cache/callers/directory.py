"""The people on record as calls see them, whichever file they stand in."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from workstation.desk.cache.callers import files
from workstation.desk.cache.callers.callers_file import CallersFile
from workstation.desk.cache.callers.standing import Extent
from workstation.desk.cache.callers.weeding import Weeded
from workstation.desk.cache.opening import CacheFault
from workstation.domain.callers.caller import Caller, CopyStanding, Found, OnRecord, PastContact
from workstation.domain.events import Realm

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerChanges, CopyPage

#: Seconds that a desk waits at most for its own addition to be found.
AT_ONCE_S: Final = 0.05


class Directory:
    """The newest whole copy in a folder, or the slice. Threads may share it."""

    def __init__(self, folder: Path, key: bytes, realm: Realm, file: CallersFile) -> None:
        self._folder, self._key, self._realm = folder, key, realm
        self._file = file
        self._growing: tuple[int, int] | None = None
        self._turn = threading.Condition()
        self._using: dict[CallersFile, int] = {file: 0}

    @classmethod
    def open(cls, folder: Path, key: bytes, realm: Realm) -> Self:
        """Open what is in force in ``folder``, or begin a slice. Raises `CacheFault`."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise CacheFault from fault
        file = CallersFile.open(files.in_force(folder), key, realm)
        for left in files.older(folder, file.path) if file.extent.whole else ():
            files.remove(left)
        return cls(folder, key, realm, file)

    def close(self) -> None:
        """Write what waits and close the file."""
        with self._turn:
            file = self._file
        file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """Where the files are, for the process that makes a first copy."""
        return self._folder

    @property
    def set_aside(self) -> Path | None:
        """Where an unusable file was put at opening, ``None`` when the file was usable."""
        return self._file.set_aside

    @property
    def extent(self) -> Extent:
        """How far the file in force reaches."""
        return self._file.extent

    def put_page(self, page: CopyPage, recent_days: int, *, anew: bool) -> Future[Extent]:
        """Take one of the first pages of a copy: those people are found at once.

        ``anew``: it takes the place of everything before. The last one makes the file whole.
        """
        with self._in_use() as file:
            return file.put_page(page, recent_days, anew=anew)

    def put_changes(self, changes: CallerChanges) -> Future[Extent]:
        """Take what changed, in one transaction with how far the copy now reaches."""
        with self._in_use() as file:
            return file.put_changes(changes)

    def holds(self, caller_ids: Sequence[str]) -> bool:
        """Whether what the hub said of all of these people is here, with their histories."""
        with self._in_use() as file:
            return file.holds(caller_ids)

    def weed(self, now_utc: str, recent_days: int) -> Weeded:
        """Remove for good whoever is unmarked and had no contact for ``recent_days`` (0: nobody).

        Who was promised something that is still open stays, and so does what this desk added and
        has not sent. Takes its time, in small transactions: not for the thread of the screens.
        """
        with self._in_use() as file:
            return file.weed(now_utc, recent_days)

    def swap(self) -> bool:
        """Go over to a newer whole copy; whether there was one. Raises `CacheFault`.

        What this desk added goes with it. The older file and its log are removed when nobody reads
        them any more. Takes as long as opening a file: not for the thread of the screens.
        """
        newest = files.in_force(self._folder)
        if newest == self._file.path:
            return False
        new = CallersFile.open(newest, self._key, self._realm)
        if not new.extent.whole:  # unusable, and put aside: what is in force stays so
            new.close()
            files.remove(newest)
            return False
        with self._turn:
            old, self._file = self._file, new
            self._using[new] = 0
            self._turn.wait_for(lambda: not self._using[old])
            del self._using[old]
        _hand_over(old, new)
        old.close()
        for left in files.older(self._folder, newest):
            files.remove(left)
        return True

    def on_record(self, number: str | None) -> OnRecord:
        """Who is on record for a number, most recent contact first, and who lives with them."""
        with self._in_use() as file:
            return file.on_record(number)

    def find(self, text: str, limit: int = 20) -> Found:
        """The best ``limit`` people for what was typed so far."""
        with self._in_use() as file:
            return file.find(text, limit)

    def near(self, found: Found, limit: int = 20) -> Found:
        """The same; behind people found by a whole name those of similar ones, as there is room."""
        with self._in_use() as file:
            return file.near(found, limit)

    def one(self, caller_id: str) -> Caller | None:
        """One person with the newest part of their history; ``None`` when not in the copy."""
        with self._in_use() as file:
            return file.one(caller_id)

    def history(self, caller_id: str, limit: int = 2_000) -> tuple[PastContact, ...]:
        """Earlier contacts of one person, newest first."""
        with self._in_use() as file:
            return file.history(caller_id, limit)

    def growing(self, have: int, total: int) -> None:
        """How many people of how many are in the copy that is made beside the file in force."""
        self._growing = (have, total)

    def standing(self) -> CopyStanding:
        """How much of the record is here, and how old it is.

        While there is no whole copy, what has come for the one that is being made counts.
        """
        held = self._file.standing()
        if held.whole or self._growing is None:
            return held
        have, total = self._growing
        return replace(held, have=max(held.have, have), total=total)

    def add_own(self, caller: Caller) -> None:
        """Show somebody whom this desk added before the hub's copy holds them."""
        with self._in_use() as file:
            _at_once(file.add_own(caller))

    def mark_same(self, caller_id: str, other_id: str, *, apart: bool = False) -> None:
        """Show at once what this desk marked as possibly the same person, or as not."""
        with self._in_use() as file:
            _at_once(file.mark_same(caller_id, other_id, apart=apart))

    @contextlib.contextmanager
    def _in_use(self) -> Iterator[CallersFile]:
        """The file in force, which is not closed meanwhile."""
        with self._turn:
            file = self._file
            self._using[file] += 1
        try:
            yield file
        finally:
            with self._turn:
                self._using[file] -= 1
                if file is not self._file:
                    self._turn.notify_all()


def _at_once(written: Future[Extent]) -> None:
    """Wait a moment for it to be found; behind a long page it comes a little later."""
    with contextlib.suppress(TimeoutError):
        written.result(AT_ONCE_S)


def _hand_over(old: CallersFile, new: CallersFile) -> None:
    """What this desk added and the hub has not spoken of yet."""
    callers, marks = old.added_here()
    for caller in callers:
        new.add_own(caller).result()
    for caller_id, others in marks.items():
        for other_id, apart in others.items():
            new.mark_same(caller_id, other_id, apart=apart).result()
