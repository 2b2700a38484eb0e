"""The hours of a shift in words: every figure with its definition, and what is behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.desk.call.shift_pictures import PLOTS, drawn, local
from workstation.domain.shift_figures import BY_KEY, FIGURES
from workstation.ui.desk.reading.shift_row import ShiftRow
from workstation.ui.pieces.times import span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workstation.domain.shift_figures import Figure
    from workstation.domain.shift_hours import ByHour, Counted

#: What opens a figure, or the first of a plot, keeps all in a file, and leads back.
FIGURE, PLOT, KEEP, BACK = "shift_figure", "shift_plot", "keep_shift", "shift"
#: Lines behind one hour that are listed; what is left out is counted.
LISTED: Final = 100
#: What is behind a figure: the words for it, and the deed that opens it, if any.
Named = tuple[str, str]
_PLOT_OF: Final = {series.figure: plot for plot in PLOTS for series in plot.series}


def hour_rows(found: ByHour) -> tuple[ShiftRow, ...]:
    """A picture of each plot with its figures, then the rest, and the ways to keep them."""
    return tuple(_rows(found))


def _rows(found: ByHour) -> Iterator[ShiftRow]:
    yield ShiftRow("head", "By the hour: Enter opens what is behind", "median", "in 12 hours")
    for plot in PLOTS:
        seen = drawn(plot, found)
        keys = dict.fromkeys(series.figure for series in plot.series)
        deed = f"{PLOT}:{next(iter(keys))}"
        yield ShiftRow("hour", "", deed=deed, said=f"Picture. {seen.spoken}", picture=plot.key)
        yield from (_figure(BY_KEY[key], found.whole[key]) for key in keys)
    yield ShiftRow("head", "The other figures, by the hour", "", "in 12 hours")
    rest = (f for f in FIGURES if f.key not in _PLOT_OF)
    yield from (_figure(one, found.whole[one.key]) for one in rest)
    yield ShiftRow("head", "Keep these figures: counts and times only, nobody's data")
    yield ShiftRow("named", "As a table in a new file, CSV", deed=f"{KEEP}:csv")
    yield ShiftRow("named", "As pictures in a new file, PNG", deed=f"{KEEP}:png")


def behind_rows(found: ByHour, key: str, named: Callable[[str], Named]) -> tuple[ShiftRow, ...]:
    """One figure: its definition, its picture, and for each hour what was counted, by name."""
    return tuple(_behind(found, BY_KEY[key], named))


def _behind(found: ByHour, figure: Figure, named: Callable[[str], Named]) -> Iterator[ShiftRow]:
    whole = found.whole[figure.key]
    yield ShiftRow("named", "Back to all figures", deed=BACK)
    yield _row("figure", figure.name, whole)
    yield ShiftRow("part", figure.meaning)
    if (plot := _PLOT_OF.get(figure.key)) is not None:
        said = f"Picture. {drawn(plot, found).spoken}"
        yield ShiftRow("hour", "", said=said, picture=plot.key)
    unit = "incidents" if figure.unit.startswith("incident") else "calls"
    yield ShiftRow(
        "head", "By the hour, and what was counted", "median" if figure.timed else "", unit
    )
    for hour in found.hours:
        one = hour.figures[figure.key]
        if one.count:
            when = f"From {local(hour.at_utc)}" if hour.at_utc else "At an hour no clock can say"
            yield _row("figure", when, one)
            yield from (ShiftRow("named", *_named(named(i))) for i in one.behind[:LISTED])
            if len(one.behind) > LISTED:
                yield ShiftRow("part", f"and {len(one.behind) - LISTED} more")


def _named(one: Named) -> tuple[str, str, str, str]:
    words, deed = one
    return words, "", "", deed


def _figure(figure: Figure, one: Counted) -> ShiftRow:
    row = _row("hour", f"{figure.name}: {figure.meaning}", one)
    return row._replace(deed=f"{FIGURE}:{figure.key}")


def _row(look: str, words: str, one: Counted) -> ShiftRow:
    """``own`` is the median, where there is one."""
    told = f"{words}, {one.count}"
    median = ""
    if one.median_s is not None and one.mean_s is not None and one.longest_s is not None:
        median = span(one.median_s)
        times = f"mean {span(one.mean_s)}, longest {span(one.longest_s)}"
        words, told = f"{words} · {times}", f"{told}, median {median}, {times}"
    if one.unsure:
        words, told = f"{words} · {one.unsure} unsure", f"{told}, {one.unsure} unsure"
    return ShiftRow(look, words, median, str(one.count), said=told)  # type: ignore[arg-type]
