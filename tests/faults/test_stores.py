"""Files damaged, torn, copied, newer, older or in use: explained, kept, never made anew."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash.migrant import LATER
from tests.desk.cache.test_cache import INCIDENT
from tests.desk.cache.test_cache import opened as cache_opened
from tests.desk.journal.made_up import AUTHOR, CONTACT, KEY, POLICY, happened, moment, opened
from tests.desk.journal.test_journal_opening import LINE, refusal
from tests.desk.link.desk_side import url_of
from tests.faults import page_taker
from tests.fixtures.processes import end, need
from tests.fixtures.stores.make_stores import HERE
from tests.hub.control_room import ControlRoom
from workstation.desk.cache import Cache
from workstation.desk.cache.tables import STEPS as CACHE_STEPS
from workstation.desk.clock import SystemClock
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal, JournalFault
from workstation.desk.journal.encrypted_file import connect
from workstation.desk.journal.tables import STEPS
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.desk.link.link import Link
from workstation.domain.events import Author

HOLDS = """
import sys
from pathlib import Path
from tests.desk.journal.made_up import opened
journal = opened(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def flip(path: Path, offset: int) -> None:
    """One bit of the file turns over."""
    data = bytearray(path.read_bytes())
    data[offset] ^= 0x10
    path.write_bytes(data)


@pytest.mark.skipif(sys.platform != "linux", reason="strace kills at system calls")
@pytest.mark.parametrize("count", range(1, 40, 6))
def test_fault_09_a_page_and_its_place_are_taken_together_or_not_at_all(
    tmp_path: Path, count: int
) -> None:
    need("strace")
    cache_opened(tmp_path).close()
    files = [part for end in ("", "-wal") for part in ("-P", f"{tmp_path}/cache.db{end}")]
    trace = ["-e", "trace=pwrite64", "-e", f"inject=pwrite64:signal=KILL:when={count}"]
    killed = subprocess.run(
        ["strace", "-f", "-o", f"{tmp_path}.strace", *files, *trace]
        + [sys.executable, "-m", "tests.faults.page_taker", tmp_path, "9"],
        timeout=60,
    )
    assert killed.returncode != 0
    with cache_opened(tmp_path) as cache:
        taken = int((cache.feed_token() or "token-0").rpartition("-")[2])
        assert len(cache.events_of(INCIDENT)) == 2 * taken
    page_taker.main(tmp_path, 9)
    with cache_opened(tmp_path) as cache:
        assert [e.event_id for e in cache.events_of(INCIDENT)] == [f"e{n}" for n in range(1, 19)]
        assert cache.feed_token() == "token-9"


def test_fault_19_an_old_row_without_an_author_migrates_and_is_sent(
    room: ControlRoom, tmp_path: Path
) -> None:
    """And so does everything that was queued before and after it."""
    file = Path(shutil.copy(HERE / "journal-v1.db", tmp_path / "journal.db"))
    with Journal.open(file, KEY, "demo") as old:
        nobody = happened("contact:of-nobody", LINE)
        (odd,) = old.append([nobody], Author("demo", "", ""), moment(), policy=None).result(10)
        last = old.append([happened("contact:later", LINE)], AUTHOR, moment(), policy=None)
        last.result(10)
    desk_id, header = room.enrol()
    device = DeviceCredential(desk_id, header.partition(":")[2])
    clock, inbox = SystemClock(), QueueInbox()
    with (
        Journal.open(file, KEY, "demo", steps=(*STEPS, LATER)) as journal,
        Cache.open(tmp_path / "cache.db", KEY, "demo") as cache,
    ):
        assert journal.event(odd.event_id) == odd
        assert journal.waiting().count == 9
        client = HubClient(HubIdentity("demo", url_of(room)), clock, device)
        link = Link(client, journal, cache, clock, inbox)
        link.start(Nobody())
        try:
            assert inbox.run_until(lambda: journal.waiting().count == 0, 20.0, every_s=0.02)
        finally:
            assert link.stop()
        # The fixture's own re-issued store wrote one more event of a stream: that is set aside.
        assert [item.event.event_id for item in journal.not_taken()] == ["again"]
        for event in (odd, *last.result()):
            kept = journal.delivery(event.event_id)
            assert kept is not None
            assert kept.state == "stored"


class Nobody:
    """Nobody listens to the link."""

    def delivered(self, *_: object) -> None: ...

    def hub_news(self, *_: object) -> None: ...

    def callers_changed(self) -> None: ...

    def link_changed(self) -> None: ...


def test_fault_20_a_journal_of_a_newer_release_is_refused_and_left_untouched(closed: Path) -> None:
    connection = connect(closed, KEY)
    connection.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    connection.close()
    assert refusal(closed) == "newer"


def test_fault_20_a_cache_of_a_newer_release_is_put_aside_and_kept(tmp_path: Path) -> None:
    cache_opened(tmp_path).close()
    connection = connect(tmp_path / "cache.db", KEY)
    connection.execute(f"PRAGMA user_version={len(CACHE_STEPS) + 1}")
    connection.close()
    before = (tmp_path / "cache.db").read_bytes()
    with cache_opened(tmp_path) as cache:
        assert cache.set_aside is not None
        assert cache.set_aside.read_bytes() == before


def test_fault_26_a_copy_without_its_log_is_noticed_until_the_loss_is_accepted(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as journal:
        journal.append([happened(CONTACT, LINE)], AUTHOR, moment(), policy=POLICY).result(10)
        copy = tmp_path / "copy.db"
        shutil.copyfile(tmp_path / "journal.db", copy)
        store_id = journal.last().store_id
    assert [refusal(copy), refusal(copy)] == ["wal_missing", "wal_missing"]
    with Journal.open(copy, KEY, "demo", without_wal=True) as journal:
        assert journal.last().store_seq == 0
        assert journal.last().store_id != store_id


def test_fault_26_a_log_deleted_after_a_crash_is_missed_and_can_be_put_back(tmp_path: Path) -> None:
    with holder(tmp_path / "other"):
        pass
    folder = tmp_path / "other"
    log = folder / "journal.db-wal"
    kept = log.read_bytes()
    log.unlink()
    assert refusal(folder / "journal.db") == "wal_missing"
    log.write_bytes(kept)
    with opened(folder) as journal:
        assert journal.first_break() is None


def test_fault_26_with_its_log_the_copy_is_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        event = journal.append([happened(CONTACT, LINE)], AUTHOR, moment(), policy=POLICY)
        event.result(10)
        for end in ("", "-wal", "-tape"):
            shutil.copyfile(tmp_path / f"journal.db{end}", tmp_path / f"copy.db{end}")
    with Journal.open(tmp_path / "copy.db", KEY, "demo") as journal:
        assert journal.stream(CONTACT) == event.result()


@pytest.mark.parametrize("offset", [3, 100, 4095])
def test_fault_27_a_damaged_first_page_reads_like_another_key(closed: Path, offset: int) -> None:
    flip(closed, offset)
    assert refusal(closed) == "unreadable"


@pytest.mark.parametrize("page", range(1, 12))
def test_fault_27_a_damaged_page_is_told_and_the_file_kept(closed: Path, page: int) -> None:
    whole = closed.read_bytes()
    flip(closed, page * 4096 + 77)
    try:
        with opened(closed.parent) as journal:
            assert [e.type for e in journal.stream(CONTACT)] == ["NarrativeAdded"] * 20
    except JournalFault as fault:
        assert fault.kind in ("damaged", "unreadable")
        assert "kept" in fault.sentence
    assert closed.exists()
    closed.write_bytes(whole)
    with opened(closed.parent) as journal:
        assert len(journal.stream(CONTACT)) == 20


@contextmanager
def holder(folder: Path) -> Iterator[None]:
    """Another process has the journal of ``folder`` open; at the end it is killed."""
    folder.mkdir(exist_ok=True)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        yield
    finally:
        other.kill()
        end(other)


def test_fault_30_a_second_copy_of_the_program_is_refused_until_the_first_is_dead(
    tmp_path: Path,
) -> None:
    opened(tmp_path).close()
    with holder(tmp_path):
        assert refusal(tmp_path / "journal.db") == "in_use"
    with opened(tmp_path) as journal:
        journal.append([happened(CONTACT, LINE)], AUTHOR, moment(), policy=POLICY).result(10)


def test_fault_30_a_second_writer_in_one_program_is_refused_and_the_first_goes_on(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as journal:
        with pytest.raises(JournalFault) as refused:
            opened(tmp_path)
        assert refused.value.kind == "in_use"
        journal.append([happened(CONTACT, LINE)], AUTHOR, moment(), policy=POLICY).result(10)
    opened(tmp_path).close()


@pytest.mark.parametrize("pid", [1, os.getpid()], ids=["a living process", "ourselves"])
def test_fault_30_a_lock_file_left_behind_locks_nobody_out(closed: Path, pid: int) -> None:
    closed.with_name("journal.db.lock").write_bytes(str(pid).encode())
    opened(closed.parent).close()
