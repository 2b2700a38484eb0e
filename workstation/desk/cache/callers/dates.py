"""Birth dates as people type them: day first, or as in a file."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import UTC, date, datetime
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY_FIRST: Final = re.compile(
    r"(?<![\d+/.-])(\d{1,2})(?:st|nd|rd|th)?[ /.-]+(\d{1,2}|[a-z]{3,9})[ /.-]+(\d{4}|\d{2})"
    r"(?![\d/.-])"
)
_YEAR_FIRST: Final = re.compile(r"(?<![\d+/.-])(\d{4})[ /.-](\d{1,2})[ /.-](\d{1,2})(?![\d/.-])")
_IN_ONE: Final = re.compile(r"(?<![\d+/.-])(\d{2})(\d{2})(\d{4}|\d{2})(?![\d/.-])")
_IN_ONE_YEAR_FIRST: Final = re.compile(r"(?<![\d+/.-])((?:19|20)\d{2})(\d{2})(\d{2})(?![\d/.-])")
_BEGUN: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{0,3}))?")
_OLDEST: Final = 120
#: A year that has every day.
_LEAP: Final = 2000


def dates_in(text: str) -> tuple[tuple[str, ...], str]:
    """The dates that ``text`` may hold, the likeliest first, and the rest of it.

    A year of two figures may be of either century, as long as it is past.
    """
    text = text.lower()
    for form, order in (
        (_YEAR_FIRST, (1, 2, 3)),
        (_DAY_FIRST, (3, 2, 1)),
        (_IN_ONE_YEAR_FIRST, (1, 2, 3)),
        (_IN_ONE, (3, 2, 1)),
    ):
        found = form.search(text)
        if found is None:
            continue
        dates = _dates(*(found[part] for part in order))
        if dates:
            return dates, f"{text[: found.start()]} {text[found.end() :]}".strip()
    return (), text


def dates_begun_in(text: str) -> tuple[str, ...]:
    """Every date that ``text`` may be the beginning of, when it is one and stops in the year."""
    found = _BEGUN.fullmatch(text.strip())
    if found is None:
        return ()
    day, month, year = int(found[1]), int(found[2]), found[3] or ""
    if _in_year(_LEAP, month, day) is None:
        return ()
    today = datetime.now(UTC).date()
    last, month_and_day = today.isoformat(), f"-{month:02}-{day:02}"
    years = [n for n in range(today.year - _OLDEST, today.year + 1) if str(n).startswith(year)]
    if (month, day) == (2, 29):
        years = [one for one in years if isleap(one)]
    return tuple(date for one in years if (date := f"{one}{month_and_day}") <= last)


def _dates(year: str, month: str, day: str) -> tuple[str, ...]:
    if month.isalpha():
        if month[:3] not in _MONTHS:
            return ()
        month = str(_MONTHS.index(month[:3]) + 1)
    years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    return tuple(found for one in years if (found := _date(one, int(month), int(day))))


def _date(year: int, month: int, day: int) -> str | None:
    today = datetime.now(UTC).date()
    found = _in_year(year, month, day)
    if found is None or found > today or year < today.year - _OLDEST:
        return None
    return found.isoformat()


def _in_year(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
