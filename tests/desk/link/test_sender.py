"""The sender's turns over a real journal: order, faults, poison, pauses. Time is moved by hand."""

import secrets
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.link.hand_clock import HandClock
from tests.hub.control_room import hand_over, new_contact, raised
from workstation.desk.answers import (
    Failure,
    Later,
    NotOurHub,
    Refused,
    SignInNeeded,
    Unreachable,
)
from workstation.desk.journal import Journal
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.link_state import LinkBoard
from workstation.desk.link.sender import LOOK_S, Sender
from workstation.desk.link.worker import Pause
from workstation.domain.contact import facts
from workstation.domain.desk_stream import PhonedThrough
from workstation.domain.events import Author, Event, Happened, Moment
from workstation.protocol.messages import BatchReply, EventBatch, EventReply, WireEvent

Judge = Callable[[WireEvent], str]


class ScriptedHub:
    """The hub's side of one conversation. Failures in ``coming`` are used up first."""

    def __init__(self) -> None:
        self.stored: list[str] = []
        self.batches: list[list[str]] = []
        self.sent_at: list[Moment | None] = []
        self.coming: list[Failure | None] = []
        self.unready: list[Failure] = []
        self.judge: Judge = lambda event: "stored"
        self.poison: set[str] = set()

    def ready(self) -> Failure | None:
        return self.unready.pop(0) if self.unready else None

    def send(self, batch: EventBatch) -> BatchReply | Failure:
        events = [WireEvent.model_validate(raw) for raw in batch.events]
        assert {e.store_id for e in events} == {batch.store_id}
        self.batches.append([e.event_id for e in events])
        self.sent_at.append(batch.sent.moment() if batch.sent else None)
        if self.coming and (failure := self.coming.pop(0)) is not None:
            return failure
        if self.poison & set(self.batches[-1]):
            return Refused("unreadable", "The hub could not read the body.", 422)
        replies = tuple(self._reply(event) for event in events)
        return BatchReply(replies=replies, now_utc="2026-03-01T12:00:00.000000Z")

    def _reply(self, event: WireEvent) -> EventReply:
        status: Any = self.judge(event)
        if status == "stored":
            status = "stored_before" if event.event_id in self.stored else "stored"
            self.stored += [event.event_id] if status == "stored" else []
        cause = "" if status.startswith("stored") else f"it is {status}"
        return EventReply(event_id=event.event_id, status=status, cause=cause)


