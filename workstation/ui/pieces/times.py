"""Times as the screen says them: local wall time, and ages that a glance can take in."""

from __future__ import annotations

import time
from datetime import datetime
from functools import lru_cache


def clock(at_utc: str | None, *, seconds: bool = True) -> str:
    """``at_utc`` as local wall time, "14:02:31"; a dash when there is none."""
    if not at_utc:
        return "–"
    try:
        local = datetime.fromisoformat(at_utc).astimezone()
    except ValueError:
        return "–"
    return local.strftime("%H:%M:%S" if seconds else "%H:%M")


@lru_cache(maxsize=1_000)
def _local(at_utc: str, zone: tuple[str, str], form: str) -> str:
    """``zone``, the local one, only keeps the days of another apart."""
    try:
        return datetime.fromisoformat(at_utc).astimezone().strftime(form)
    except ValueError:
        return at_utc[:10]


def day(at_utc: str) -> str:
    """``at_utc`` as a short date, "19 Nov"; its first ten characters when it is no time."""
    return _local(at_utc, time.tzname, "%d %b")


def weekday(at_utc: str, *, year: bool = False) -> str:
    """``at_utc`` as people are told of it, "Tue 17 Nov 18:00"; as `day` where it is no time.

    ``year``: "Tue 17 Nov 2026 18:00".
    """
    form = "%a %d %b %Y %H:%M" if year else "%a %d %b %H:%M"
    return _local(at_utc, time.tzname, form)


def date(born: str) -> str:
    """An ISO date as people write it here, "12/03/1988"; as it stands when it is none."""
    year, _, rest = born.partition("-")
    month, _, day_of_month = rest.partition("-")
    if not (len(year) == 4 and (year + month + day_of_month).isdigit() and len(rest) == 5):
        return born
    return f"{day_of_month}/{month}/{year}"


def span(seconds: float) -> str:
    """A running time as "00:42", or "1:03:07" from an hour on."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def age(seconds: float) -> str:
    """How old something is: as `span` within an hour, then "3 h 04 min", then "1 day 2 h"."""
    minutes = max(0, int(seconds)) // 60
    if minutes < 60:
        return span(seconds)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest:02} min"
    days, left = divmod(hours, 24)
    return f"{days} day{'s' if days > 1 else ''} {left} h"


def seconds_between(then_utc: str | None, now_utc: str) -> float:
    """Seconds from ``then_utc`` to ``now_utc``; 0 where one is no time."""
    if not then_utc:
        return 0.0
    try:
        then, now = datetime.fromisoformat(then_utc), datetime.fromisoformat(now_utc)
        return (now - then).total_seconds()
    except (ValueError, TypeError):
        return 0.0
