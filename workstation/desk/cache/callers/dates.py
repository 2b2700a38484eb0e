"""Birth dates as people type them: day first, or as in a file."""

from __future__ import annotations

import re
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
    year = found[3] or ""
    years = [
        str(one)
        for one in range(datetime.now(UTC).year - _OLDEST, datetime.now(UTC).year + 1)
        if str(one).startswith(year)
    ]
    return tuple(date for one in years for date in _dates(one, found[2], found[1]))


def _dates(year: str, month: str, day: str) -> tuple[str, ...]:
    if month.isalpha():
        if month[:3] not in _MONTHS:
            return ()
        month = str(_MONTHS.index(month[:3]) + 1)
    years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    return tuple(found for one in years if (found := _date(one, int(month), int(day))))


def _date(year: int, month: int, day: int) -> str | None:
    today = datetime.now(UTC).date()
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if today.year - _OLDEST <= year and found <= today else None
