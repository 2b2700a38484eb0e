"""The one thread that writes a store, fed through a queue.

A job is one transaction; notes (drafts and other last values) ride on the next transaction, or on
one of their own when nothing else waits. A job leaves the queue only when its commit is durable, so
a full or failing disk keeps everything in memory, in order, and is tried again.

A job that was made durable ahead of its transaction ends at once and stays first in the queue until
it is stored; `await_stored` is for those who read what was reported as saved.
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

from workstation.desk.journal.encrypted_file import Connection
from workstation.desk.journal.transactions import (
    Job,
    JobFault,
    Note,
    NoteFault,
    Storage,
    Transactions,
)

T = TypeVar("T")

_log = logging.getLogger(__name__)


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
        self._transactions = Transactions(connection, storage)
        self._storage = storage
        self._news = news
        self._again_s = again_s
        self._lock = threading.Lock()
        self._bell = threading.Lock()  # held until it rings
        self._bell.acquire()
        self._jobs: deque[Job] = deque()
        self._notes: dict[Hashable, Note] = {}
        self._given = given
        self._closing = False
        self._tried_last = False
        self._ahead: Job | None = None
        self._stored = threading.Condition()
        self._trouble: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def given(self) -> int:
        """The number of the newest thing given to the writer."""
        with self._lock:
            return self._given

    @property
    def trouble(self) -> Exception | None:
        """Why nothing can be saved at the moment, ``None`` while all is well."""
        with self._lock:
            return self._trouble

    def do(
        self,
        work: Callable[[Connection, int], T],
        *,
        settles: tuple[Hashable, ...] = (),
        ahead: Callable[[Connection, int], T | None] | None = None,
        afterwards: Callable[[Connection], None] | None = None,
    ) -> Future[T]:
        """Run ``work(connection, number)`` in a transaction of its own.

        The future ends when the commit is durable, or with the fault of ``work`` itself; while the
        storage is in trouble it stays open. ``settles`` are notes that ``work`` makes superfluous;
        ``afterwards`` runs behind the commit, outside any transaction, before the future ends.
        ``ahead`` may make it durable earlier: the future then ends with what it gives, and ``work``
        has to succeed later.
        """
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # what was said cannot be taken back
        with self._lock:
            if self._closing:
                raise self._storage.closed()
            given = self._next()
            settled = {k: note for k in settles if (note := self._notes.pop(k, None))}
            oldest = min(note.given for note in settled.values()) if settled else given
            self._jobs.append(Job(work, given, future, oldest, settles, settled, ahead, afterwards))
            self._ring()
        return future

    def note(self, key: Hashable, work: Callable[[Connection, int], None]) -> None:
        """Write the last value of ``key`` soon; an older one that still waits is forgotten."""
        with self._lock:
            if self._closing:
                raise self._storage.closed()
            given = self._next()
            older = self._notes.get(key)
            oldest = older.given if older else given
            self._notes[key] = Note(work, given, oldest)
            self._ring()

    def await_stored(self) -> None:
        """Return when all that was reported as saved by now is in the file. While the storage is
        in trouble, and on the writer's own thread, at once.
        """
        ahead = self._ahead
        if ahead is not None and threading.current_thread() is not self._thread:
            with self._stored:
                self._stored.wait_for(lambda: self._ahead is not ahead or self._trouble is not None)

    def close(self) -> None:
        """Write what waits, then end the thread. What cannot be written fails with the trouble."""
        with self._lock:
            self._closing = True
            self._ring()
        self._thread.join()

    def _next(self) -> int:
        self._given += 1
        return self._given

    def _ring(self) -> None:
        """Wake the writing thread; whoever rings holds the lock."""
        if self._bell.locked():
            self._bell.release()

    def _run(self) -> None:
        while (turn := self._await()) is not None:
            job, notes = turn
            if job and job is not self._ahead:
                self._go_ahead(job)
            try:
                result = self._transactions.save(job, notes)
            except JobFault as fault:
                self._dismiss(fault.fault)
            except NoteFault as fault:
                self._forget(fault)
            except Exception as fault:  # noqa: BLE001 -- whatever it is, the thread must live on
                self._fail(job, fault)
            else:
                self._settle(job, notes, result)
                self._transactions.keep_up(busy=bool(self._jobs))
        self._transactions.part()

    def _await(self) -> tuple[Job | None, dict[Hashable, Note]] | None:
        """The next thing to write; ``None`` when the writer is to end."""
        if self._trouble is not None and not self._closing:
            self._bell.acquire(timeout=self._again_s)
        while not self._jobs and not self._notes and not self._closing:
            self._bell.acquire()
        with self._lock:
            if self._closing and self._trouble is not None:
                if self._tried_last:
                    self._give_up(self._trouble)
                self._tried_last = True
            if not self._jobs and not self._notes:
                return None
            return (self._jobs[0] if self._jobs else None), self._free_notes()

    def _free_notes(self) -> dict[Hashable, Note]:
        """The notes that no job behind the first is to make superfluous."""
        if not self._notes:
            return {}
        held = {key for job in islice(self._jobs, 1, None) for key in job.settles}
        return {key: note for key, note in self._notes.items() if key not in held}

    def _go_ahead(self, job: Job) -> None:
        """Make a job durable before it is stored, where it can be, and say so."""
        result = self._transactions.ahead(job)
        if result is None:
            return
        self._ahead = job
        job.future.set_result(result)
        with self._lock:
            saved = self._saved_up_to()
        self._tell(lambda: self._news.saved(saved))

    def _saved_up_to(self) -> int:
        waiting = [job.given for job in self._jobs if job is not self._ahead]
        waiting += [note.given for note in self._notes.values()]
        return min(waiting) - 1 if waiting else self._given

    def _settle(self, job: Job | None, notes: dict[Hashable, Note], result: Any) -> None:
        with self._lock:
            if job:
                self._jobs.popleft()
            for key, note in notes.items():
                if self._notes.get(key) is note:
                    del self._notes[key]
            ahead, self._ahead = self._ahead, None
            saved = self._saved_up_to()
            recovered, self._trouble = self._trouble is not None, None
        self._no_longer_await()
        if job and job is not ahead:
            job.future.set_result(result)
        self._tell(lambda: self._news.saved(saved))
        if recovered:
            self._tell(lambda: self._news.trouble(None))

    def _no_longer_await(self) -> None:
        with self._stored:
            self._stored.notify_all()

    def _dismiss(self, fault: Exception) -> None:
        """A job that can never be done ends with its own fault, and what it was to replace counts
        again; the next one is not held up, and is tried once more when all is to end.
        """
        with self._lock:
            job = self._jobs.popleft()
            for key, note in job.settled.items():
                self._notes.setdefault(key, note)
            self._tried_last = False
        job.future.set_exception(fault)

    def _forget(self, fault: NoteFault) -> None:
        """A note that can never be written must not hold up what can."""
        _log.error("store: a note could not be written: %s", type(fault.fault).__name__)
        with self._lock:
            self._notes.pop(fault.key, None)
            self._tried_last = False  # the storage may be well: what else waits was not tried

    def _fail(self, job: Job | None, fault: Exception) -> None:
        """The storage failed: hold everything, unless waiting would be no use to this job."""
        self._transactions.drop()
        trouble = self._storage.trouble_of(fault)
        if trouble is None and job is not None and job is not self._ahead:
            self._dismiss(fault)
        else:
            self._hold(trouble or fault)

    def _hold(self, trouble: Exception) -> None:
        """Keep everything in memory, in order, and say why."""
        with self._lock:
            news = str(trouble) != str(self._trouble)
            self._trouble = trouble
        self._no_longer_await()
        if news:
            self._tell(lambda: self._news.trouble(trouble))

    def _tell(self, news: Callable[[], None]) -> None:
        try:
            news()
        except Exception:  # noqa: BLE001 -- a listener must not stop the saving
            _log.exception("store: a listener failed")

    def _give_up(self, trouble: Exception) -> None:
        for job in self._jobs:
            if job is not self._ahead:
                job.future.set_exception(trouble)
        self._jobs.clear()
        self._notes.clear()
