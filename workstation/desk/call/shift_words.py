"""The shift by the hour at a terminal: a line an hour, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workstation.desk.call.shift_pictures import local
from workstation.domain.shift_figures import BY_KEY, FATES, FIGURES
from workstation.domain.shift_hours import ByHour, Counted

#: Column headings in their order; of times the median stands there.
_COLUMNS: Final = {
    "answered": "answ.",
    "recorded": "record",
    "ended": "ended",
    "open": "open",
    "unexplained": "UNEXPL",
    "unanswered": "rang off",
    "wait": "wait",
    "handling": "handl.",
    "wrap_up": "wrap-up",
    "sent": "sent",
    "acceptance": "accept.",
    "overdue": "overdue",
    "raised": "raised",
    "lowered": "lowered",
}
_ENDED: Final = tuple(key for key in FATES if key not in ("open", "unexplained"))


def as_text(found: ByHour, *, cut: bool) -> str:
    """Every hour, the whole, what cannot be explained by its reference, and the definitions."""
    return "\n".join(_lines(found, cut))


def _lines(found: ByHour, cut: bool) -> Iterator[str]:
    since, until = local(found.since_utc), local(found.until_utc)
    yield f"The whole force, {since} to {until}, by the hour that begins then; of times the median."
    if cut:
        yield "More happened than is counted in one go: the oldest are left out; ask for less."
    yield _line("", _COLUMNS)
    for hour in found.hours:
        yield _line(local(hour.at_utc), _cells(hour.figures))
    yield _line("whole", _cells(found.whole))
    for hour in found.hours:
        for one in hour.figures["unexplained"].behind:
            yield f"UNEXPLAINED {one}, {local(hour.at_utc)}: what was written is safe; look it up."
    yield ""
    for figure in FIGURES:
        yield f"{figure.name}: {figure.meaning}"


def _line(head: str, cells: Mapping[str, str]) -> str:
    columns = (f"{cells[key]:>{max(6, len(head))}}" for key, head in _COLUMNS.items())
    return f"{head:<7}" + "  ".join(columns)


def _cells(figures: Mapping[str, Counted]) -> Mapping[str, str]:
    cells = {key: _cell(key, figures[key]) for key in _COLUMNS if key in figures}
    return {**cells, "ended": str(sum(figures[key].count for key in _ENDED))}


def _cell(key: str, one: Counted) -> str:
    if not BY_KEY[key].timed:
        return str(one.count)
    if one.median_s is None:
        return "unsure" if one.unsure else "–"
    minutes, seconds = divmod(round(one.median_s), 60)
    return f"{minutes}:{seconds:02}" + ("?" if one.unsure else "")
