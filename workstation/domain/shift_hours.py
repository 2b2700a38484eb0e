"""The shift by the hour: each figure with its times, and the calls or incidents behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workstation.domain.shift import Tally
from workstation.domain.shift_figures import BY_KEY, FATES, FIGURES
from workstation.domain.shift_times import (
    CallTimes,
    IncidentTimes,
    hour_of,
    hours_between,
    instant,
)

#: The hour of what happened at a time that no clock can say, or outside what is looked at.
UNSURE_HOUR = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure. Times are seconds, ``None`` where nothing was measured.

    ``unsure``: how many of ``count`` have a time that no clock can say; they are in no mean.
    ``behind``: what was counted, the longest time first, and the unsure ones last.
    """

    count: int = 0
    mean_s: float | None = None
    median_s: float | None = None
    longest_s: float | None = None
    unsure: int = 0
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour from ``at_utc``, or `UNSURE_HOUR`; every figure has its value in it."""

    at_utc: str
    figures: Mapping[str, Counted]


@dataclass(frozen=True, slots=True)
class ByHour:
    """Every hour that is looked at, the earliest first, and the whole of them."""

    since_utc: str
    until_utc: str
    hours: tuple[Hour, ...]
    whole: Mapping[str, Counted]


class _Mark(NamedTuple):
    """One thing to count. ``seconds`` is ``None`` for no time, or one that is unsure."""

    figure: str
    at_utc: str
    behind: str
    seconds: float | None = None


def by_hour(
    tally: Tally, until_utc: str, calls: Iterable[CallTimes], incidents: Iterable[IncidentTimes]
) -> ByHour:
    """Count from the beginning of ``tally`` to ``until_utc``; both by the hub's clock.

    Of ``calls`` and ``incidents`` that belong to no account, what happened before is left out.
    """
    known = {times.contact_id: times for times in calls}
    marks = [*_answered(tally, known), *_unanswered(known.values()), *_incidents(incidents)]
    own = {account.contact_id for account in tally.accounts}
    first = hour_of(tally.since_utc)
    kept = [m for m in marks if m.behind in own or m.at_utc >= tally.since_utc or not m.at_utc]
    listed = hours_between(first, until_utc)
    sorted_in: dict[str, list[_Mark]] = {hour: [] for hour in listed}
    for mark in kept:
        hour = hour_of(mark.at_utc)
        sorted_in.setdefault(hour if hour in sorted_in else UNSURE_HOUR, []).append(mark)
    hours = tuple(Hour(hour, _figures(some)) for hour, some in sorted_in.items())
    return ByHour(tally.since_utc, until_utc, hours, _figures(kept))


def _answered(tally: Tally, known: Mapping[str, CallTimes]) -> Iterator[_Mark]:
    for fate in FATES:
        for account in getattr(tally, fate):
            one = account.contact_id
            times = known.get(one) or CallTimes(one)
            at = instant(times.answered) if times.answered else account.answered_at
            yield _Mark(fate, at, one)
            if account.failure:
                yield _Mark("failure_demand", at, one)
            if one not in tally.without_answer:
                yield _Mark("answered", at, one)
            if one not in tally.without_record:
                yield _Mark("recorded", at, one)
            if times.offered and times.answered:
                yield _Mark("wait", at, one, times.wait_s)
            if times.answered and times.ended:
                yield _Mark("handling", at, one, times.handling_s)
            if times.ended and times.done:
                yield _Mark("wrap_up", at, one, times.wrap_up_s)


def _unanswered(calls: Iterable[CallTimes]) -> Iterator[_Mark]:
    for times in calls:
        if times.offered and times.ended and times.answered is None:
            yield _Mark("unanswered", instant(times.offered), times.contact_id)


def _incidents(incidents: Iterable[IncidentTimes]) -> Iterator[_Mark]:
    for times in incidents:
        one = times.incident_id
        yield _Mark("sent", times.sent_at, one)
        if times.accepted_at is not None:
            yield _Mark("acceptance", times.sent_at, one, times.acceptance_s)
        for key, when in (
            ("overdue", times.overdue),
            ("raised", times.raised),
            ("lowered", times.lowered),
        ):
            yield from (_Mark(key, at, one) for at in when)


def _figures(marks: Iterable[_Mark]) -> Mapping[str, Counted]:
    found: dict[str, list[_Mark]] = {figure.key: [] for figure in FIGURES}
    for mark in marks:
        found[mark.figure].append(mark)
    return {key: _counted(key, some) for key, some in found.items()}


def _counted(key: str, marks: Sequence[_Mark]) -> Counted:
    if not BY_KEY[key].timed:
        in_order = sorted(marks, key=lambda m: (m.at_utc, m.behind))
        return Counted(len(marks), behind=tuple(m.behind for m in in_order))
    sure = sorted(
        ((m.seconds, m.behind) for m in marks if m.seconds is not None),
        key=lambda one: (-one[0], one[1]),
    )
    unsure = sorted(m.behind for m in marks if m.seconds is None)
    lengths = [seconds for seconds, _ in sure]
    behind = (*(one for _, one in sure), *unsure)
    if not lengths:
        return Counted(len(marks), unsure=len(unsure), behind=behind)
    half = len(lengths) // 2
    median = (lengths[half] + lengths[~half]) / 2
    mean = sum(lengths) / len(lengths)
    return Counted(len(marks), mean, median, lengths[0], len(unsure), behind)