class Bench:
    """A sender over a real journal with a scripted hub and a clock moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal.open(folder / "journal.db", secrets.token_bytes(32), "demo")
        self.clock = HandClock()
        self.hub = ScriptedHub()
        self.board = LinkBoard(self.clock)
        self.told: list[str] = []
        self.stream = f"desk:{uuid.uuid4()}"
        self.restart()

    def restart(self) -> None:
        """The program starts again: nothing but the journal is left."""
        back_off = BackOff(lambda: 1.0)
        self.sender = Sender(
            self.journal, self.hub, self.clock, self.board, self.told.extend, back_off
        )

    def write(self, body: Any, stream_id: str = "") -> Event:
        happened = Happened(str(uuid.uuid4()), stream_id or self.stream, body)
        author = Author("demo", "f.grant", "s1")
        future = self.journal.append((happened,), author, self.clock.moment(), policy=None)
        return future.result(20)[0]

    def lines(self, count: int) -> list[Event]:
        contact = new_contact()
        return [self.write(facts.NarrativeAdded(f"l{n}", "x" * 20), contact) for n in range(count)]

    def state(self, event: Event) -> tuple[str, int, str]:
        found = self.journal.delivery(event.event_id)
        assert found is not None
        return found.state, found.attempts, found.cause

    def states(self, events: list[Event]) -> set[str]:
        return {self.state(event)[0] for event in events}

    def drain(self) -> None:
        """Take turns until nothing is due, letting pauses pass."""
        for _ in range(400):
            pause = self.sender.turn()
            if pause is None or pause == Pause(LOOK_S):
                return
            self.clock.pass_s(pause.seconds)
        pytest.fail("the sender found no rest")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.journal.close()


def ids(*events: Event) -> list[str]:
    return [e.event_id for e in events]


def test_phoned_through_then_urgent_then_store_order(bench: Bench) -> None:
    first, second = bench.lines(2)
    asked = hand_over(new_contact())
    request = bench.write(asked)
    third = bench.write(raised(asked.incident_id))
    phoned = bench.write(PhonedThrough(asked.incident_id, "A. Reid", "2026-03-01T12:00:00Z"))
    fourth = bench.lines(1)[0]
    bench.drain()
    assert bench.hub.batches == [ids(phoned), ids(request, third), ids(first, second, fourth)]
    assert bench.states([first, second, third, fourth, request, phoned]) == {"stored"}
    assert set(bench.told) == set(ids(first, second, third, fourth, request, phoned))


def test_every_batch_says_when_it_was_sent_by_the_clock_of_its_events(bench: Bench) -> None:
    bench.write(hand_over(new_contact()))
    bench.hub.coming = [Later("busy", 7.0)]
    first = bench.clock.moment()
    bench.drain()
    assert len(bench.hub.sent_at) == 2
    again = bench.hub.sent_at[1]
    assert bench.hub.sent_at[0] == first
    assert again is not None
    assert (again.boot_id, again.mono_ns >= first.mono_ns + 7 * 10**9) == (first.boot_id, True)


def test_an_urgent_request_overtakes_a_backlog(bench: Bench) -> None:
    bench.lines(3)
    bench.hub.coming = [Later("busy")]
    bench.sender.turn()
    request = bench.write(hand_over(new_contact()))
    bench.sender.turn()
    assert bench.hub.batches[1] == ids(request)


def test_batches_hold_two_hundred_at_most_and_all_go(bench: Bench) -> None:
    events = bench.lines(450)
    bench.drain()
    assert [len(b) for b in bench.hub.batches] == [200, 200, 50]
    assert bench.hub.stored == ids(*events)


def test_a_batch_is_bounded_in_bytes_too(bench: Bench) -> None:
    contact = new_contact()
    for n in range(5):
        bench.write(facts.NarrativeAdded(f"l{n}", "y" * 400_000), contact)
    bench.drain()
    assert [len(b) for b in bench.hub.batches] == [2, 2, 1]


@pytest.mark.parametrize(
    "failure",
    [
        Unreachable("gone."),
        Unreachable("gone.", may_have_arrived=True),
        NotOurHub("a portal."),
        SignInNeeded("who are you."),
        Refused("not_a_desk", "not a desk.", 403),
        Refused("not_found", "nothing here.", 404),
        Later("busy.", 7.0),
    ],
)
def test_no_failure_of_the_line_is_an_answer_for_an_event(bench: Bench, failure: Failure) -> None:
    (event,) = bench.lines(1)
    bench.hub.coming = [failure, failure]
    for _ in range(2):
        pause = bench.sender.turn()
        assert pause is not None
        assert pause.backing_off
        assert bench.state(event)[0] in ("waiting", "sent")
    bench.drain()
    assert bench.state(event) == ("stored", 3, "")


def test_a_failure_says_itself_beside_the_event_unless_it_may_have_arrived(bench: Bench) -> None:
    (event,) = bench.lines(1)
    bench.hub.coming = [Later("busy."), Unreachable("gone.", may_have_arrived=True)]
    bench.sender.turn()
    assert bench.state(event) == ("waiting", 1, "busy.")
    bench.sender.turn()
    assert bench.state(event) == ("sent", 2, "")


def test_nothing_is_marked_sent_while_our_hub_is_not_there(bench: Bench) -> None:
    (event,) = bench.lines(1)
    bench.hub.unready = [NotOurHub("a portal.")]
    bench.sender.turn()
    assert bench.state(event) == ("waiting", 0, "")
    assert bench.board.state().state == "lost"
    assert bench.board.state().sentence == "a portal."


def test_pauses_grow_and_end_with_the_first_success(bench: Bench) -> None:
    bench.lines(1)
    bench.hub.coming = [Unreachable("gone.")] * 7
    pauses = [bench.sender.turn() for _ in range(7)]
    assert [p.seconds for p in pauses if p] == [1, 2, 4, 8, 16, 30, 30]
    bench.drain()
    bench.lines(1)
    bench.hub.coming = [Later("busy.", 12.0)]
    assert bench.sender.turn() == Pause(12.0, backing_off=True)


def test_pauses_are_shortened_at_random_by_half_at_most() -> None:
    assert [BackOff(lambda: 0.0).after(Unreachable("")), BackOff(lambda: 0.5).after(Later(""))] == [
        0.5,
        0.75,
    ]


def test_a_reply_lost_after_the_commit_counts_once(bench: Bench) -> None:
    (event,) = bench.lines(1)
    bench.hub.stored = ids(event)
    bench.hub.coming = [Unreachable("cut off.", may_have_arrived=True)]
    bench.drain()
    assert bench.state(event) == ("stored", 2, "")
    assert bench.hub.stored == ids(event)


@pytest.mark.parametrize("place", [0, 7, 19])
def test_one_poison_event_is_set_aside_and_stops_nothing(bench: Bench, place: int) -> None:
    events = bench.lines(20)
    bench.hub.poison = {events[place].event_id}
    bench.drain()
    assert bench.state(events[place])[0::2] == ("set_aside", "The hub could not read the body.")
    others = events[:place] + events[place + 1 :]
    assert bench.states(others) == {"stored"}
    assert bench.hub.stored == ids(*others)
    assert [a.event.event_id for a in bench.journal.set_aside()] == ids(events[place])


def test_an_event_that_no_message_can_carry_is_set_aside_here(bench: Bench) -> None:
    contact = new_contact()
    huge = bench.write(facts.NarrativeAdded("l1", "z" * 2_000_001), contact)
    (event,) = bench.lines(1)
    bench.drain()
    assert bench.state(huge)[0] == "set_aside"
    assert "by telephone" in bench.state(huge)[2]
    assert bench.hub.batches == [ids(event)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("refused", "refused"),
        ("unreadable", "set_aside"),
        ("wrong_realm", "set_aside"),
        ("gone", "set_aside"),
    ],
)
def test_each_event_gets_the_hubs_own_answer(bench: Bench, status: str, expected: str) -> None:
    first, odd, last = bench.lines(3)
    bench.hub.judge = lambda event: status if event.event_id == odd.event_id else "stored"
    bench.drain()
    assert bench.state(odd) == (expected, 1, f"it is {status}")
    assert bench.states([first, last]) == {"stored"}


def test_an_event_without_a_reply_stays_waiting(bench: Bench) -> None:
    first, second = bench.lines(2)
    silent = ScriptedHub._reply
    bench.hub._reply = lambda event: silent(  # type: ignore[method-assign]
        bench.hub, event.model_copy(update={"event_id": "another"} if event.store_seq == 1 else {})
    )
    bench.sender.turn()
    assert (bench.state(first)[0], bench.state(second)[0]) == ("waiting", "stored")


def test_a_forked_store_stops_sending_with_one_sentence(bench: Bench) -> None:
    events = bench.lines(2)
    bench.hub.judge = lambda event: "forked"
    assert bench.sender.turn() is None
    assert bench.states(events) == {"waiting"}
    state = bench.board.state()
    assert state.state == "lost"
    assert "nothing is deleted" in state.sentence


def test_a_crash_between_sending_and_the_reply_loses_nothing(bench: Bench) -> None:
    (event,) = bench.lines(1)
    bench.hub.coming = [Unreachable("gone.", may_have_arrived=True)]
    bench.sender.turn()
    bench.restart()
    bench.drain()
    assert bench.state(event)[0] == "stored"


def test_the_status_line_counts_what_waits(bench: Bench) -> None:
    events = bench.lines(3)
    bench.hub.unready = [Unreachable("gone.")]
    bench.sender.turn()
    state = bench.board.state()
    assert (state.waiting, state.oldest_waiting_utc) == (3, events[0].at_utc)
    bench.drain()
    state = bench.board.state()
    assert (state.state, state.waiting, state.oldest_waiting_utc) == ("live", 0, None)


def test_a_hub_that_takes_a_part_in_time_is_given_no_more_than_that(bench: Bench) -> None:
    lines = bench.lines(40)
    in_time = 5

    def busy(event: WireEvent) -> str:
        return "stored" if bench.hub.batches[-1].index(event.event_id) < in_time else "later"

    bench.hub.judge = busy
    bench.drain()
    assert bench.hub.stored[:5] == ids(*lines[:5])
    assert sorted(bench.hub.stored) == sorted(ids(*lines))
    sizes = [len(batch) for batch in bench.hub.batches]
    assert sizes[0] == 40
    assert max(sizes[1:]) <= 2 * in_time
    assert bench.states(lines) == {"stored"}
