"""The clock of the desk and how far the hub's is from it."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from workstation.desk.clock import SystemClock, hub_now, this_boot, utc_of, utc_text
from workstation.domain.events import Moment


def test_moments_go_forward_within_one_boot() -> None:
    clock = SystemClock()
    first, second = clock.moment(), clock.moment()
    assert first.boot_id == second.boot_id
    assert first.mono_ns <= second.mono_ns
    assert first.hub_offset_ms is None
    assert clock.monotonic() >= second.mono_ns / 1e9


def test_the_measured_offset_goes_into_every_later_moment() -> None:
    clock = SystemClock()
    clock.hub_is_ahead_by(-1500)
    assert clock.moment().hub_offset_ms == -1500


def test_two_clocks_of_one_machine_share_their_boot_where_the_system_names_it() -> None:
    assert len(this_boot()) >= 32
    named = Path("/proc/sys/kernel/random/boot_id").exists()
    ids = {SystemClock().moment().boot_id for _ in range(2)}
    assert len(ids) == (1 if named else 2)


def test_times_keep_their_instant_whatever_their_zone() -> None:
    summer = timezone(timedelta(hours=1))
    text = utc_text(datetime(2026, 6, 1, 13, 30, 0, 5, tzinfo=summer))
    assert text == "2026-06-01T12:30:00.000005Z"
    assert utc_of(text) == datetime(2026, 6, 1, 12, 30, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-06-01T12:30:00"])
def test_a_time_without_a_zone_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        utc_of(text)


def test_the_hubs_clock_is_known_only_once_it_was_measured() -> None:
    at = "2026-03-01T12:00:00.000000Z"
    assert hub_now(Moment(at, 1, "b")) is None
    assert hub_now(Moment(at, 1, "b", 2_500)) == "2026-03-01T12:00:02.500000Z"
