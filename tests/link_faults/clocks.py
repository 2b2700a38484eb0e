"""Time in the tests: one true time, and clocks of desks and hub that may be wrong about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workstation.desk.clock import utc_text
from workstation.domain.events import Moment
from workstation.hub.store.engine import Transaction

BEGINNING = datetime(2026, 3, 1, 12, tzinfo=UTC)


class TrueTime:
    """Seconds since the test began; they pass only when somebody lets them."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def pass_s(self, seconds: float) -> None:
        """Let time pass."""
        self.now_s += seconds

    def text(self, wrong_by_s: float) -> str:
        """What a wall clock says that is wrong by so much."""
        return utc_text(BEGINNING + timedelta(seconds=self.now_s + wrong_by_s))


class DeskClock:
    """`LinkClock` of one machine: a wall clock that may jump, a monotonic one that may not."""

    def __init__(self, time: TrueTime) -> None:
        self._time = time
        self._boots = 1
        self._booted_s = -50.0
        self.wrong_by_s = 0.0
        self._hub_ahead_ms: int | None = None

    def moment(self) -> Moment:
        mono_ns = int(self.monotonic() * 1e9)
        wall = self._time.text(self.wrong_by_s)
        return Moment(wall, mono_ns, f"boot-{self._boots}", self._hub_ahead_ms)

    def monotonic(self) -> float:
        return self._time.now_s - self._booted_s

    def hub_is_ahead_by(self, offset_ms: int) -> None:
        self._hub_ahead_ms = offset_ms

    def program_begins(self, *, booted: bool) -> None:
        """A new process, of a machine that was booted meanwhile or not."""
        self._hub_ahead_ms = None
        if booted:
            self._boots += 1
            self._booted_s = self._time.now_s


class HubClock:
    """The database's clock, the same for every process of the hub."""

    def __init__(self, time: TrueTime) -> None:
        self._time = time
        self.wrong_by_s = 0.0
        #: Readings until the process that reads it dies, ``None``: it lives.
        self.dies_after: int | None = None

    def __call__(self, tx: Transaction) -> str:
        if self.dies_after is not None:
            self.dies_after -= 1
            if self.dies_after < 0:
                self.dies_after = None
                raise HubDies
        return self.text

    @property
    def text(self) -> str:
        """What it says now."""
        return self._time.text(self.wrong_by_s)


class HubDies(BaseException):
    """A hub process is killed in the middle of a transaction."""


class DeskDies(BaseException):
    """A desk is killed between a question and what it would have done with the answer."""
