"""What waits and what is on its way: everything goes in the end, once, and nothing goes round."""

import uuid
from itertools import pairwise

import pytest

from tests.desk.link.test_sender import Bench, ids
from tests.hub.control_room import hand_over, new_contact
from workstation.desk.health import LATE_AFTER_S, health
from workstation.desk.link.sender import HOLD_S
from workstation.desk.link.worker import Pause
from workstation.desk.ports import Draft
from workstation.domain.contact import facts
from workstation.domain.events import Author, Happened
from workstation.protocol.limits import BATCH
from workstation.protocol.messages import WireEvent

AUTHOR = Author("demo", "f.grant", "s1")
HOUR_S = 3600.0


def an_hour(bench: Bench) -> list[float]:
    """Let the sender work for an hour; when it asked the hub."""
    until, asked = bench.clock.monotonic() + HOUR_S, []
    while bench.clock.monotonic() < until:
        before = len(bench.hub.batches)
        pause = bench.sender.turn()
        assert pause is not None
        if len(bench.hub.batches) > before:
            asked.append(bench.clock.monotonic())
        else:
            assert pause.seconds > 0, "it goes round and asks nobody"
        bench.clock.pass_s(pause.seconds)
    return asked


def test_fault_02_an_event_for_later_lets_the_others_go_and_comes_again(bench: Bench) -> None:
    events = bench.lines(3)
    late = {events[0].event_id}
    bench.hub.judge = lambda event: "later" if event.event_id in late else "stored"
    assert bench.sender.turn() == Pause(0.0)
    assert bench.state(events[0]) == ("waiting", 1, "it is later")
    assert bench.sender.turn() == Pause(HOLD_S)
    (new,) = bench.lines(1)
    bench.sender.turn()
    assert bench.hub.batches[-1] == ids(new)
    late.clear()
    bench.drain()
    assert bench.state(events[0]) == ("stored", 2, "")


def test_fault_03_an_event_that_is_for_later_for_ever_makes_no_loop_and_stops_nothing(
    bench: Bench,
) -> None:
    stuck, *others = bench.lines(3)
    bench.hub.judge = lambda event: "later" if event.event_id == stuck.event_id else "stored"
    asked = an_hour(bench)
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert len(asked) <= HOUR_S / HOLD_S + 1
    assert min(gaps) >= HOLD_S
    assert max(gaps) <= 60.0  # it is not forgotten either
    assert bench.states(others) == {"stored"}
    assert bench.state(stuck)[0::2] == ("waiting", "it is later")
    bench.board.heard("feed")
    now = bench.clock.moment().at_utc
    assert bench.clock.monotonic() > LATE_AFTER_S
    assert health(bench.board.state(), now) == "late"
    (new,) = bench.lines(1)
    bench.sender.turn()
    assert bench.state(new)[0] == "stored"
    bench.hub.judge = lambda event: "stored"
    bench.drain()
    assert bench.state(stuck)[0] == "stored"


def test_fault_04_words_erased_while_their_batch_is_on_its_way_do_not_come_back(
    bench: Bench,
) -> None:
    gone, kept = bench.lines(2)

    def erasing(event: WireEvent) -> str:
        if event.event_id == gone.event_id:
            assert bench.journal.erase([gone.event_id]).result(20) == 1
        return "stored"

    bench.hub.judge = erasing
    bench.drain()
    assert bench.states([gone, kept]) == {"stored"}
    assert [e.erased for e in bench.journal.stream(gone.stream_id)] == [True, False]
    bench.restart()
    bench.drain()
    assert bench.hub.batches == [ids(gone, kept)]
    assert bench.journal.first_break() is None


def test_fault_04_a_draft_replaced_while_its_contact_is_on_its_way_does_not_come_back(
    bench: Bench,
) -> None:
    contact = new_contact()
    bench.write(facts.NarrativeAdded("l1", "he has a bat"), contact)
    bench.journal.set_draft(contact, Draft("narrative", "he is comi", 3, "t1"))

    def committing(event: WireEvent) -> str:
        bench.hub.judge = lambda event: "stored"
        said = Happened(str(uuid.uuid4()), contact, facts.NarrativeAdded("l2", "he is coming"))
        moment = bench.clock.moment()
        clears = [(contact, "narrative")]
        bench.journal.append((said,), AUTHOR, moment, policy=None, clears=clears).result(20)
        return "stored"

    bench.hub.judge = committing
    bench.drain()
    assert bench.journal.drafts(contact) == ()
    assert bench.hub.stored == ids(*bench.journal.stream(contact))


def test_fault_07_five_thousand_waiting_all_drain_in_batches(bench: Bench) -> None:
    contact, moment = new_contact(), bench.clock.moment()
    lines = [facts.NarrativeAdded(f"l{n}", "x" * 20) for n in range(5_000)]
    happened = tuple(Happened(str(uuid.uuid4()), contact, line) for line in lines)
    written = bench.journal.append(happened, AUTHOR, moment, policy=None).result(60)
    bench.drain()
    assert [len(batch) for batch in bench.hub.batches] == [BATCH] * 25
    assert bench.hub.stored == ids(*written)
    assert (bench.journal.waiting().count, bench.board.state().waiting) == (0, 0)


@pytest.mark.parametrize("status", ["stored", "later", "refused"])
def test_fault_13_what_is_written_while_a_batch_is_on_its_way_is_sent_too(
    bench: Bench, status: str
) -> None:
    contact = new_contact()
    first = bench.write(facts.NarrativeAdded("l1", "number 12"), contact)
    second = []

    def edited(event: WireEvent) -> str:
        bench.hub.judge = lambda event: "stored"
        change = facts.NarrativeCorrected("l2", "l1", "number 14")
        second.append(bench.write(change, contact))
        second.append(bench.write(hand_over(contact)))
        return status

    bench.hub.judge = edited
    bench.drain()
    assert bench.states(second) == {"stored"}
    assert bench.state(first)[0] == ("refused" if status == "refused" else "stored")
    assert set(ids(*second)) <= set(bench.hub.stored)
