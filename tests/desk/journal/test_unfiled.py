"""What was just saved is read wherever it lies: where it is kept first, and in its places."""

from dataclasses import replace
from pathlib import Path
from typing import Any

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
from workstation.desk.journal import Journal, filing
from workstation.desk.journal.encrypted_file import connect_looking
from workstation.desk.ports import DeliveryState
from workstation.domain.contact import facts
from workstation.domain.desk_stream import PhonedThrough, SignedIn
from workstation.domain.events import Event, Happened

OTHER = "contact:0191"
ANSWERS = filing.FEW - 4


def line(words: str) -> facts.NarrativeAdded:
    return facts.NarrativeAdded(words, words)


def said(journal: Journal, *happenings: Happened) -> tuple[Event, ...]:
    return journal.append(happenings, AUTHOR, moment(), policy=POLICY).result(10)


def begun(journal: Journal) -> list[Event]:
    """Two contacts and a sign-in, filed; then answers and a hand-over that are only kept."""
    first = [happened(s, facts.CallOffered(s, "999", "+441414960123")) for s in (CONTACT, OTHER)]
    events = [*said(journal, *first, happened(DESK, SignedIn("a.reid", "A Reid", (), False)))]
    journal.mark({events[0].event_id: DeliveryState("stored", 1)}).result(10)
    events += said(journal, happened(DESK, handed_over("i1", urgent=True)))
    for number in range(ANSWERS):
        stream = (CONTACT, OTHER)[number % 2]
        events += said(journal, happened(stream, line(f"Line {number}")))
    events += said(journal, happened(DESK, PhonedThrough(events[3].event_id, "DC 4", "i1")))
    return events


def unfiled(folder: Path) -> int:
    connection = connect_looking(folder / "journal.db", KEY)
    count = int(connection.execute("SELECT count(*) FROM unfiled").fetchone()[0])
    connection.close()
    return count


def readings(journal: Journal, events: list[Event]) -> list[Any]:
    ids = [event.event_id for event in events]
    return [
        *(journal.stream(stream, after) for stream in (CONTACT, OTHER, DESK) for after in (0, 3)),
        [journal.event(one) for one in ids],
        [journal.delivery(one) for one in ids],
        *(journal.undelivered(limit) for limit in (1, 3, 200)),
        journal.unanswered(["NarrativeAdded", "PhonedThrough"]),
        journal.not_taken(),
        journal.not_taken(ids),
        journal.set_aside(),
        journal.unsent(),
        journal.last(),
        journal.open_contacts(),
        journal.streams("desk"),
        journal.first_break(),
    ]


def test_readings_are_the_same_before_and_after_filing(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        events = begun(journal)
        assert unfiled(tmp_path) == ANSWERS + 2
        before = readings(journal, events)
        wait_saved(journal)
        assert unfiled(tmp_path) == 0
        assert readings(journal, events) == before


def test_what_is_kept_is_read_as_it_was_saved(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        events = begun(journal)
        assert journal.stream(OTHER) == tuple(e for e in events if e.stream_id == OTHER)
        assert journal.event(events[-1].event_id) == events[-1]
        out = [one.event for one in journal.undelivered()]
        assert out == [events[-1], events[3], *(e for e in events[1:-1] if e is not events[3])]
        assert {one.delivery for one in journal.undelivered()} == {DeliveryState("waiting")}
        assert journal.unsent().count == len(events) - 1
        assert journal.unsent().urgent == 2


def test_what_is_kept_is_there_after_a_crash(tmp_path: Path) -> None:
    """A copy of the files as they lie, with the journal open, is what a crash leaves."""
    after = tmp_path / "after"
    after.mkdir()
    with opened(tmp_path) as journal:
        events = begun(journal)
        for end in ("", "-wal"):
            name = f"journal.db{end}"
            (after / name).write_bytes((tmp_path / name).read_bytes())
    with opened(after) as journal:
        assert [journal.event(e.event_id) for e in events] == events
        assert unfiled(after) == 0
        assert journal.first_break() is None


def test_many_answers_are_filed_by_themselves(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        events = begun(journal)
        for number in range(3 * filing.FEW):
            events += said(journal, happened(CONTACT, line(f"More {number}")))
        journal.drop_verifier("nobody").result(10)  # files nothing; comes behind what is due
        assert unfiled(tmp_path) <= filing.FEW
        assert journal.stream(CONTACT) == tuple(e for e in events if e.stream_id == CONTACT)


@pytest.mark.parametrize("filed", [True, False])
def test_the_same_again_is_found_wherever_it_lies(tmp_path: Path, filed: bool) -> None:
    with opened(tmp_path) as journal:
        begun(journal)
        twice = [happened(CONTACT, line("Once")), happened(OTHER, line("Once, too"))]
        first = said(journal, *twice)
        if filed:
            wait_saved(journal)
        assert said(journal, *twice) == first
        with pytest.raises(ValueError, match="some are not"):
            said(journal, happened(CONTACT, line("New")), twice[0])
        assert journal.first_break() is None
        assert journal.last().store_seq == first[-1].store_seq


def test_words_that_were_only_kept_can_be_erased(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        said(journal, happened(CONTACT, facts.CallOffered("c", "999", "+441414960123")))
        (kept,) = said(journal, happened(CONTACT, line("canary")))
        assert unfiled(tmp_path) == 1
        assert journal.erase([kept.event_id]).result(10) == 1
        assert journal.event(kept.event_id) == replace(kept, payload=None, payload_salt=None)
        assert journal.first_break() is None
