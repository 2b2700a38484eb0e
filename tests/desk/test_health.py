"""The health of the link, on a clock turned by hand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.link.hand_clock import HandClock
from workstation.desk.answers import Unreachable
from workstation.desk.health import LATE_AFTER_S, health, waited_s
from workstation.desk.journal.outbound import Waiting
from workstation.desk.link.link_state import LinkBoard

NOTHING = Waiting(0, None)


class Watched:
    """A board on a clock of the test's own."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.board = LinkBoard(self.clock)

    def health(self) -> str:
        return health(self.board.state(), self.clock.moment().at_utc)

    def wait_from_now(self) -> None:
        self.board.waiting(Waiting(1, self.clock.moment().at_utc))


def test_a_link_that_answers_and_takes_nothing_is_late_after_two_minutes() -> None:
    link = Watched()
    assert link.health() == "connecting"
    link.board.heard("ask")
    link.board.heard("send")
    assert link.health() == "well"
    link.wait_from_now()
    link.clock.pass_s(LATE_AFTER_S)
    assert link.health() == "well"
    link.clock.pass_s(1)
    assert link.health() == "late"
    link.board.waiting(NOTHING)
    assert link.health() == "well"


def test_a_lost_link_is_lost_however_little_waits() -> None:
    link = Watched()
    link.board.heard("ask")
    link.board.failed("send", Unreachable("gone."))
    assert link.health() == "lost"
    link.wait_from_now()
    link.clock.pass_s(600)
    assert link.health() == "lost"


def test_a_clock_that_was_set_back_is_never_well_while_something_waits() -> None:
    link = Watched()
    link.board.heard("ask")
    link.wait_from_now()
    link.clock.pass_s(-3_600)
    assert link.health() == "late"
    assert waited_s(link.board.state(), link.clock.moment().at_utc) < 0


@pytest.mark.parametrize("part", ["send", "ask"])
@given(st.lists(st.sampled_from(["heard", "failed", "written", "taken", "later"]), max_size=30))
def test_it_is_never_well_with_something_older_than_two_minutes(part, steps) -> None:
    link = Watched()
    written: float | None = None
    for step in itertools.chain(steps, ["heard"]):
        if step == "heard":
            link.board.heard(part)
        elif step == "failed":
            link.board.failed(part, Unreachable("gone."))
        elif step == "written" and written is None:
            written = link.clock.now_s
            link.wait_from_now()
        elif step == "taken":
            written = None
            link.board.waiting(NOTHING)
        else:
            link.clock.pass_s(50)
        if written is not None and link.clock.now_s - written > 120:
            assert link.health() != "well"
