"""A disk that fails: never a false "saved", nothing typed is dropped, and saving resumes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.committer import CONTACT, KEY
from tests.fixtures.processes import need
from workstation.desk.journal import Journal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults are injected by strace")
COMMITS = 12
SYNC = "fsync,fdatasync"


class Suffered:
    """What a saving process said, and what its file holds afterwards."""

    def __init__(self, folder: Path, *prefix: str, limit: int = -1) -> None:
        program = [sys.executable, "-m", "tests.crash.sufferer", folder, str(COMMITS), str(limit)]
        done = subprocess.run([*prefix, *program], capture_output=True, text=True, timeout=100)
        self.lines = done.stdout.splitlines()
        with Journal.open(folder / "journal.db", KEY, "demo") as journal:
            self.chain = journal.first_break()
            self.held = {int(event.event_id) for event in journal.stream(CONTACT)}

    def told(self, word: str) -> list[str]:
        return [line.partition(" ")[2] for line in self.lines if line.partition(" ")[0] == word]

    @property
    def stored(self) -> set[int]:
        return {int(number) for number in self.told("stored")}

    def was_honest(self) -> bool:
        """Whether everything said to be saved is there, and everything given was answered for."""
        failed = {int(line.split()[0]) for line in self.told("failed")}
        answered = self.stored | failed == set(range(1, COMMITS + 1)) or bool(self.told("refused"))
        return self.chain is None and self.stored <= self.held and answered


def with_faults(
    folder: Path, calls: str, error: str, when: str, ends: tuple[str, ...] = ("", "-wal")
) -> Suffered:
    """Run under strace; the calls on the journal's files fail as said."""
    need("strace")
    files = [part for end in ends for part in ("-P", f"{folder}/journal.db{end}")]
    inject = f"inject={calls}:error={error}:when={when}"
    trace = ["-e", f"trace={calls}", "-e", inject]
    return Suffered(folder, "strace", "-f", "-o", f"{folder}.strace", *files, *trace)


@pytest.mark.parametrize("when", [1, 2, 4, 7, 11])
def test_fault_23_one_failed_fsync_is_made_good(tmp_path: Path, when: int) -> None:
    """The count is each thread's own; the store is made and opened by another than it is saved."""
    suffered = with_faults(tmp_path, SYNC, "EIO", str(when))
    assert suffered.was_honest()
    assert suffered.told("refused") or suffered.stored == set(range(1, COMMITS + 1))
    assert "(INJECTED)" in Path(f"{tmp_path}.strace").read_text()


@pytest.mark.parametrize("when", [2, 5])
def test_fault_23_a_disk_that_never_syncs_again_is_told(tmp_path: Path, when: int) -> None:
    Journal.open(tmp_path / "journal.db", KEY, "demo").close()
    suffered = with_faults(tmp_path, SYNC, "EIO", f"{when}+")
    assert suffered.was_honest()
    assert suffered.told("refused") == ["io"] or suffered.told("trouble") == ["io"]
    assert len(suffered.stored) < COMMITS


@pytest.mark.parametrize("when", [20, 40, 60])
def test_fault_24_a_full_disk_is_told_and_saving_resumes(tmp_path: Path, when: int) -> None:
    suffered = with_faults(tmp_path, "pwrite64", "ENOSPC", f"{when}..{when + 5}")
    assert suffered.was_honest()
    if not suffered.told("refused"):
        assert suffered.stored == set(range(1, COMMITS + 1))
        assert suffered.told("trouble") in ([], ["full"])
        assert suffered.told("well") == [""] * len(suffered.told("trouble"))


@pytest.mark.parametrize("when", [3, 30])
def test_fault_24_a_disk_that_stays_full_is_told(tmp_path: Path, when: int) -> None:
    Journal.open(tmp_path / "journal.db", KEY, "demo").close()
    suffered = with_faults(tmp_path, "pwrite64", "ENOSPC", f"{when}+")
    assert suffered.was_honest()
    assert suffered.told("refused") == ["full"] or suffered.told("trouble") == ["full"]
    assert len(suffered.stored) < COMMITS


def test_fault_24_a_real_limit_is_told_and_saving_resumes_when_it_is_lifted(tmp_path: Path) -> None:
    suffered = Suffered(tmp_path, limit=90_000)
    assert suffered.was_honest()
    assert suffered.told("trouble") == ["io"]
    assert suffered.told("well") == [""]
    assert suffered.stored == set(range(1, COMMITS + 1))
    first_lines = suffered.lines[: suffered.lines.index("trouble io")]
    assert any(line.startswith("stored") for line in first_lines)


@pytest.mark.parametrize(("error", "when"), [("EIO", "1+"), ("EIO", "3"), ("ENOSPC", "2..5")])
def test_fault_23_a_tape_that_fails_is_done_without(tmp_path: Path, error: str, when: str) -> None:
    """The count is of the saving thread alone; the tape is made and wiped by another."""
    suffered = with_faults(tmp_path, "pwrite64", error, when, ("-tape",))
    assert "(INJECTED)" in Path(f"{tmp_path}.strace").read_text()
    assert suffered.was_honest()
    if not suffered.told("refused"):
        assert suffered.stored == set(range(1, COMMITS + 1))
        assert suffered.told("trouble") == []
