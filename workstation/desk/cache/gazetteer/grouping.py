"""Streets, postcodes and areas, which a gazetteer of properties only implies."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians
from typing import Final

from workstation.desk.cache.gazetteer.entry import METRES_A_DEGREE
from workstation.desk.cache.gazetteer.files import Connection
from workstation.desk.cache.gazetteer.words import in_order, indexed

AREA, PLACE, STREET, POSTCODE, ADDRESS = range(5)
#: Metres round the point of one property within which its doors and its ground lie.
PROPERTY_M: Final = 15.0

#: Kind, what makes a group of it, and which groups there are.
_GROUPS: Final = (
    (STREET, "street, locality, town", "street != ''"),
    (POSTCODE, "postcode", "postcode != ''"),
    (AREA, "town", "town != ''"),
    (AREA, "locality, town", "locality != ''"),
)
_MEASURES: Final = (
    "count(*), min(latitude), max(latitude), min(longitude), max(longitude),"
    " min(street), max(street), min(area), min(postcode), max(postcode), min(locality), min(town)"
)
_PUT: Final = (
    "INSERT OR IGNORE INTO found (kind, sort, head, area, street, locality, town, postcode, uprn,"
    " latitude, longitude, radius_m, number, unit, words)"
    " VALUES (?, ?, ?, ?, ?, '', '', ?, '', ?, ?, ?, '', 0, ?)"
)


def put_groups(connection: Connection) -> None:
    """Add every group of the properties that were found, largest first within its kind."""
    for kind, by, which in _GROUPS:
        sql = f"SELECT {_MEASURES} FROM found WHERE kind IN (?, ?) AND {which} GROUP BY {by}"  # noqa: S608
        measured = connection.execute(sql, (PLACE, ADDRESS)).fetchall()
        connection.executemany(_PUT, _rows(kind, "locality" in by, measured))


def _rows(
    kind: int, local: bool, measured: list[tuple[object, ...]]
) -> Iterator[tuple[object, ...]]:
    for row in measured:
        yield _row(kind, local, *row)  # type: ignore[arg-type]


def _row(
    kind: int,
    local: bool,
    count: int,
    south: float,
    north: float,
    west: float,
    east: float,
    street: str,
    last_street: str,
    area: str,
    postcode: str,
    last_postcode: str,
    locality: str,
    town: str,
) -> tuple[object, ...]:
    one_street = street if street == last_street else ""
    one_postcode = postcode if postcode == last_postcode else ""
    if kind == AREA:
        head, within, one_street, one_postcode = (locality, town, "", "") if local else (
            town, "", "", "",
        )  # fmt: skip
    elif kind == STREET:
        head, within = street, area
    else:
        head, within = one_street, area
    called = ", ".join(part for part in (head, within) if part)
    middle = (south + north) / 2
    high = (north - south) / 2 * METRES_A_DEGREE
    wide = (east - west) / 2 * METRES_A_DEGREE * cos(radians(middle))
    return (
        kind, f"{999_999_999 - count:09} {in_order(called)}", head, within, one_street,
        one_postcode, middle, (west + east) / 2, round((high**2 + wide**2) ** 0.5 + PROPERTY_M),
        indexed(called, one_postcode),
    )  # fmt: skip
