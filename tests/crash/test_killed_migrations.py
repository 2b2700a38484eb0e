"""A desk killed while its journal is brought forward finds it old and whole, or new and whole."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.committer import KEY
from tests.crash.migrant import LATER
from tests.fixtures.processes import need
from tests.fixtures.stores.make_stores import HERE
from workstation.desk.journal import Journal, JournalFault
from workstation.desk.journal.tables import STEPS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace kills at system calls")


def migrate_until(folder: Path, call: str, count: int) -> bool:
    """Kill a migration at its so-manieth such call on the journal's files; was it killed?"""
    need("strace")
    ends = ("", "-wal", "-tape", ".v1.copy", ".v1.copy.part")
    names = [f"journal.db{end}" for end in ends]
    watched = [part for name in names for part in ("-P", str(folder / name))]
    trace = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={count}"]
    done = subprocess.run(
        ["strace", "-f", "-o", f"{folder}.strace", *watched, *trace]
        + [sys.executable, "-m", "tests.crash.migrant", folder],
        timeout=60,
    )
    return done.returncode != 0


def held(folder: Path) -> set[str] | None:
    """The events of a journal of an older schema; ``None`` when the file is newer than today's."""
    try:
        with Journal.open(folder / "journal.db", KEY, "demo") as journal:
            assert journal.first_break() is None
            return {
                e.event_id
                for kind in ("contact", "desk")
                for s in journal.streams(kind)
                for e in journal.stream(s)
            }
    except JournalFault as fault:
        assert fault.kind == "newer"
        return None


@pytest.mark.parametrize(
    ("call", "counts"),
    [("fsync,fdatasync", range(1, 8)), ("pwrite64", range(1, 60, 9)), ("rename", range(1, 2))],
)
def test_fault_22_old_and_whole_or_new_and_whole(tmp_path: Path, call: str, counts: range) -> None:
    ends = []
    for count in counts:
        folder = tmp_path / str(count)
        folder.mkdir()
        shutil.copy(HERE / "journal-v1.db", folder / "journal.db")
        killed = migrate_until(folder, call, count)
        events = held(folder)
        ends.append((killed, events is None))
        assert events is None or len(events) == 8
        with Journal.open(folder / "journal.db", KEY, "demo", steps=(*STEPS, LATER)) as journal:
            assert journal.first_break() is None
            assert len(journal.stream("contact:open")) == 4
    assert (True, False) in ends  # some were killed before the step was taken
