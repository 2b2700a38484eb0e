"""Whatever line, hub and program do: nothing is lost, nothing counts twice, in the end all is sent.

The oracle is the test's own list of what was written, not the journal's or the sender's word.
"""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.desk.link.test_sender import Bench
from tests.fixtures.examples import examples
from tests.hub.control_room import hand_over, new_contact
from workstation.desk.answers import (
    Failure,
    Later,
    NotOurHub,
    Refused,
    SignInNeeded,
    Unreachable,
)
from workstation.domain.events import Event

FAILURES: list[Failure] = [
    Unreachable("gone."),
    NotOurHub("a portal."),
    SignInNeeded("who are you."),
    Refused("not_a_desk", "not a desk.", 403),
    Later("busy."),
]


class NoLoss(RuleBasedStateMachine):
    """Writing, failing, crashing and passing time, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()

    @initialize()
    def begin(self) -> None:
        self.bench = Bench(Path(self.folder.name))
        self.written: list[Event] = []
        self.urgent: set[str] = set()

    @rule(count=st.integers(1, 5))
    def facts(self, count: int) -> None:
        self.written += self.bench.lines(count)

    @rule()
    def request(self) -> None:
        event = self.bench.write(hand_over(new_contact()))
        self.written.append(event)
        self.urgent.add(event.event_id)

    @rule(failure=st.sampled_from(FAILURES))
    def the_line_fails(self, failure: Failure) -> None:
        self.bench.hub.coming.append(failure)

    @rule()
    def the_reply_is_lost_after_the_commit(self) -> None:
        hub = self.bench.hub
        for waiting in self.bench.journal.undelivered(200):
            if waiting.event.event_id not in (*hub.stored, *hub.poison):
                hub.stored.append(waiting.event.event_id)
        hub.coming.append(Unreachable("cut off.", may_have_arrived=True))

    @rule()
    def something_else_answers(self) -> None:
        self.bench.hub.unready.append(NotOurHub("a portal."))

    @precondition(lambda self: self.written)
    @rule(data=st.data())
    def one_is_poison(self, data: st.DataObject) -> None:
        stored = self.bench.hub.stored
        left = [e.event_id for e in self.written if e.event_id not in stored]
        if left:
            self.bench.hub.poison.add(data.draw(st.sampled_from(left)))

    @rule()
    def a_turn(self) -> None:
        waiting = {u.event.event_id for u in self.bench.journal.undelivered(500)}
        before = len(self.bench.hub.batches)
        self.bench.sender.turn()
        urgent = waiting & self.urgent
        if len(self.bench.hub.batches) > before and urgent:
            self._urgent_goes_first(self.bench.hub.batches[-1], urgent)

    def _urgent_goes_first(self, batch: list[str], urgent: set[str]) -> None:
        """It leads the batch, and nothing that was written before it is in the same one."""
        assert batch[0] in urgent
        written = [e.event_id for e in self.written]
        assert all(written.index(i) >= written.index(batch[0]) for i in batch)

    @rule(seconds=st.floats(0, 60))
    def time_passes(self, seconds: float) -> None:
        self.bench.clock.pass_s(seconds)

    @rule()
    def the_program_dies(self) -> None:
        self.bench.restart()

    @invariant()
    def nothing_counts_twice(self) -> None:
        stored = self.bench.hub.stored
        assert len(stored) == len(set(stored))

    def teardown(self) -> None:
        try:
            bench = self.bench
            bench.hub.coming.clear()
            bench.hub.unready.clear()
            bench.drain()
            wanted = {e.event_id for e in self.written}
            aside = {u.event.event_id for u in bench.journal.set_aside()}
            assert set(bench.hub.stored) | aside == wanted
            assert aside <= bench.hub.poison
            assert bench.journal.waiting().count == 0
        finally:
            self.bench.journal.close()
            self.folder.cleanup()


TestNoLoss = NoLoss.TestCase
TestNoLoss.settings = settings(max_examples=examples(25), stateful_step_count=30, deadline=None)
