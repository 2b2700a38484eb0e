"""What is durable on the tape: told at once, read at once, and in the file after a crash."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.journal.made_up import (
    AUTHOR,
    CONTACT,
    DESK,
    KEY,
    POLICY,
    handed_over,
    happened,
    moment,
    opened,
    wait_saved,
)
from workstation.desk.journal import Journal, JournalFault, encrypted_file, taped
from workstation.desk.journal.encrypted_file import Connection, connect, wal_of
from workstation.desk.journal.tape import ROOM, Tape, record_on, tape_of
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.contact import facts
from workstation.domain.desk_stream import PhonedThrough, ReRouteRequested
from workstation.domain.events import Event, Happened

ENDS = ("", "-wal", "-tape")


def line(words: str) -> Happened:
    return happened(CONTACT, facts.NarrativeAdded(words, words))


def said(journal: Journal, *happenings: Happened) -> tuple[Event, ...]:
    return journal.append(happenings, AUTHOR, moment(), policy=POLICY).result(10)


def begun(journal: Journal) -> tuple[Event, ...]:
    """The first event; the tape takes what comes behind it."""
    events = said(journal, happened(CONTACT, facts.CallOffered("c", "999", "+441414960123")))
    wait_saved(journal)
    return events


@contextmanager
def held(folder: Path) -> Iterator[Connection]:
    """The file takes nothing while somebody else writes in it; the tape does."""
    other = connect(folder / "journal.db", KEY)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.execute("ROLLBACK")
        other.close()


def as_a_crash_leaves_it(folder: Path) -> Path:
    after = folder / "after"
    after.mkdir()
    for end in ENDS:
        shutil.copyfile(folder / f"journal.db{end}", after / f"journal.db{end}")
    return after


def taped_event(folder: Path) -> Event | None:
    record = record_on(folder / "journal.db-tape", KEY)
    return taped.from_bytes(record).events[-1] if record else None


def test_what_is_told_to_be_saved_is_there_after_a_crash(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        first = begun(journal)
        with held(tmp_path):
            second = said(
                journal, line("He went – “now”"), happened(DESK, handed_over("i1", urgent=True))
            )
            after = as_a_crash_leaves_it(tmp_path)
        assert journal.stream(CONTACT) == (*first, second[0])
    with opened(after) as journal:
        assert journal.stream(CONTACT) == (*first, second[0])
        assert journal.first_break() is None
        assert [one.event for one in journal.undelivered()] == [second[1], *first, second[0]]
        assert journal.streams("desk") == (DESK,)
        third = said(journal, line("And back"))
        assert (third[0].store_seq, third[0].stream_seq) == (4, 3)


def test_half_typed_text_that_it_replaced_does_not_come_back(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        begun(journal)
        for field in ("narrative", "answer"):
            journal.set_draft(CONTACT, Draft(field, "he is", 1, "t"))
        wait_saved(journal)
        with held(tmp_path):
            clears = [(CONTACT, "narrative")]
            journal.append([line("He is")], AUTHOR, moment(), policy=None, clears=clears).result(10)
            after = as_a_crash_leaves_it(tmp_path)
        assert [draft.field for draft in journal.drafts(CONTACT)] == ["answer"]
    with opened(after) as journal:
        assert [draft.field for draft in journal.drafts(CONTACT)] == ["answer"]


def test_whoever_reads_waits_for_what_was_told_to_be_saved(tmp_path: Path) -> None:
    found: list[Event | None] = []
    with opened(tmp_path) as journal:
        begun(journal)
        with held(tmp_path):
            (event,) = said(journal, line("He went"))
            reading = threading.Thread(target=lambda: found.append(journal.event(event.event_id)))
            reading.start()
            reading.join(0.1)
            assert found == []
        reading.join(10)
        assert found == [event]


def test_whoever_is_told_on_the_writers_own_thread_is_not_waited_for(tmp_path: Path) -> None:
    read: list[int] = []
    with opened(tmp_path) as journal:
        begun(journal)
        saved = journal.append([line("He went")], AUTHOR, moment(), policy=None)
        saved.add_done_callback(lambda _: read.append(journal.last().store_seq))
        wait_saved(journal)
        assert len(read) == 1


def test_a_record_that_was_not_written_whole_was_never_told_and_is_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        first = begun(journal)
        with held(tmp_path):
            said(journal, line("He went"))
            after = as_a_crash_leaves_it(tmp_path)
    whole = tape_of(after / "journal.db").read_bytes()
    length = int.from_bytes(whole[:4], "little") + 4
    for torn in (
        *(whole[:end].ljust(ROOM, b"\0") for end in range(0, length, 97)),
        *(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in range(0, length, 61)),
    ):
        once = tmp_path / "once"
        shutil.copytree(after, once)
        tape_of(once / "journal.db").write_bytes(torn)
        with opened(once) as journal:
            assert journal.stream(CONTACT) == first
            assert journal.first_break() is None
        shutil.rmtree(once)


def test_what_was_stored_already_is_not_stored_twice(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        events = (*begun(journal), *said(journal, line("He went")))
        wait_saved(journal)
        assert taped_event(tmp_path) == events[-1]
        after = as_a_crash_leaves_it(tmp_path)
    with opened(after) as journal:
        assert journal.stream(CONTACT) == events


def test_a_file_older_than_its_tape_is_told(tmp_path: Path) -> None:
    """Somebody put an older copy back in its place."""
    with opened(tmp_path) as journal:
        begun(journal)
        after = as_a_crash_leaves_it(tmp_path)
        said(journal, line("One"))
        said(journal, line("Two"))
        shutil.copyfile(tmp_path / "journal.db-tape", after / "journal.db-tape")
    with pytest.raises(JournalFault) as refused:
        opened(after)
    assert refused.value.kind == "behind"


def test_a_file_that_went_on_otherwise_than_its_tape_is_told(tmp_path: Path) -> None:
    """An older copy was put back and used; under the number of what was told is another event."""
    with opened(tmp_path) as journal:
        begun(journal)
        with held(tmp_path):
            said(journal, line("He went"))
            after = as_a_crash_leaves_it(tmp_path)
    told = tape_of(after / "journal.db").read_bytes()
    tape_of(after / "journal.db").write_bytes(bytes(ROOM))
    with opened(after) as journal:
        said(journal, line("She stayed"))
        said(journal, line("Until nine"))
        later = as_a_crash_leaves_it(after)
    tape_of(later / "journal.db").write_bytes(told)
    with pytest.raises(JournalFault) as refused:
        opened(later)
    assert refused.value.kind == "behind"
    assert tape_of(later / "journal.db").read_bytes() == told


def test_a_file_from_before_its_store_was_issued_anew_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        begun(journal)
        after = as_a_crash_leaves_it(tmp_path)
        journal.reissue().result(10)
        said(journal, line("He went"))
        shutil.copyfile(tmp_path / "journal.db-tape", after / "journal.db-tape")
    with pytest.raises(JournalFault) as refused:
        opened(after)
    assert refused.value.kind == "behind"


def test_what_was_stored_before_its_store_was_issued_anew_is_not_stored_twice(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as journal:
        events = (*begun(journal), *said(journal, line("He went")))
        journal.reissue().result(10)
        assert taped_event(tmp_path) == events[-1]
        after = as_a_crash_leaves_it(tmp_path)
    with opened(after) as journal:
        assert journal.stream(CONTACT) == events
        assert journal.last().store_seq == 0


def test_a_missing_tape_is_told_until_the_loss_is_accepted(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        begun(journal)
        after = as_a_crash_leaves_it(tmp_path)
        store_id = journal.last().store_id
    tape_of(after / "journal.db").unlink()
    for _ in range(2):
        with pytest.raises(JournalFault, match=r"journal\.db-tape") as refused:
            opened(after)
        assert refused.value.kind == "tape_missing"
    with opened(after, without_wal=True) as journal:
        assert journal.last().store_id != store_id
        assert len(journal.stream(CONTACT)) == 1


@pytest.mark.parametrize("left", [0, 4_096, ROOM - 1])
def test_a_tape_that_was_cut_short_is_told_as_a_missing_one(tmp_path: Path, left: int) -> None:
    """Copying it ended early; the room of a tape in use is set aside before anything is on it."""
    with opened(tmp_path) as journal:
        begun(journal)
        with held(tmp_path):
            (event,) = said(journal, line("He went"))
            after = as_a_crash_leaves_it(tmp_path)
    tape = tape_of(after / "journal.db")
    whole = tape.read_bytes()
    tape.write_bytes(whole[:left])
    with pytest.raises(JournalFault) as refused:
        opened(after)
    assert refused.value.kind == "tape_missing"
    assert tape.read_bytes() == whole[:left]
    tape.write_bytes(whole)
    with opened(after) as journal:
        assert journal.event(event.event_id) == event


def test_a_loss_is_accepted_once_with_what_is_on_the_tape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power fails behind the opening's commit."""
    with opened(tmp_path) as journal:
        begun(journal)
        said(journal, line("He went"))
        after = as_a_crash_leaves_it(tmp_path)
    wal_of(after / "journal.db").unlink()

    def power_fails(_: Connection) -> None:
        raise OSError

    with monkeypatch.context() as patched, pytest.raises(JournalFault):
        patched.setattr(encrypted_file, "fold_wal_in", power_fails)
        opened(after, without_wal=True)
    with opened(after) as journal:
        assert journal.last().store_seq == 0


