"""What was told to be saved while the file, the closing or the event itself made trouble."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from tests.crash.failing_disk import FailingDisk, failing_disk
from tests.desk.journal.made_up import AUTHOR, CONTACT, moment, opened
from tests.desk.journal.test_tape import begun, line, said
from workstation.desk.journal import Journal, JournalFault
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.events import Event


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
