"""Every call to the disk of a short life fails once in turn: never a false "saved".

What the journal reported as saved is noted here as it was told, and held against what a later,
healthy opening of the same file holds.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.crash.committer import AT, AUTHOR, CONTACT, KEY
from tests.crash.failing_disk import FailingDisk, Kind, failing_disk
from tests.crash.migrant import LATER
from tests.fixtures.stores.make_stores import HERE
from workstation.desk.journal import Journal, JournalFault
from workstation.desk.journal.encrypted_file import DriverFault
from workstation.desk.journal.faults import storage_kind
from workstation.desk.journal.tables import STEPS
from workstation.desk.journal.transactions import Job, Note, Transactions
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.contact.facts import NarrativeAdded
from workstation.domain.events import Happened

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the entries of the VFS are found on Linux only"
)
WITHIN_S = 30.0
SENT = DeliveryState("sent", 1, "", AT.at_utc)


@dataclass
class Told:
    """What the journal said while it lived."""

    stored: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    drafts: dict[str, tuple[int, str]] = field(default_factory=dict)
    saved_up_to: int = 0
    refused: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def trouble(self, fault: Exception | None) -> None:
        assert fault is None or isinstance(fault, JournalFault), repr(fault)
        self.troubles += [fault.kind] if isinstance(fault, JournalFault) else []

    def saved(self, number: int) -> None:
        self.saved_up_to = number


def opened(folder: Path, told: Told, steps: tuple[str, ...] = STEPS) -> Journal:
    """The journal, tried again where a fault that is over refused it."""
    for _ in range(3):
        try:
            return Journal.open(
                folder / "journal.db", KEY, "demo", again_s=0.001, steps=steps,
                on_saved=told.saved, on_trouble=told.trouble,
            )  # fmt: skip
        except JournalFault as fault:
            told.refused.append(fault.kind)
    pytest.fail(f"it does not open although the disk is well again: {told.refused}")


def append(journal: Journal, told: Told, event_id: str, *clears: str) -> None:
    line = NarrativeAdded(event_id, "He went towards the canal. " * 20)
    new = [Happened(event_id, CONTACT, line)]
    keys = [(CONTACT, name) for name in clears]
    journal.append(new, AUTHOR, AT, policy=None, clears=keys).result(WITHIN_S)
    told.stored.append(event_id)
    for name in clears:
        told.drafts.pop(name)


def draft(journal: Journal, told: Told, name: str, text: str) -> None:
    journal.set_draft(CONTACT, Draft(name, text, 1, AT.at_utc))
    told.drafts[name] = (journal.given, text)


def short_life(folder: Path, told: Told) -> None:
    """Open, type, append, mark, erase, close, open again, append."""
    journal = opened(folder, told)
    append(journal, told, "e1")
    draft(journal, told, "narrative", "he is comi")
    append(journal, told, "e2")
    append(journal, told, "e3", "narrative")
    draft(journal, told, "answer", "still the")
    journal.mark({"e1": SENT, "e2": SENT}).result(WITHIN_S)
    told.marked += ["e1", "e2"]
    journal.erase(["nobody"]).result(WITHIN_S)
    journal.close()
    journal = opened(folder, told)
    append(journal, told, "e4")
    draft(journal, told, "answer", "still there")
    journal.close()


def brought_forward(folder: Path, told: Told) -> None:
    """An old journal is brought to a newer schema and written to."""
    if not (folder / "journal.db").exists():
        shutil.copy(HERE / "journal-v1.db", folder / "journal.db")
    journal = opened(folder, told, (*STEPS, LATER))
    append(journal, told, "e1")
    journal.close()


def holds(folder: Path, told: Told, steps: tuple[str, ...]) -> str:
    """What is missing of what was said to be saved; empty when nothing is."""
    with Journal.open(folder / "journal.db", KEY, "demo", steps=steps) as journal:
        found = {event.event_id for event in journal.stream(CONTACT)}
        sent = {i for i in told.marked if (d := journal.delivery(i)) and d.state == "sent"}
        kept = {one.field: one.text for one in journal.drafts(CONTACT)}
        old = len(journal.stream("contact:open"))
        chain = journal.first_break()
    missing = set(told.stored) - found | set(told.marked) - sent
    saved = {n: text for n, (given, text) in told.drafts.items() if given <= told.saved_up_to}
    missing |= {name for name, text in saved.items() if kept.get(name) != text}
    wrong = chain or (len(steps) > len(STEPS) and old != 4 and f"{old} old events")
    return f"{sorted(missing)} {wrong or ''}".strip() if missing or wrong else ""


def hurried(folder: Path, told: Told) -> None:
    """Give everything to the journal and close it at once; what cannot be saved says so."""
    try:
        journal = Journal.open(
            folder / "journal.db", KEY, "demo", again_s=0.001,
            on_saved=told.saved, on_trouble=told.trouble,
        )  # fmt: skip
    except JournalFault as fault:
        told.refused.append(fault.kind)
        return
    given = []
    for number in range(1, 7):
        draft(journal, told, "narrative", f"half typed {number}")
        line = NarrativeAdded(f"e{number}", "He went towards the canal. " * 20)
        new = [Happened(f"e{number}", CONTACT, line)]
        given.append(journal.append(new, AUTHOR, AT, policy=None))
    journal.close()
    told.stored += [f"e{n}" for n, saved in enumerate(given, 1) if saved.exception(0) is None]
    lost = [saved.exception(0) for saved in given if saved.exception(0) is not None]
    assert all(isinstance(fault, JournalFault) for fault in lost), lost


LIVES = {
    "a short life": (short_life, STEPS),
    "brought forward": (brought_forward, (*STEPS, LATER)),
}


@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("every", [17, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("kind", ["EIO", "ENOSPC"])
def test_fault_24_no_call_that_fails_once_makes_a_false_saved(
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    kind: Kind,
    life: str,
    every: int,
) -> None:
    lived, steps = LIVES[life]
    tried = 0
    for number in range(0, 100_000, every):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = Told()
        with failing_disk(FailingDisk(folder, kind, number)) as disk:
            lived(folder, told)
        if not disk.failed:
            break
        tried += 1
        where = f"call {number}, {disk.failed}"
        assert holds(folder, told, steps) == "", where
        assert told.stored == [f"e{n}" for n in range(1, len(told.stored) + 1)], where
        shutil.rmtree(folder)
    record_property("calls", len(disk.calls))
    record_property("tried", tried)
    assert len(disk.calls) > 50
    assert tried >= len(disk.calls) // every


@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("kind", ["EIO", "ENOSPC"])
def test_fault_24_no_disk_that_fails_for_good_makes_a_false_saved(
    tmp_path: Path, kind: Kind, every: int
) -> None:
    saved = set()
    for number in range(0, 100_000, every):
        folder = tmp_path / str(number)
        folder.mkdir()
        Journal.open(folder / "journal.db", KEY, "demo").close()
        told = Told()
        with failing_disk(FailingDisk(folder, kind, number, for_good=True)) as disk:
            hurried(folder, told)
        if not disk.failed:
            break
        where = f"call {number}, {disk.calls[number]}"
        assert told.refused or told.troubles or len(told.stored) == 6, where
        assert holds(folder, told, STEPS) == "", where
        saved.add(len(told.stored))
        shutil.rmtree(folder)
    assert {0, 6} <= saved
    assert saved & {1, 2, 3, 4, 5}


@pytest.mark.parametrize(("kind", "told"), [("EIO", "io"), ("ENOSPC", "full")])
@pytest.mark.parametrize("life", LIVES)
def test_fault_24_a_disk_that_refuses_while_a_journal_is_made_or_copied_is_told(
    tmp_path: Path, kind: Kind, told: str, life: str
) -> None:
    if life == "brought forward":
        shutil.copy(HERE / "journal-v1.db", tmp_path / "journal.db")
    refusing = FailingDisk(tmp_path, kind, 0, for_good=True).ours("fsync", os.fsync)
    with patch.object(os, "fsync", refusing), pytest.raises(JournalFault) as fault:
        Journal.open(tmp_path / "journal.db", KEY, "demo", steps=LIVES[life][1])
    assert fault.value.kind == told
    opened(tmp_path, Told(), LIVES[life][1]).close()


def test_fault_24_a_commit_that_ends_as_out_of_memory_is_a_trouble_of_the_disk() -> None:
    assert storage_kind(MemoryError()) == "io"


def test_a_journal_that_says_saved_all_the_same_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted mistake: a fault of the storage is taken for a success."""

    def save(self: Transactions, job: Job | None, notes: Mapping[Hashable, Note]) -> Any:
        try:
            return self._commit(job, notes)
        except DriverFault:
            self.drop()
            return ()

    monkeypatch.setattr(Transactions, "save", save)
    caught = 0
    for number in range(60, 205, 15):
        folder = tmp_path / str(number)
        folder.mkdir()
        Journal.open(folder / "journal.db", KEY, "demo").close()
        told = Told()
        with failing_disk(FailingDisk(folder, "EIO", number)):
            hurried(folder, told)
        caught += holds(folder, told, STEPS) != ""
    assert caught > 0
