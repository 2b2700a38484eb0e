"""A call in the journal: append, half-typed text, delivery, and all of it again after a restart."""

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
from workstation.desk.journal import Journal, JournalFault, Waiting
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.contact import facts
from workstation.domain.desk_stream import GradeRaised, PhonedThrough, ReRouteRequested, SignedIn
from workstation.domain.events import GENESIS, Author, fault_in
from workstation.protocol.payloads import body_of

ANSWER = facts.QuestionEnded("threat", "answered", text="He has a knife")


def test_events_are_sealed_in_one_chain_over_several_streams(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        first = journal.append(
            [happened(CONTACT, facts.CallOffered("c1", "999", "+441414960123"))],
            AUTHOR,
            moment(),
            policy=POLICY,
        ).result(10)
        rest = journal.append(
            [happened(CONTACT, ANSWER), happened(DESK, SignedIn("a.reid", "A Reid", (), False))],
            AUTHOR,
            moment(),
            policy=POLICY,
            seen_hub_no=7,
        ).result(10)

        events = (*first, *rest)
        assert [e.store_seq for e in events] == [1, 2, 3]
        assert [e.stream_seq for e in events] == [1, 2, 1]
        assert [e.prev_hash for e in events] == [GENESIS, events[0].hash, events[1].hash]
        assert all(fault_in(e) is None for e in events)
        assert journal.stream(CONTACT) == (first[0], rest[0])
        assert body_of(journal.stream(CONTACT)[1]) == ANSWER
        assert journal.streams("desk") == (DESK,)
        assert (journal.last().store_seq, journal.last().last_hash) == (3, rest[1].hash)
        assert journal.first_break() is None
        assert rest[0].seen_hub_no == 7


def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        kept = journal.append([happened(CONTACT, ANSWER)], AUTHOR, moment(), policy=POLICY)
        journal.set_draft(CONTACT, Draft("narrative", "He is in the kit", 16, "t1"))
        journal.remember("focus", "threat")

    with opened(tmp_path) as journal:
        assert journal.stream(CONTACT) == kept.result(0)
        assert journal.drafts(CONTACT) == (Draft("narrative", "He is in the kit", 16, "t1"),)
        assert journal.recall("focus") == "threat"
        new = journal.append([happened(CONTACT, ANSWER)], AUTHOR, moment(), policy=None).result(10)
        assert (new[0].store_seq, new[0].prev_hash) == (2, kept.result(0)[0].hash)
        assert journal.first_break() is None


def test_a_committing_event_replaces_its_draft_and_no_later_one(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.set_draft(CONTACT, Draft("narrative", "He has a kni", 12, "t1"))
        journal.set_draft(CONTACT, Draft("place", "Byres Ro", 8, "t1"))
        saved = journal.append(
            [happened(CONTACT, ANSWER)],
            AUTHOR,
            moment(),
            policy=POLICY,
            clears=[(CONTACT, "narrative")],
        )
        journal.set_draft(CONTACT, Draft("narrative", "and", 3, "t2"))
        saved.result(10)
        wait_saved(journal)
        assert {d.field: d.text for d in journal.drafts(CONTACT)} == {
            "place": "Byres Ro",
            "narrative": "and",
        }


def test_a_draft_of_an_earlier_run_is_replaced_too(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        for text in ("H", "He", "He h"):
            journal.set_draft(CONTACT, Draft("narrative", text, len(text), "t1"))
    with opened(tmp_path) as journal:
        journal.append(
            [happened(CONTACT, ANSWER)],
            AUTHOR,
            moment(),
            policy=POLICY,
            clears=[(CONTACT, "narrative")],
        ).result(10)
        assert journal.drafts(CONTACT) == ()


def test_drafts_belong_to_their_own_contact(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.set_draft("contact:a", Draft("narrative", "of A", 4, "t1"))
        journal.set_draft("contact:b", Draft("narrative", "of B", 4, "t1"))
        journal.append(
            [happened("contact:a", ANSWER)],
            AUTHOR,
            moment(),
            policy=POLICY,
            clears=[("contact:a", "narrative")],
        ).result(10)
        assert journal.drafts("contact:a") == ()
        assert [d.text for d in journal.drafts("contact:b")] == ["of B"]


def test_half_of_a_surrogate_pair_in_a_draft_stops_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.set_draft(CONTACT, Draft("narrative", "\ud83d knife\x00", 3, "t1"))
        wait_saved(journal)
        assert journal.drafts(CONTACT)[0].text == "? knife\x00"


def test_open_contacts_are_those_without_a_disposition(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        for contact in ("contact:b", "contact:a", "contact:c"):
            journal.append([happened(contact, ANSWER)], AUTHOR, moment(), policy=POLICY)
        ended = happened("contact:a", facts.ContactDisposed("advice"))
        journal.append([ended], AUTHOR, moment(), policy=POLICY)
        late = happened("contact:a", facts.PromiseMade("p1", "We ring back"))
        journal.append([late], AUTHOR, moment(), policy=POLICY).result(10)
        assert journal.open_contacts() == ("contact:b", "contact:c")
        assert journal.streams("contact") == ("contact:b", "contact:a", "contact:c")


def test_what_is_urgent_is_sent_first_and_what_was_phoned_before_that(tmp_path: Path) -> None:
    raised = GradeRaised("incident:1", "immediate", "Immediate", 1, True, True, 60, "knife")
    with opened(tmp_path) as journal:
        plain = happened(CONTACT, ANSWER)
        urgent = happened(DESK, raised)
        phoned = happened(DESK, PhonedThrough("incident:1", "Sgt Muir", "t"))
        journal.append([plain, urgent, phoned], AUTHOR, moment(), policy=POLICY).result(10)
        order = [phoned.event_id, urgent.event_id, plain.event_id]
        assert [u.event.event_id for u in journal.undelivered()] == order
        assert journal.waiting() == Waiting(3, replace(moment(), hub_offset_ms=None))

        journal.mark({urgent.event_id: DeliveryState("stored", 1, sent_at="t")})
        journal.mark({phoned.event_id: DeliveryState("sent", 1, sent_at="t")})
        journal.mark({plain.event_id: DeliveryState("waiting", 2, "no answer")}).result(10)
        assert [u.event.event_id for u in journal.undelivered()] == [order[0], order[2]]
        assert [u.event.event_id for u in journal.undelivered(1)] == [phoned.event_id]
        assert journal.delivery(plain.event_id) == DeliveryState("waiting", 2, "no answer")

        journal.mark({plain.event_id: DeliveryState("set_aside", 3, "unreadable")}).result(10)
        assert [u.delivery.cause for u in journal.set_aside()] == ["unreadable"]
        assert journal.delivery("nobody") is None
        with pytest.raises(LookupError):
            journal.mark({"nobody": DeliveryState("stored")}).result(10)


@pytest.mark.parametrize(
    ("grade", "raised", "same_batch", "lane"),
    [
        ("prompt", False, False, "urgent"),
        ("prompt", False, True, "urgent"),
        ("standard", False, False, "ordinary"),
        ("standard", True, False, "urgent"),
        (None, False, False, "urgent"),
    ],
)
def test_a_re_route_goes_as_quickly_as_what_it_replaces(
    tmp_path: Path, grade: str | None, raised: bool, same_batch: bool, lane: str
) -> None:
    """An incident that another desk handed over counts as urgent: nothing here says it is not."""
    written = []
    for key in ("standard", "prompt"):
        about = "incident:1" if key == grade else f"incident:{key}"
        written.append(happened(DESK, handed_over(about, urgent=key == "prompt")))
    if raised:
        up = GradeRaised("incident:1", "prompt", "Prompt", 2, True, False, 300, "knife")
        written.append(happened(DESK, up))
    backlog = happened(CONTACT, ANSWER)
    moved = happened(DESK, ReRouteRequested("incident:1", "partner", "Partner desk", "refused"))
    parts = [[*written, backlog, moved]] if same_batch else [written, [backlog], [moved]]
    with opened(tmp_path) as journal:
        for part in parts:
            journal.append(part, AUTHOR, moment(), policy=POLICY).result(10)
        journal.mark({h.event_id: DeliveryState("stored", 1, sent_at="t") for h in written})
        wait_saved(journal)
        first = journal.undelivered()[0].event.event_id
    assert first == (moved if lane == "urgent" else backlog).event_id


def test_appending_the_same_events_again_gives_them_as_first_stored(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        one = happened(CONTACT, ANSWER)
        first = journal.append([one], AUTHOR, moment(), policy=POLICY).result(10)
        assert journal.append([one], AUTHOR, moment(5), policy=POLICY).result(10) == first
        mixed = journal.append([one, happened(CONTACT, ANSWER)], AUTHOR, moment(), policy=POLICY)
        with pytest.raises(ValueError, match="some"):
            mixed.result(10)
        assert journal.stream(CONTACT) == first


def test_one_impossible_event_stops_nothing_else(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        with pytest.raises(TypeError):
            journal.append([happened(CONTACT, object())], AUTHOR, moment(), policy=None)
        other = Author("live", "a.reid", "s1")
        with pytest.raises(JournalFault) as refused:
            journal.append([happened(CONTACT, ANSWER)], other, moment(), policy=None)
        assert refused.value.kind == "wrong_realm"
        journal.append([happened(CONTACT, ANSWER)], AUTHOR, moment(), policy=None).result(10)


def test_a_closed_journal_says_so(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.close()
    for write in (
        lambda: journal.append([happened(CONTACT, ANSWER)], AUTHOR, moment(), policy=None),
        lambda: journal.set_draft(CONTACT, Draft("narrative", "x", 1, "t")),
    ):
        with pytest.raises(JournalFault) as refused:
            write()
        assert refused.value.kind == "closed"


def test_a_draft_outlives_the_event_that_failed_to_replace_it(tmp_path: Path) -> None:
    one = happened(CONTACT, ANSWER)
    with opened(tmp_path) as journal:
        journal.append([one], AUTHOR, moment(), policy=POLICY)
        journal.set_draft(CONTACT, Draft("narrative", "He has a kni", 12, "t1"))
        impossible = journal.append(
            [one, happened(CONTACT, ANSWER)],
            AUTHOR,
            moment(),
            policy=POLICY,
            clears=[(CONTACT, "narrative")],
        )
        assert isinstance(impossible.exception(10), ValueError)
        wait_saved(journal)
        assert [d.text for d in journal.drafts(CONTACT)] == ["He has a kni"]


def test_a_draft_that_no_store_can_hold_stops_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(tmp_path) as journal:
        journal.set_draft(CONTACT, Draft("narrative", "x", 2**70, "t1"))
        kept = journal.append([happened(CONTACT, ANSWER)], AUTHOR, moment(), policy=POLICY)
        journal.set_draft(CONTACT, Draft("place", "Byres", 5, "t1"))
        assert kept.result(10)
        wait_saved(journal)
        assert [d.field for d in journal.drafts(CONTACT)] == ["place"]
        assert "could not be written" in caplog.text


def test_saved_up_to_never_runs_ahead(tmp_path: Path) -> None:
    told: list[int] = []
    with Journal.open(tmp_path / "journal.db", KEY, "demo", on_saved=told.append) as journal:
        for n in range(50):
            journal.set_draft(CONTACT, Draft("narrative", "x" * n, n, "t"))
            journal.append([happened(CONTACT, ANSWER)], AUTHOR, moment(), policy=None)
        given = journal.given
    assert told == sorted(told)
    assert told[-1] == given == 100
