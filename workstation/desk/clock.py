"""The clock of this machine, and how far the hub's is from it."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workstation.domain.events import Moment

_LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def utc_text(at: datetime) -> str:
    """``at`` as events carry it: ISO 8601, UTC, microseconds, ``Z``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def utc_of(text: str) -> datetime:
    """The time an event carries. Raises ValueError when it is not ISO 8601 with a zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    return at.astimezone(UTC)


def this_boot() -> str:
    """An id that two moments share only when their ``mono_ns`` are comparable.

    Where the system gives none, one is made for this process: never wrong, only less comparable.
    """
    try:
        return _LINUX_BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return uuid.uuid4().hex


def seconds_since(then: Moment, now: Moment) -> float:
    """Seconds from ``then`` to ``now``, never less than 0; monotonic within one boot."""
    if then.boot_id == now.boot_id:
        return max(0.0, (now.mono_ns - then.mono_ns) / 1e9)
    return max(0.0, (utc_of(now.at_utc) - utc_of(then.at_utc)).total_seconds())


class SystemClock:
    """`workstation.desk.ports.Clock` on the clocks of this machine. Safe to read in any thread."""

    def __init__(self) -> None:
        self._boot_id = this_boot()
        self._hub_offset_ms: int | None = None

    def moment(self) -> Moment:
        """Now, for an envelope."""
        return Moment(
            utc_text(datetime.now(UTC)), time.monotonic_ns(), self._boot_id, self._hub_offset_ms
        )

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()

    def hub_is_ahead_by(self, offset_ms: int) -> None:
        """The link measured hub clock minus this clock, in milliseconds."""
        self._hub_offset_ms = offset_ms


def hub_now(moment: Moment) -> str | None:
    """The hub's clock at ``moment`` as last measured, ``None`` when it never was."""
    if moment.hub_offset_ms is None:
        return None
    return utc_text(utc_of(moment.at_utc) + timedelta(milliseconds=moment.hub_offset_ms))