def test_a_file_that_does_not_take_what_is_on_the_tape_is_told(tmp_path: Path) -> None:
    """Another program wrote into the file in spite of the lock; the tape keeps what was saved."""
    troubles: list[Exception | None] = []
    told = threading.Event()

    def trouble(fault: Exception | None) -> None:
        troubles.append(fault)
        told.set()

    with opened(tmp_path, on_trouble=trouble, again_s=0.01) as journal:
        begun(journal)
        with held(tmp_path) as other:
            (event,) = said(journal, line("He went"))
            other.execute("UPDATE event SET hash='altered', no=no + 1")
            other.execute("COMMIT")
        assert told.wait(10)
        assert isinstance(troubles[0], JournalFault)
        assert troubles[0].kind == "behind"
        assert journal.event(event.event_id) is None  # who reads is not held up by the trouble
    assert taped_event(tmp_path) == event


def test_a_long_batch_is_stored_without_the_tape(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        first = begun(journal)
        long = said(journal, line("canal " * (ROOM // 6)))
        assert taped_event(tmp_path) is None
        short = said(journal, line("short"))
        assert taped_event(tmp_path) == short[0]
        assert journal.stream(CONTACT) == (*first, *long, *short)


@pytest.mark.parametrize(
    ("actor", "clears"), [("\ud83d", []), ("a.reid", [(CONTACT, "\udcff")])], ids=["event", "draft"]
)
def test_what_the_file_can_never_take_is_not_told_to_be_saved(
    tmp_path: Path, actor: str, clears: list[tuple[str, str]]
) -> None:
    """Half of a surrogate pair: no text of SQLite holds one, the tape would."""
    with opened(tmp_path) as journal:
        begun(journal)
        by = replace(AUTHOR, actor=actor)
        odd = journal.append([line("Odd")], by, moment(), policy=None, clears=clears)
        assert isinstance(odd.exception(10), UnicodeEncodeError)
        (next_one,) = said(journal, line("Next"))
        assert taped_event(tmp_path) == next_one
        assert len(journal.stream(CONTACT)) == 2


def test_the_same_again_is_found(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        begun(journal)
        twice = [line("Once"), line("Once, too")]
        first = said(journal, *twice)
        assert said(journal, *twice) == first
        new = line("New")
        for some in ([new, twice[0]], [twice[0], new], [new, new]):
            with pytest.raises(ValueError, match="some are not"):
                said(journal, *some)
        assert journal.first_break() is None
        assert journal.last().store_seq == first[-1].store_seq


def test_a_re_route_on_the_tape_goes_as_quickly_as_the_hand_over(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        offered = begun(journal)
        urgent = said(journal, happened(DESK, handed_over("i1", urgent=True)))
        phoned = said(journal, happened(DESK, PhonedThrough(urgent[0].event_id, "DC 4", "i1")))
        routed = said(journal, happened(DESK, ReRouteRequested("i1", "room", "Room", "nearer")))
        assert taped_event(tmp_path) == routed[0]
        out = [one.event for one in journal.undelivered()]
        assert out == [*phoned, *urgent, *routed, *offered]
        assert journal.unsent().urgent == 3
        journal.mark({offered[0].event_id: DeliveryState("stored", 1)}).result(10)
        assert journal.unsent().count == 3


def test_nothing_on_the_tape_can_be_read_without_the_key(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        begun(journal)
        (event,) = said(journal, line("canary"))
        assert taped_event(tmp_path) == event
        assert b"canary" not in (tmp_path / "journal.db-tape").read_bytes()
        assert record_on(tmp_path / "journal.db-tape", bytes(32)) is None


def test_erased_words_are_not_left_on_the_tape(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        begun(journal)
        (kept,) = said(journal, line("canary"))
        assert journal.erase([kept.event_id]).result(10) == 1
        assert (tmp_path / "journal.db-tape").read_bytes() == bytes(ROOM)
        assert journal.event(kept.event_id) == replace(kept, payload=None, payload_salt=None)
        assert journal.first_break() is None


def test_a_closed_journal_has_no_tape(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        begun(journal)
        assert tape_of(tmp_path / "journal.db").stat().st_size == ROOM
    assert not tape_of(tmp_path / "journal.db").exists()


def test_a_tape_that_was_let_go_lets_go_of_nothing_else(tmp_path: Path) -> None:
    """Another file of this process may have got its number meanwhile."""
    tape = Tape(tmp_path / "tape", KEY)
    tape.remove()
    with (tmp_path / "other").open("wb") as other:
        tape.close()
        other.write(b"here")
    assert (tmp_path / "other").read_bytes() == b"here"


def test_a_tape_left_beside_a_closed_journal_is_nothing(tmp_path: Path) -> None:
    """Power failed between the last mark in the file and the end of the tape."""
    with opened(tmp_path) as journal:
        events = (*begun(journal), *said(journal, line("He went")))
        wait_saved(journal)
        tape = tape_of(tmp_path / "journal.db").read_bytes()
    tape_of(tmp_path / "journal.db").write_bytes(tape)
    with opened(tmp_path) as journal:
        assert journal.stream(CONTACT) == events
        assert taped_event(tmp_path) is None
