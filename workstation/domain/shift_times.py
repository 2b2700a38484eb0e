"""When a call rang, was answered, ended and was done with; when an incident was sent and accepted.

The same boot of a machine uses its monotonic clock, otherwise wall clocks corrected by the hub's
offset count. Where neither can say, or a clock was set back, a length of time is ``None``: unsure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from workstation.domain.contact import facts
from workstation.domain.events import Entry, Moment
from workstation.domain.incident import events


@dataclass(frozen=True, slots=True)
class CallTimes:
    """The course of one call. ``done`` is when its record ended; ``done_on_the_line``: before the
    line closed.
    """

    contact_id: str
    offered: Moment | None = None
    answered: Moment | None = None
    ended: Moment | None = None
    cause: str = ""
    done: Moment | None = None
    done_on_the_line: bool = False

    @property
    def wait_s(self) -> float | None:
        """Seconds from the first ring to the answer."""
        return seconds_from(self.offered, self.answered)

    @property
    def handling_s(self) -> float | None:
        """Seconds from the answer to the end of the line."""
        return seconds_from(self.answered, self.ended)

    @property
    def wrap_up_s(self) -> float | None:
        """Seconds from the end of the line to the end of the record; 0 where that came first."""
        return 0.0 if self.done_on_the_line else seconds_from(self.ended, self.done)


def followed(times: CallTimes, body: Any, at: Moment) -> CallTimes:
    """``times`` after one more event of the contact; most events say nothing of them."""
    match body:
        case facts.CallOffered():
            return replace(times, offered=times.offered or at)
        case facts.CallAnswered():
            return replace(times, answered=times.answered or at)
        case facts.CallEnded(cause=cause):
            return replace(times, ended=at, cause=cause)
        case facts.CallResumed() if times.cause == "lost":
            return replace(times, ended=None, cause="")
        case facts.ContactDisposed() if times.done is None:
            return replace(times, done=at, done_on_the_line=times.ended is None)
    return times


@dataclass(frozen=True, slots=True)
class IncidentTimes:
    """One incident by the hub's clock; ``accepted_at``: when a person accepted it first.

    ``overdue``, ``raised`` and ``lowered`` are the times at which that happened.
    """

    incident_id: str
    sent_at: str
    accepted_at: str | None = None
    overdue: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()

    @property
    def acceptance_s(self) -> float | None:
        """Seconds from sending to a person's first acceptance."""
        if self.accepted_at is None:
            return None
        taken = _between(self.sent_at, self.accepted_at)
        return taken if taken is not None and taken >= 0 else None


def incident_times(incident_id: str, entries: Iterable[Entry]) -> IncidentTimes | None:
    """The course of an incident from its own stream; ``None`` before the hub opened it."""
    times, rank = None, 0
    for entry in entries:
        if isinstance(entry.body, events.IncidentOpened):
            times = IncidentTimes(incident_id, entry.body.requested_at_utc)
            rank = entry.body.grade_rank
        elif times is not None:
            times = _followed(times, entry, rank)
            rank = getattr(entry.body, "grade_rank", rank)
    return times


def _followed(times: IncidentTimes, entry: Entry, rank: int) -> IncidentTimes:
    """``rank`` is the grade's before this event; 1 is the highest."""
    at = entry.at_utc
    match entry.body:
        case events.Accepted():
            return replace(times, accepted_at=times.accepted_at or at)
        case events.AcceptanceOverdue():
            return replace(times, overdue=(*times.overdue, at))
        case events.GradeChanged(grade_rank=new) if new < rank:
            return replace(times, raised=(*times.raised, at))
        case events.GradeChanged(grade_rank=new) if new > rank:
            return replace(times, lowered=(*times.lowered, at))
    return times


def seconds_from(then: Moment | None, until: Moment | None) -> float | None:
    """Seconds from one moment to another; ``None`` where one is missing or no clock can say."""
    if then is None or until is None:
        return None
    if then.boot_id and then.boot_id == until.boot_id:
        seconds: float | None = (until.mono_ns - then.mono_ns) / 1e9
    elif then.hub_offset_ms is None or until.hub_offset_ms is None:
        return None
    else:
        seconds = _between(instant(then), instant(until))
    return seconds if seconds is not None and seconds >= 0 else None


def instant(at: Moment) -> str:
    """The moment by the hub's clock as last measured, by this machine's where it never was."""
    read = _time(at.at_utc)
    if read is None:
        return at.at_utc
    try:
        return _text(read + timedelta(milliseconds=at.hub_offset_ms or 0))
    except OverflowError:
        return at.at_utc


def hour_of(at_utc: str) -> str:
    """The beginning of the hour that a time falls into, UTC; empty where it is no time."""
    read = _time(at_utc)
    return _text(read.replace(minute=0, second=0, microsecond=0)) if read else ""


def hours_between(since_utc: str, until_utc: str) -> tuple[str, ...]:
    """Every hour that has a part between the two times, the earliest first."""
    first, last = _time(hour_of(since_utc)), _time(until_utc)
    if first is None or last is None or last < first:
        return ()
    count = int((last - first) / timedelta(hours=1)) + 1
    return tuple(_text(first + timedelta(hours=n)) for n in range(count))


def _between(then_utc: str, until_utc: str) -> float | None:
    then, until = _time(then_utc), _time(until_utc)
    return (until - then).total_seconds() if then and until else None


def _time(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
