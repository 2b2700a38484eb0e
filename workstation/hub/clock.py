"""Times as text: adding seconds, measuring distances, correcting a desk's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from workstation.hub.store.engine import Transaction

#: Where the hub's time comes from: the database's clock, or a clock that a test drives.
Clock = Callable[[Transaction], str]

#: No clock of the hub runs longer than this, seconds; a request may name any number.
LONGEST_S: Final = 366 * 86_400.0


def database_clock(tx: Transaction) -> str:
    """The database's clock: the same for every process of the hub."""
    return tx.now()


def text_of(at: datetime) -> str:
    """A time as it is stored: ISO 8601, UTC, microseconds, ``Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def time_of(text: str) -> datetime | None:
    """The time that ``text`` means, ``None`` when it means none."""
    try:
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def later(at_utc: str, seconds: float) -> str:
    """``at_utc`` and ``seconds`` more, at most `LONGEST_S`."""
    at = time_of(at_utc) or datetime.now(UTC)
    return text_of(at + timedelta(seconds=min(max(seconds, -LONGEST_S), LONGEST_S)))


def seconds_between(earlier: str, then: str) -> float:
    """Seconds from one time to another; 0 when either cannot be read."""
    a, b = time_of(earlier), time_of(then)
    return (b - a).total_seconds() if a and b else 0.0


def corrected(at_utc: str, hub_offset_ms: int | None, otherwise: str) -> str:
    """A desk's time by the hub's clock; ``otherwise`` when the desk's time cannot be read."""
    at = time_of(at_utc)
    if at is None:
        return otherwise
    try:
        return text_of(at + timedelta(milliseconds=hub_offset_ms or 0))
    except OverflowError:
        return otherwise
