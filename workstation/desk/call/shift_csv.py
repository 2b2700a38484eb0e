"""The shift by the hour as a CSV file: counts and times with their definitions, nobody's data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from workstation.domain.shift_figures import FIGURES
from workstation.domain.shift_hours import ByHour, Counted

COLUMNS: Final = (
    "from_utc",
    "figure",
    "unit",
    "count",
    "mean_s",
    "median_s",
    "longest_s",
    "unsure",
    "definition",
)
#: What stands in the first column for the whole, and for hours that no clock can say.
WHOLE, UNSURE = "whole", "unsure"


def csv_of(found: ByHour) -> bytes:
    """Each figure of each hour, then of the whole; seconds to three places, UTF-8."""
    kept = StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(found))
    return kept.getvalue().encode("utf-8")


def _rows(found: ByHour) -> Iterator[tuple[object, ...]]:
    parts = [(hour.at_utc or UNSURE, hour.figures) for hour in found.hours]
    for at_utc, figures in (*parts, (WHOLE, found.whole)):
        for figure in FIGURES:
            one = figures[figure.key]
            times = _times(one) if figure.timed else ("", "", "")
            unsure = one.unsure if figure.timed else ""
            yield at_utc, figure.name, figure.unit, one.count, *times, unsure, figure.meaning


def _times(one: Counted) -> tuple[str, ...]:
    every = (one.mean_s, one.median_s, one.longest_s)
    return tuple("" if seconds is None else f"{seconds:.3f}" for seconds in every)
