"""What was told to be saved while the file, the closing or the event itself made trouble."""

import errno
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from tests.crash.failing_disk import FailingDisk, failing_disk
from tests.desk.journal.made_up import AUTHOR, CONTACT, KEY, moment, opened
from tests.desk.journal.test_tape import begun, line, said
from workstation.desk.journal import Journal, JournalFault, opening
from workstation.desk.journal.encrypted_file import Connection, connect
from workstation.desk.journal.tape import ROOM
from workstation.desk.journal.transactions import Storage
from workstation.desk.journal.writer import News, Writer
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.contact import facts
from workstation.domain.events import Event, Happened


class RefusingFile(FailingDisk):
    """The journal's file takes nothing while it ``refuses``; the tape does."""

    refuses = False

    def fails(self, call: str) -> bool:
        return self.refuses and call in ("xWrite", "xSync")


def closed_in_trouble(
    folder: Path, first: Callable[[Journal], Any], then: Callable[[Journal], Any]
) -> tuple[Any, Any]:
    """What a journal gave that was closed behind a disk's trouble, as the disk was well again:
    ``first`` is what makes the trouble seen, ``then`` what is given before the last try.
    """
    disk = RefusingFile(folder, "EIO", -1)
    closed = threading.Event()
    given: list[Any] = []

    def close() -> None:
        journal.close()
        closed.set()

    def trouble(fault: Exception | None) -> None:
        if fault is not None:
            given.append(then(journal))
            disk.refuses = False
            threading.Thread(target=close).start()
            with pytest.raises(JournalFault):
                while True:
                    journal.remember("focus", "threat")

    with failing_disk(disk):
        journal = opened(folder, on_trouble=trouble, again_s=0.01)
        begun(journal)
        disk.refuses = True
        made = first(journal)
        assert closed.wait(10)
    return made, given[0]


needs_entries = pytest.mark.skipif(
    sys.platform != "linux", reason="the entries of the VFS are found on Linux only"
)


@needs_entries
def test_a_note_that_cannot_be_written_is_not_the_last_try_of_what_was_told(
    tmp_path: Path,
) -> None:
    odd = Draft("narrative", "x", 2**70, "t")
    (event,), _ = closed_in_trouble(
        tmp_path, lambda j: said(j, line("He went")), lambda j: j.set_draft(CONTACT, odd)
    )
    with opened(tmp_path) as journal:
        assert journal.event(event.event_id) == event


@needs_entries
def test_a_job_that_can_never_be_done_is_not_the_last_try_of_the_next(tmp_path: Path) -> None:
    def then(journal: Journal) -> Future[tuple[Event, ...]]:
        journal.mark({"nobody": DeliveryState("stored")})
        return journal.append([line("He went")], AUTHOR, moment(), policy=None)

    _, saved = closed_in_trouble(tmp_path, lambda j: j.remember("focus", "narrative"), then)
    (event,) = saved.result(0)
    with opened(tmp_path) as journal:
        assert journal.event(event.event_id) == event


class Misreported:
    """A connection whose next commit is reported as failed although it reaches the disk."""

    armed = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, sql: str, *values: Any) -> Any:
        done = self._connection.execute(sql, *values)
        if sql == "COMMIT" and Misreported.armed:
            Misreported.armed = False
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return done


@pytest.mark.parametrize("words", ["short", "long " * ROOM], ids=["taped", "too long for the tape"])
def test_what_is_stored_although_its_commit_was_reported_as_failed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    plain = opening.connected
    monkeypatch.setattr(opening, "connected", lambda place: Misreported(plain(place)))
    with opened(tmp_path) as journal:
        first = begun(journal)
        newer = Happened(f"~{words[:4]}", CONTACT, facts.NarrativeAdded("l", words))
        Misreported.armed = True
        second = said(journal, newer)
        third = said(journal, line("And back"))
        fourth = said(journal, line("And forth"))
        assert journal.stream(CONTACT) == (*first, *second, *third, *fourth)
        assert journal.first_break() is None
        Misreported.armed = True
        assert journal.reissue().result(10) == first[0].store_id


def test_a_reader_waits_only_for_what_was_told_before_it_came(tmp_path: Path) -> None:
    """It comes while one job is on its way to the file, and is not held up by the next one."""
    connection = connect(tmp_path / "store.db", KEY)
    storage = Storage(
        lambda: connection, lambda _: None, lambda _: None, lambda _: None, lambda: KeyError()
    )
    writer = Writer(connection, storage, News(lambda _: None, lambda _: None), 1.0)
    go_on, read = threading.Event(), threading.Event()
    held_up: list[bool] = []

    def reads() -> None:
        writer.await_stored()
        read.set()

    first = writer.do(lambda *_: go_on.wait(10), ahead=lambda *_: True)
    first.result(10)
    reader = threading.Thread(target=reads)
    reader.start()
    second = writer.do(lambda *_: True, ahead=lambda *_: True)
    second.add_done_callback(lambda _: held_up.append(not read.wait(5)))
    reader.join(0.1)  # it waits by now
    switched = sys.getswitchinterval()
    sys.setswitchinterval(5)  # the reader does not run before the writer has the next job ahead
    try:
        go_on.set()
        writer.close()
    finally:
        sys.setswitchinterval(switched)
    reader.join(10)
    assert held_up == [False]
