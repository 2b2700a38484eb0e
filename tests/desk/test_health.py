"""The health of the link, on a clock turned by hand."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.link.hand_clock import HandClock
from workstation.desk.answers import Unreachable
from workstation.desk.clock import utc_of, utc_text
from workstation.desk.health import LATE_AFTER_S, health, waited_s
from workstation.desk.journal.outbound import Waiting
from workstation.desk.link.link_state import LinkBoard
from workstation.domain.events import Moment

NOTHING = Waiting(0, None)


class Watched:
    """A board on a clock of the test's own."""

    def __init__(self) -> None:
        self.clock: HandClock = HandClock()
        self.board = LinkBoard(self.clock)

    def health(self) -> str:
        return health(self.board.state(), self.clock.moment().at_utc)

    def wait_from_now(self) -> None:
        self.board.waiting(Waiting(1, self.clock.moment()))


class TwoClocks(HandClock):
    """A wall clock that is set, beside the monotonic one."""

    set_by_s = 0.0

    def moment(self) -> Moment:
        now = super().moment()
        wall = utc_text(utc_of(now.at_utc) + timedelta(seconds=self.set_by_s))
        return replace(now, at_utc=wall)


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


def test_what_was_written_before_a_boot_with_an_earlier_clock_is_never_well() -> None:
    link = Watched()
    link.board.heard("ask")
    later = HandClock()
    later.pass_s(3_600)
    link.board.waiting(Waiting(1, replace(later.moment(), boot_id="the one before")))
    assert link.health() == "late"
    assert waited_s(link.board.state(), link.clock.moment().at_utc) < 0


@pytest.mark.parametrize("set_by_s", [-86_400.0, -90.0, -0.5, 0.0])
def test_a_clock_that_is_set_back_makes_nothing_wait_for_less(set_by_s: float) -> None:
    link = Watched()
    link.clock = TwoClocks()
    link.board = LinkBoard(link.clock)
    link.board.heard("ask")
    link.wait_from_now()
    link.clock.set_by_s = set_by_s
    link.clock.pass_s(119)
    assert link.health() == "well"
    link.clock.pass_s(3)
    assert link.health() == "late"
    waited = waited_s(link.board.state(), link.clock.moment().at_utc)
    assert waited == pytest.approx(122, abs=1)


def test_what_waited_while_the_machine_slept_is_as_old_as_the_wall_clock_says() -> None:
    link = Watched()
    link.clock = TwoClocks()
    link.board = LinkBoard(link.clock)
    link.board.heard("ask")
    link.wait_from_now()
    link.clock.set_by_s = 600.0
    assert link.health() == "late"


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
