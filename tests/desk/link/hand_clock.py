"""A clock that a test moves by hand."""

from datetime import UTC, datetime, timedelta

from workstation.desk.clock import utc_text
from workstation.domain.events import Moment


class HandClock:
    """`LinkClock` whose time passes only when a test says so."""

    def __init__(self) -> None:
        self.now_s = 1_000.0
        self.ahead_ms: int | None = None

    def moment(self) -> Moment:
        at = datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=self.now_s)
        return Moment(utc_text(at), int(self.now_s * 1e9), "boot", self.ahead_ms)

    def monotonic(self) -> float:
        return self.now_s

    def hub_is_ahead_by(self, offset_ms: int) -> None:
        self.ahead_ms = offset_ms

    def pass_s(self, seconds: float) -> None:
        """Let time pass."""
        self.now_s += seconds
