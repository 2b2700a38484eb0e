"""The one thread that writes a store, fed through a queue.

A job is one transaction; notes (drafts and other last values) ride on the next transaction, or on
one of their own when nothing else waits. A job leaves the queue only when its commit is durable, so
a full or failing disk keeps everything in memory, in order, and is tried again.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from workstation.desk.journal.encrypted_file import Connection, close_quietly

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    """``given`` is the number of the oldest thing that is unsaved as long as this job is;
    ``settles`` are the notes whose newer values may not be written before it.
    """

    work: Callable[[Connection], Any]
    future: Future[Any]
    given: int
    settles: tuple[Hashable, ...]
    afterwards: Callable[[Connection], None] | None


@dataclass(frozen=True, slots=True)
class _Note:
    """``given`` as in `_Job`: an older value that was never written counts as unsaved, too."""

    work: Callable[[Connection], None]
    given: int


class _JobFault(Exception):
    """A job's own fault, told apart from the storage's."""

    def __init__(self, fault: Exception) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Storage:
    """How the writer reaches its file.

    ``connect`` opens a fresh connection; ``verify`` raises when the file no longer holds what was
    saved; ``trouble_of`` turns a fault of the storage into the trouble to tell, a job's own fault
    into ``None``; ``part`` says goodbye to the file when the writer ends; ``closed`` is what
    whoever writes after that is told.
    """

    connect: Callable[[], Connection]
    verify: Callable[[Connection], None]
    trouble_of: Callable[[BaseException], Exception | None]
    part: Callable[[Connection], None]
    closed: Callable[[], Exception]


@dataclass(frozen=True, slots=True)
class News:
    """Whom the writer tells, from its own thread. ``saved`` gets the number saved up to;
    ``trouble`` gets the trouble, or ``None`` when saving has resumed.
    """

    saved: Callable[[int], None]
    trouble: Callable[[Exception | None], None]


class Writer:
    """Owns the writing connection and the thread that uses it, until `close`."""

    def __init__(
        self, connection: Connection, storage: Storage, news: News, again_s: float, given: int = 0
    ) -> None:
        self._connection: Connection | None = connection
        self._storage = storage
        self._news = news
        self._again_s = again_s
        self._wake = threading.Condition()
        self._jobs: deque[_Job] = deque()
        self._notes: dict[Hashable, _Note] = {}
        self._given = given
        self._closing = False
        self._tried_last = False
        self._trouble: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def given(self) -> int:
        """The number of the newest thing given to the writer."""
        with self._wake:
            return self._given

    @property
    def trouble(self) -> Exception | None:
        """Why nothing can be saved at the moment, ``None`` while all is well."""
        with self._wake:
            return self._trouble

    def do(
        self,
        work: Callable[[Connection, int], T],
        *,
        settles: tuple[Hashable, ...] = (),
        afterwards: Callable[[Connection], None] | None = None,
    ) -> Future[T]:
        """Run ``work(connection, number)`` in a transaction of its own.

        The future ends when the commit is durable, or with the fault of ``work`` itself; while the
        storage is in trouble it stays open. ``settles`` are notes that ``work`` makes superfluous;
        ``afterwards`` runs behind the commit, outside any transaction, before the future ends.
        """
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # what was said cannot be taken back
        with self._wake:
            if self._closing:
                raise self._storage.closed()
            given = self._next()
            settled = [note for key in settles if (note := self._notes.pop(key, None))]
            oldest = min((note.given for note in settled), default=given)
            self._jobs.append(_Job(lambda c: work(c, given), future, oldest, settles, afterwards))
            self._wake.notify()
        return future

    def note(self, key: Hashable, work: Callable[[Connection, int], None]) -> None:
        """Write the last value of ``key`` soon; an older one that still waits is forgotten."""
        with self._wake:
            if self._closing:
                raise self._storage.closed()
            given = self._next()
            older = self._notes.get(key)
            oldest = older.given if older else given
            self._notes[key] = _Note(lambda c: work(c, given), oldest)
            self._wake.notify()

    def close(self) -> None:
        """Write what waits, then end the thread. What cannot be written fails with the trouble."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _next(self) -> int:
        self._given += 1
        return self._given

    def _run(self) -> None:
        while (turn := self._await()) is not None:
            job, notes = turn
            try:
                result = self._saved(job, notes)
            except _JobFault as fault:
                self._dismiss(fault.fault)
            except Exception as fault:  # noqa: BLE001 -- whatever it is, the thread must live on
                self._fail(job, fault)
            else:
                self._settle(job, notes, result)
        self._part()

    def _await(self) -> tuple[_Job | None, dict[Hashable, _Note]] | None:
        """The next thing to write; ``None`` when the writer is to end."""
        with self._wake:
            if self._trouble is not None and not self._closing:
                self._wake.wait(self._again_s)
            while not self._jobs and not self._notes and not self._closing:
                self._wake.wait()
            if self._closing and self._trouble is not None:
                if self._tried_last:
                    self._give_up(self._trouble)
                self._tried_last = True
            if not self._jobs and not self._notes:
                return None
            held = {key for job in islice(self._jobs, 1, None) for key in job.settles}
            free = {key: note for key, note in self._notes.items() if key not in held}
            return (self._jobs[0] if self._jobs else None), free

    def _saved(self, job: _Job | None, notes: dict[Hashable, _Note]) -> Any:
        """What the job gave, once it is durable; tried once more on a fresh connection."""
        try:
            return self._commit(job, notes)
        except Exception as fault:
            if self._storage.trouble_of(fault) is None:
                raise
            _log.warning("store: %s; opening again", type(fault).__name__)
            self._reopen()
            return self._commit(job, notes)

    def _commit(self, job: _Job | None, notes: dict[Hashable, _Note]) -> Any:
        connection = self._connection or self._reopen()
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = self._done(job, connection) if job else None
            for note in notes.values():
                note.work(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        if job and job.afterwards:
            job.afterwards(connection)
        return result

    def _done(self, job: _Job, connection: Connection) -> Any:
        try:
            return job.work(connection)
        except Exception as fault:
            if self._storage.trouble_of(fault) is not None:
                raise
            raise _JobFault(fault) from fault

    def _reopen(self) -> Connection:
        """A fresh connection that has proved to hold everything that was saved."""
        if self._connection is not None:
            close_quietly(self._connection)
            self._connection = None
        connection = self._storage.connect()
        try:
            self._storage.verify(connection)
        except BaseException:
            close_quietly(connection)
            raise
        self._connection = connection
        return connection

    def _settle(self, job: _Job | None, notes: dict[Hashable, _Note], result: Any) -> None:
        with self._wake:
            if job:
                self._jobs.popleft()
            for key, note in notes.items():
                if self._notes.get(key) is note:
                    del self._notes[key]
            waiting = [j.given for j in self._jobs] + [n.given for n in self._notes.values()]
            saved = min(waiting) - 1 if waiting else self._given
            recovered, self._trouble = self._trouble is not None, None
        if job:
            job.future.set_result(result)
        self._tell(lambda: self._news.saved(saved))
        if recovered:
            self._tell(lambda: self._news.trouble(None))

    def _dismiss(self, fault: Exception) -> None:
        """A job that can never be done ends with its own fault; the next one is not held up."""
        with self._wake:
            job = self._jobs.popleft()
        job.future.set_exception(fault)

    def _fail(self, job: _Job | None, fault: Exception) -> None:
        """The storage failed: hold everything, unless waiting would be no use to this job."""
        if self._connection is not None:
            close_quietly(self._connection)
            self._connection = None
        trouble = self._storage.trouble_of(fault)
        if trouble is None and job is not None:
            self._dismiss(fault)
        else:
            self._hold(trouble or fault)

    def _hold(self, trouble: Exception) -> None:
        """Keep everything in memory, in order, and say why."""
        with self._wake:
            news = str(trouble) != str(self._trouble)
            self._trouble = trouble
        if news:
            self._tell(lambda: self._news.trouble(trouble))

    def _tell(self, news: Callable[[], None]) -> None:
        try:
            news()
        except Exception:  # noqa: BLE001 -- a listener must not stop the saving
            _log.exception("store: a listener failed")

    def _give_up(self, trouble: Exception) -> None:
        for job in self._jobs:
            job.future.set_exception(trouble)
        self._jobs.clear()
        self._notes.clear()

    def _part(self) -> None:
        if self._connection is None:
            return
        try:
            self._storage.part(self._connection)
        except Exception as fault:  # noqa: BLE001 -- the file is whole either way
            _log.warning("store: closed without folding the log in: %s", type(fault).__name__)
        finally:
            close_quietly(self._connection)
