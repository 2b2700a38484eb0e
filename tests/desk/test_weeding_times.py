"""When the copy of the people on record is weeded: on a clock that the test moves."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.desk.cache.callers.made_up import KEY, changed, past, person
from tests.desk.link.hand_clock import HandClock
from workstation.desk.cache.callers import Directory
from workstation.desk.link.worker import Pause
from workstation.desk.weeding import AFTER_START_S, AGAIN_S, Weeding
from workstation.domain.callers.caller import CopyStanding

DAY_S = 86_400.0
AS_OF = "2026-03-01T12:00:00.000000Z"


@dataclass
class WeededAt:
    """A copy that notes when it was weeded, by which moment, and for how many days."""

    clock: HandClock
    as_of: str | None = AS_OF
    clean: bool = True
    people: int = 0
    times: list[tuple[float, str, int]] = field(default_factory=list)

    def standing(self) -> CopyStanding:
        return CopyStanding(self.as_of, True, 1, 1)

    def weed(self, now_utc: str, recent_days: int) -> "WeededAt":
        self.times.append((self.clock.now_s, now_utc, recent_days))
        return self


def at_work() -> tuple[HandClock, WeededAt, Weeding]:
    clock = HandClock()
    copy = WeededAt(clock)
    return clock, copy, Weeding(copy, 730, DAY_S, clock)


def test_it_is_soon_after_the_start_and_then_once_a_day() -> None:
    clock, copy, weeding = at_work()
    assert weeding.turn() == Pause(AFTER_START_S)
    clock.pass_s(AFTER_START_S)
    assert weeding.turn() == Pause(DAY_S)
    clock.pass_s(DAY_S - 10)
    assert weeding.turn() == Pause(10.0)
    clock.pass_s(10)
    weeding.turn()
    assert copy.times == [(1060.0, AS_OF, 730), (1060.0 + DAY_S, AS_OF, 730)]


def test_nobody_is_weeded_during_a_call_or_before_the_hub_was_heard() -> None:
    clock, copy, weeding = at_work()
    clock.pass_s(AFTER_START_S)
    weeding.on_call = True
    assert weeding.turn() == Pause(AGAIN_S)
    weeding.on_call, copy.as_of = False, None
    assert weeding.turn() == Pause(AGAIN_S)
    assert copy.times == []
    copy.as_of = AS_OF
    assert weeding.turn() == Pause(DAY_S)
    assert len(copy.times) == 1


def test_a_log_that_readers_kept_from_being_emptied_is_tried_again_soon() -> None:
    clock, copy, weeding = at_work()
    clock.pass_s(AFTER_START_S)
    copy.clean = False
    assert weeding.turn() == Pause(AGAIN_S)
    clock.pass_s(AGAIN_S)
    copy.clean = True
    assert weeding.turn() == Pause(DAY_S)
    assert len(copy.times) == 2


def test_a_clock_of_this_machine_that_stands_wrong_removes_nobody(tmp_path: Path) -> None:
    clock = HandClock()
    with Directory.open(tmp_path, KEY, "demo") as directory:
        lately = person("lately", history=(past("2026-02-20T10:00:00.000000Z"),))
        directory.put_changes(changed(lately)).result(10)
        weeding = Weeding(directory, 730, DAY_S, clock)
        clock.pass_s(100 * 365 * DAY_S)
        weeding.turn()
        assert directory.one("lately") is not None
