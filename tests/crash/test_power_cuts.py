"""A power cut at any moment loses no acknowledged commit: proved on what the shipped wheel wrote.

The system calls of a saving process are recorded once, its acknowledgements among them; at every
cut the files are rebuilt as a disk may hold them, opened with the key and held against what had
been acknowledged before the cut. With a file or a tape that is not waited for the same cuts must
find losses.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash.committer import CONTACT, KEY, MARKER
from tests.crash.disk import Disk
from tests.crash.recording import Call, record
from workstation.desk.journal import Journal, JournalFault
from workstation.desk.journal.encrypted_file import connect_looking

pytestmark = [
    pytest.mark.timeout(14_400),
    pytest.mark.skipif(sys.platform != "linux", reason="strace records Linux system calls"),
]
Recorded = Callable[[str, int], list[Call]]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """The calls of a process that commits so many events at a level of `synchronous`."""
    known: dict[tuple[str, int], list[Call]] = {}

    def recording(synchronous: str, commits: int) -> list[Call]:
        if (synchronous, commits) not in known:
            folder = tmp_path_factory.mktemp("recorded")
            program = ["-m", "tests.crash.committer", folder, str(commits), synchronous]
            known[synchronous, commits] = record(program, folder, MARKER)
        return known[synchronous, commits]

    return recording


@dataclass
class Outcome:
    """What the cuts did."""

    cuts: int = 0
    with_loss: int = 0
    lost: int = 0
    refused: int = 0
    corrupt: int = 0


def cut_power(calls: list[Call], cuts: int, seed: int, folder: Path) -> Outcome:
    """Cut at so many random places, then open and compare."""
    rng = random.Random(seed)
    disk, outcome, acknowledged = Disk(), Outcome(), 0
    places = sorted(rng.sample(range(len(calls) + 1), cuts))
    for at, call in enumerate([*calls, Call("told", "")]):
        if at in places:
            judge(disk.after_cut(rng), acknowledged, folder / f"cut-{at}", outcome)
        if call.kind == "told" and call.data:
            acknowledged = int(call.data)
        disk.apply(call)
    return outcome


def judge(files: dict[str, bytes], acknowledged: int, folder: Path, outcome: Outcome) -> None:
    """Open what is left and compare it with what was acknowledged."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    outcome.cuts += 1
    try:
        with Journal.open(folder / "journal.db", KEY, "demo") as journal:
            stored = {int(event.event_id) for event in journal.stream(CONTACT)}
            draft = max((int(d.text) for d in journal.drafts(CONTACT)), default=0)
            chain = journal.first_break()
    except JournalFault:
        outcome.refused += 1
        return
    lost = set(range(1, acknowledged + 1)) - stored
    outcome.lost += len(lost)
    # A draft is as safe as the event before the one it was typed ahead of.
    outcome.with_loss += bool(lost) or draft < acknowledged - 1
    outcome.corrupt += chain is not None or not is_whole(folder / "journal.db")


def is_whole(path: Path) -> bool:
    """Whether every page and every table is as SQLite and SQLCipher want them."""
    connection = connect_looking(path, KEY)
    try:
        pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        tables = connection.execute("PRAGMA integrity_check").fetchall()
    finally:
        connection.close()
    return (pages, tables) == ([], [("ok",)])


def test_the_recording_is_the_whole_truth(tmp_path: Path) -> None:
    program = ["-m", "tests.crash.committer", tmp_path, "9", "FULL"]
    disk = Disk()
    for call in record(program, tmp_path, MARKER):
        disk.apply(call)
    (tmp_path / MARKER).unlink()
    assert disk.without_cut() == {file.name: file.read_bytes() for file in tmp_path.iterdir()}


LEVELS = pytest.mark.parametrize(
    ("commits", "cuts"), [(60, 50), pytest.param(600, 500, marks=pytest.mark.soak)]
)


@LEVELS
def test_full_loses_nothing(recorded: Recorded, tmp_path: Path, commits: int, cuts: int) -> None:
    calls = recorded("FULL", commits)
    assert sum(call.kind == "told" for call in calls) == commits
    assert cut_power(calls, cuts, 1, tmp_path) == Outcome(cuts=cuts)


def test_every_cut_of_a_short_life_loses_nothing(recorded: Recorded, tmp_path: Path) -> None:
    """Making the store, folding the log in, closing and opening it again included."""
    calls = recorded("FULL", 3)
    assert cut_power(calls, len(calls) + 1, 2, tmp_path) == Outcome(cuts=len(calls) + 1)


@LEVELS
def test_the_same_cuts_catch_normal(
    recorded: Recorded,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    commits: int,
    cuts: int,
) -> None:
    calls = recorded("NORMAL", commits)
    assert sum(call.kind == "told" for call in calls) == commits
    outcome = cut_power(calls, cuts, 1, tmp_path)
    record_property("outcome", str(outcome))
    # Where the tape is newer than the file the loss is told, and the journal refused.
    assert outcome.with_loss + outcome.refused > cuts // 4


@LEVELS
def test_the_same_cuts_catch_a_tape_that_is_not_waited_for(
    recorded: Recorded, tmp_path: Path, commits: int, cuts: int
) -> None:
    outcome = cut_power(recorded("LOOSE", commits), cuts, 1, tmp_path)
    # Where not even the room of the tape was waited for the loss is told, and the journal refused.
    assert outcome.refused > cuts // 25
    assert outcome.lost > cuts // 25
    assert outcome.lost == outcome.with_loss
    assert outcome.corrupt == 0
