"""Transactions on the writing connection of a store, and what follows when one fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

from workstation.desk.journal.encrypted_file import Connection, close_quietly
from workstation.domain.made_often import made_often

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Work that keeps a file handy, to be done behind every so many transactions."""

    every: int
    work: Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class Storage:
    """How the writer reaches its file.

    ``connect`` opens a fresh connection; ``verify`` raises when the file no longer holds what was
    saved; ``trouble_of`` turns a fault of the storage into the trouble to tell, any other fault
    into ``None``; ``part`` says goodbye to the file when the writer ends; ``closed`` is what
    whoever writes after that is told. ``upkeep`` is done outside any transaction, in its order.
    """

    connect: Callable[[], Connection]
    verify: Callable[[Connection], None]
    trouble_of: Callable[[BaseException], Exception | None]
    part: Callable[[Connection], None]
    closed: Callable[[], Exception]
    upkeep: tuple[Upkeep, ...] = ()


@made_often
class Note:
    """A last value, the thing numbered ``number`` that was given to the writer. ``given`` is the
    number of the oldest thing that is unsaved as long as it is: an older value that was never
    written counts as unsaved, too.
    """

    work: Callable[[Connection, int], None]
    number: int
    given: int


@made_often
class Job:
    """Work for one transaction; ``number`` and ``given`` as in `Note`. ``settles`` are the notes
    whose newer values may not be written before it, ``settled`` those that waited when it came and
    that it makes superfluous. ``ahead`` makes it durable before its transaction and gives what
    ``work`` will give, or ``None`` where it cannot.
    """

    work: Callable[[Connection, int], Any]
    number: int
    future: Future[Any]
    given: int
    settles: tuple[Hashable, ...]
    settled: Mapping[Hashable, Note]
    ahead: Callable[[Connection, int], Any] | None
    afterwards: Callable[[Connection], None] | None


class JobFault(Exception):
    """A job's own fault, told apart from the storage's."""

    def __init__(self, fault: Exception) -> None:
        super().__init__(fault)
        self.fault = fault


class NoteFault(Exception):
    """A note that cannot be written by its own fault."""

    def __init__(self, key: Hashable, fault: Exception) -> None:
        super().__init__(key, fault)
        self.key = key
        self.fault = fault


class Transactions:
    """Owns the writing connection. Belongs to one thread."""

    def __init__(self, connection: Connection, storage: Storage) -> None:
        self._connection: Connection | None = connection
        self._storage = storage
        self._since = [0] * len(storage.upkeep)

    def save(self, job: Job | None, notes: Mapping[Hashable, Note]) -> Any:
        """What the job gave, once it is durable; tried once more on a fresh connection.

        Raises `JobFault`, `NoteFault`, or the fault of the storage; nothing is then stored.
        """
        try:
            return self._commit(job, notes)
        except Exception as fault:
            if self._storage.trouble_of(fault) is None:
                raise
            _log.warning("store: %s; opening again", type(fault).__name__)
            self.drop()
            return self._commit(job, notes)

    def ahead(self, job: Job) -> Any:
        """What the job gives, durable before its transaction; ``None`` where that cannot be."""
        if job.ahead is None or self._connection is None:
            return None
        try:
            return job.ahead(self._connection, job.number)
        except Exception as fault:  # noqa: BLE001 -- its transaction will say what is wrong
            _log.warning("store: not ahead of its transaction: %s", type(fault).__name__)
            return None

    def drop(self) -> None:
        """Let go of the connection; the next transaction gets a fresh one."""
        if self._connection is not None:
            close_quietly(self._connection)
            self._connection = None

    def keep_up(self, *, busy: bool) -> None:
        """Do the upkeep that is due; while somebody waits only what is long due."""
        for which, upkeep in enumerate(self._storage.upkeep):
            due = upkeep.every * (4 if busy else 1)
            if self._connection is None or self._since[which] < due:
                continue
            try:
                upkeep.work(self._connection)
                self._since[which] = 0
            except Exception as fault:  # noqa: BLE001 -- what was saved stays saved
                _log.warning("store: upkeep failed: %s", type(fault).__name__)
                self.drop()

    def part(self) -> None:
        """Say goodbye to the file."""
        if self._connection is None:
            return
        try:
            self._storage.part(self._connection)
        except Exception as fault:  # noqa: BLE001 -- the file is whole either way
            _log.warning("store: closed without folding the log in: %s", type(fault).__name__)
        finally:
            self.drop()

    def _commit(self, job: Job | None, notes: Mapping[Hashable, Note]) -> Any:
        connection = self._connection or self._fresh()
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = self._own(job, connection, JobFault) if job else None
            for key, note in notes.items():
                self._own(note, connection, partial(NoteFault, key))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        self._since = [since + 1 for since in self._since]
        if job and job.afterwards:
            job.afterwards(connection)
        return result

    def _own(
        self,
        one: Job | Note,
        connection: Connection,
        own: Callable[[Exception], Exception],
    ) -> Any:
        """Do its work; a fault of its own is told apart from one of the storage."""
        try:
            return one.work(connection, one.number)
        except Exception as fault:
            if self._storage.trouble_of(fault) is not None:
                raise
            raise own(fault) from fault

    def _fresh(self) -> Connection:
        """A fresh connection that has proved to hold everything that was saved."""
        connection = self._storage.connect()
        try:
            self._storage.verify(connection)
        except BaseException:
            close_quietly(connection)
            raise
        self._connection = connection
        return connection
