"""What the plots of a shift show, in words and numbers, to be drawn or to be read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from workstation.domain.shift_figures import BY_KEY
from workstation.domain.shift_hours import UNSURE_HOUR, ByHour, Counted

Measure = Literal["count", "mean", "median", "longest"]


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar: a figure, and which number of it."""

    figure: str
    measure: Measure
    name: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Up to three kinds of bars by the hour, of one ``unit``; times are minutes or seconds."""

    key: str
    title: str
    unit: Literal["calls", "incidents", "seconds", "minutes"]
    series: tuple[Series, ...]


PLOTS: Final = (
    Plot(
        "calls",
        "Calls by the hour",
        "calls",
        (
            Series("answered", "count", "answered"),
            Series("unanswered", "count", "rang off unanswered"),
            Series("abandoned", "count", "answered, then abandoned"),
        ),
    ),
    Plot(
        "wait",
        "Wait until the answer",
        "seconds",
        (Series("wait", "median", "median"), Series("wait", "longest", "longest")),
    ),
    Plot(
        "work",
        "Handling and wrap-up",
        "minutes",
        (
            Series("handling", "median", "handling, median"),
            Series("wrap_up", "median", "wrap-up, median"),
        ),
    ),
    Plot(
        "acceptance",
        "Time to acceptance by a person",
        "minutes",
        (Series("acceptance", "median", "median"), Series("acceptance", "longest", "longest")),
    ),
    Plot(
        "watch",
        "Overdue and re-graded",
        "incidents",
        (
            Series("overdue", "count", "overdue"),
            Series("raised", "count", "grade raised"),
            Series("lowered", "count", "grade lowered"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One plot with its numbers: for each of ``hours`` one of each series, ``None`` for none.

    ``caption``: one line for each figure, and for what could not be placed.
    """

    plot: Plot
    hours: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    caption: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Nothing happened in these hours."""
        return not any(value for row in self.values for value in row)

    @property
    def spoken(self) -> str:
        """All its figures, as a person without the picture hears them."""
        said = "; ".join(self._hours_said()) or "nothing in these hours"
        return f"{self.plot.title}, {self.plot.unit}. {said}."

    def _hours_said(self) -> Iterator[str]:
        for n, hour in enumerate(self.hours):
            told = [
                f"{series.name} {said(self.plot.unit, row[n])}"
                for series, row in zip(self.plot.series, self.values, strict=True)
                if row[n]
            ]
            if told:
                yield f"{hour}:00 {', '.join(told)}"


def drawn(plot: Plot, found: ByHour) -> Drawn:
    """``plot`` with the numbers of ``found``."""
    placed = [hour for hour in found.hours if hour.at_utc != UNSURE_HOUR]
    divide = 60 if plot.unit == "minutes" else 1
    values = tuple(
        tuple(_number(hour.figures[s.figure], s.measure, divide) for hour in placed)
        for s in plot.series
    )
    hours = tuple(local(hour.at_utc)[:2] for hour in placed)
    return Drawn(plot, hours, values, tuple(_caption(plot, found)))


def said(unit: str, value: float | None) -> str:
    """One number as it stands at its bar: a count, seconds, or minutes and seconds."""
    if value is None:
        return "–"
    if unit == "minutes":
        whole = round(value * 60)
        return f"{whole // 60}:{whole % 60:02}"
    return str(round(value))


def local(at_utc: str) -> str:
    """Local wall time, "14:00"; "unsure" for what is no time."""
    try:
        return datetime.fromisoformat(at_utc).astimezone().strftime("%H:%M")
    except (ValueError, OverflowError):
        return "unsure"


def _number(one: Counted, measure: Measure, divide: int) -> float | None:
    if measure == "count":
        return float(one.count)
    seconds = {"mean": one.mean_s, "median": one.median_s, "longest": one.longest_s}[measure]
    return None if seconds is None else seconds / divide


def _caption(plot: Plot, found: ByHour) -> Iterator[str]:
    keys = dict.fromkeys(series.figure for series in plot.series)
    for key in keys:
        yield f"{BY_KEY[key].name}: {BY_KEY[key].meaning}"
    unsure = _sum(found.whole, keys)
    if unsure:
        yield f"{unsure} with a time that no clock can say: counted, and in no mean or median."
    nowhere = sum(
        hour.figures[key].count for hour in found.hours for key in keys if not hour.at_utc
    )
    if nowhere:
        yield f"{nowhere} at an hour that no clock can say: not in the picture."


def _sum(whole: Mapping[str, Counted], keys: Iterable[str]) -> int:
    return sum(whole[key].unsure for key in keys)
