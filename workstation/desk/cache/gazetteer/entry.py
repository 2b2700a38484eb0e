"""A row of a gazetteer's file as an entry, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from typing import Final

from workstation.desk.cache.gazetteer.columns import Columns
from workstation.desk.cache.gazetteer.refusing import BadRow
from workstation.domain.british_grid import degrees_of
from workstation.domain.text import SHORT, one_line

_UPRN: Final = re.compile(r"\d{1,12}", re.ASCII)
_POSTCODE: Final = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,9}(\.\d{1,12})?", re.ASCII)
#: Great Britain and its waters, in degrees and in metres of the grid.
_LATITUDES: Final = (49.0, 61.5)
_LONGITUDES: Final = (-9.0, 2.5)
_EASTINGS: Final = (0.0, 700_000.0)
_NORTHINGS: Final = (0.0, 1_300_000.0)
#: Metres that a row's two positions may lie apart.
APART_M: Final = 200.0
METRES_A_DEGREE: Final = 111_200.0
#: Classes of Ordnance Survey that are not homes: a building of these is known by its name.
_KNOWN_BY_NAME: Final = ("C", "L", "M", "Z")
_SMALL: Final = frozenset({"OF", "THE", "AND", "BY", "ON", "IN", "AT", "UPON", "UNDER"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One property as a gazetteer gives it. ``head`` is its own name, ``area`` where that is."""

    uprn: str
    head: str
    area: str
    number: str
    street: str
    locality: str
    town: str
    postcode: str
    latitude: float
    longitude: float
    known_by_name: bool
    unit: bool

    @property
    def label(self) -> str:
        """How people say it."""
        return ", ".join(part for part in (self.head, self.area) if part)


def entry_of(row: Sequence[str], columns: Columns) -> Entry:
    """The entry in ``row``. Raises `BadRow`."""
    if len(row) != columns.count:
        raise BadRow(f"it has {len(row)} fields, the first line names {columns.count}")
    fields = {field: _text(field, raw) for field, raw in columns.values(row)}

    def said(field: str) -> str:
        return fields.get(field, "")

    if said("change").upper() == "D":
        raise BadRow("it is a deletion: load a full supply, not a change-only one")
    if said("status") == "8":
        raise BadRow("it is historical (logical status 8)")
    name, sao, pao = said("name"), _object("sao", said), _object("pao", said)
    street, locality, town = said("street"), said("locality"), said("town")
    head = _head(name, sao, pao, street)
    if not head:
        raise BadRow("it names neither a building nor a street")
    uprn = said("uprn")
    if uprn and not _UPRN.fullmatch(uprn):
        raise BadRow("its UPRN is not 1 to 12 digits")
    if not uprn and not name:
        raise BadRow("it has no UPRN, which only a named place may lack")
    latitude, longitude = _position(said)
    landmark = said("class")[:1] in _KNOWN_BY_NAME and pao[:1].isalpha()
    return Entry(
        uprn=uprn.lstrip("0"),
        head=_spoken(head),
        area=_spoken(", ".join(dict.fromkeys(part for part in (locality, town) if part))),
        number=pao,
        street=_spoken(street),
        locality=_spoken(locality),
        town=_spoken(town),
        postcode=_postcode(said("postcode")),
        latitude=latitude,
        longitude=longitude,
        known_by_name=bool(name) or landmark,
        unit=bool(sao),
    )


def _text(field: str, raw: str) -> str:
    if raw.isascii() and raw.isprintable() and "  " not in raw and len(raw) <= SHORT:
        return raw
    if len(raw) > SHORT:
        raise BadRow(f"its {field} is longer than {SHORT} characters")
    clean = one_line(raw)
    if clean != " ".join(raw.split()):
        raise BadRow(f"its {field} holds characters that cannot be shown safely")
    return clean


def _object(which: str, said: Callable[[str], str]) -> str:
    """A BS 7666 addressable object: whole, or its text and its numbers: “Rose Court, 2A-4”."""
    if whole := said(f"{which}n"):
        return whole
    start = said(f"{which}_start") + said(f"{which}_start_suffix")
    end = said(f"{which}_end") + said(f"{which}_end_suffix")
    numbers = f"{start}-{end}" if start and end else start
    return ", ".join(dict.fromkeys(part for part in (said(f"{which}_text"), numbers) if part))


def _head(name: str, sao: str, pao: str, street: str) -> str:
    """“Flat 2/1, 40 Hawthorn Terrace”: a number stands before its street without a comma."""
    *before, last = pao.rsplit(", ", 1)
    numbered = last[:1].isdigit()
    house = (f"{last} {street}".strip(),) if numbered else (last, street)
    return ", ".join(dict.fromkeys(part for part in (name, sao, *before, *house) if part))


def _postcode(said: str) -> str:
    if not said:
        return ""
    halves = _POSTCODE.fullmatch(said.upper())
    if halves is None:
        raise BadRow("its postcode is not one")
    return f"{halves[1]} {halves[2]}"


def _position(said: Callable[[str], str]) -> tuple[float, float]:
    latitude = _figure("latitude", said, _LATITUDES)
    longitude = _figure("longitude", said, _LONGITUDES)
    easting = _figure("easting", said, _EASTINGS)
    northing = _figure("northing", said, _NORTHINGS)
    told = None if latitude is None or longitude is None else (latitude, longitude)
    if easting is None or northing is None:
        if told is None:
            raise BadRow("it has no position")
        return told
    reckoned = degrees_of(easting, northing)
    if told is not None and metres_between(told, reckoned) > APART_M:
        raise BadRow(f"its two positions lie more than {APART_M:.0f} m apart")
    return told or reckoned


def _figure(field: str, said: Callable[[str], str], within: tuple[float, float]) -> float | None:
    raw = said(field)
    if not raw:
        return None
    if not _NUMBER.fullmatch(raw):
        raise BadRow(f"its {field} is not a number")
    value = float(raw)
    if not within[0] <= value <= within[1]:
        raise BadRow(f"its {field} is outside Great Britain")
    return value


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two points given in degrees, near enough within a town."""
    north = (one[0] - other[0]) * METRES_A_DEGREE
    east = (one[1] - other[1]) * METRES_A_DEGREE * cos(radians(one[0]))
    return hypot(north, east)


@lru_cache(maxsize=4096)
def _spoken(text: str) -> str:
    """A name in capitals, as Ordnance Survey delivers it, in capitals and small letters."""
    if text != text.upper():
        return text
    return " ".join(_word(word, first=n == 0) for n, word in enumerate(text.split()))


def _word(word: str, *, first: bool) -> str:
    if any(c.isdigit() for c in word):
        return word
    if word in _SMALL and not first:
        return word.lower()
    if word.startswith("MC") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    return "-".join(part.capitalize() for part in word.split("-"))
