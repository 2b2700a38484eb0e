"""A person typed on one line: "Mairi MacLeod 12/03/1988 0141 496 0123", told apart into fields.

Only what looks like what it is taken for; everything else stays in the name, where a person sees it
before anything is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from workstation.domain.text import one_line

#: Characters that are read of a line.
READ: Final = 200
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?![/.-]?\d)")
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
#: Ten or more digits in groups, as people write a number down.
_PHONE: Final = re.compile(r"(?<!\w)(\+\d|0)(?:[ ()-]{0,2}\d){8,13}(?!\d)")
_POSTCODE: Final = re.compile(r"(?<!\w)([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})(?!\w)", re.IGNORECASE)
#: Words that only join what was typed.
_JOINS: Final = re.compile(r"\b(?:born|dob|tel|phone|mobile)\b[:.]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """What was told apart. ``born`` is an ISO date; each is empty where nothing was found."""

    name: str = ""
    born: str = ""
    phone: str = ""
    postcode: str = ""


def typed_person(line: str, today: date) -> TypedPerson:
    """The fields in ``line``, to be confirmed by whoever typed it."""
    rest = one_line(line, READ)
    rest, born = _taken_date(rest, today)
    rest, phone = _taken(rest, _PHONE)
    rest, postcode = _taken(rest, _POSTCODE)
    name = one_line(_JOINS.sub(" ", rest)).strip(" ,;.·")
    parts = _POSTCODE.fullmatch(postcode)
    shown = f"{parts[1]} {parts[2]}".upper() if parts else ""
    return TypedPerson(name, born, one_line(phone), shown)


def iso_date(text: str, today: date) -> str:
    """A birth date as people write it, "12/03/1988" or "12/3/88", as an ISO date; empty for none.

    A year of two figures is the last that is past.
    """
    rest, found = _taken_date(text.strip(), today)
    return found if not rest.strip() else ""


def _taken_date(text: str, today: date) -> tuple[str, str]:
    for pattern, order in ((_ISO, (1, 2, 3)), (_DATE, (3, 2, 1))):
        for match in pattern.finditer(text):
            year, month, day = (match[n] for n in order)
            born = _born(year, int(month), int(day), today)
            if born is not None:
                return f"{text[: match.start()]} {text[match.end() :]}", born.isoformat()
    return text, ""


def _born(year: str, month: int, day: int, today: date) -> date | None:
    """That day, ``None`` where there is none or it is still to come."""
    for full in (int(year),) if len(year) == 4 else (2000 + int(year), 1900 + int(year)):
        try:
            born = date(full, month, day)
        except ValueError:
            continue
        if born <= today:
            return born
    return None


def _taken(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    match = pattern.search(text)
    if match is None:
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}", match[0]
