"""Times as text: adding seconds, measuring distances, correcting a desk's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from workstation.domain.events import Event, Moment
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


def written_at(event: Event, sent: Moment | None, now: str) -> str:
    """When a desk's event was written, by the hub's clock; ``now`` when that cannot be known.

    ``sent`` is the desk's own time when it sent the event. A desk that had never measured how far
    its clock is away is asked only how long ago it was: by the monotonic clock of the same boot,
    otherwise by the same wall clock. Its wall clock alone is believed where it says no more. Where
    both clocks say something the earlier time counts: one may have been set, the other may sleep.
    """
    same_boot = sent is not None and sent.boot_id == event.boot_id
    ago = later(now, -max(0.0, (sent.mono_ns - event.mono_ns) / 1e9)) if sent and same_boot else now
    if sent is None or event.hub_offset_ms is not None:
        return min(ago, _corrected(event.at_utc, event.hub_offset_ms or 0, now))
    if same_boot:
        return ago
    return later(now, -max(0.0, seconds_between(event.at_utc, sent.at_utc)))


def _corrected(at_utc: str, hub_offset_ms: int, otherwise: str) -> str:
    at = time_of(at_utc)
    if at is None:
        return otherwise
    try:
        return text_of(at + timedelta(milliseconds=hub_offset_ms))
    except OverflowError:
        return otherwise
