"""A place that a gazetteer knows: an address, a street, a postcode, a building or an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workstation.domain.location import About, LocationFixed

PlaceKind = Literal["area", "place", "street", "postcode", "address"]


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of a gazetteer.

    ``label`` is how people say it, without the postcode. ``latitude`` and ``longitude`` are degrees
    (WGS 84) of its middle, ``radius_m`` the metres round it that hold all of it. ``uprn`` is the
    property's number (digits as text); streets, postcodes and areas have none. ``street`` and
    ``postcode`` are empty where the gazetteer gives none.
    """

    kind: PlaceKind
    label: str
    street: str
    postcode: str
    uprn: str
    latitude: float
    longitude: float
    radius_m: float

    @property
    def line(self) -> str:
        """The whole of it on one line, a postcode's own entry beginning with the postcode."""
        parts = (self.postcode, self.label) if self.kind == "postcode" else (
            self.label, self.postcode,
        )  # fmt: skip
        return ", ".join(part for part in parts if part)


def fix_of(place: Place, fix_id: str, about: About, at_utc: str) -> LocationFixed:
    """The fix that choosing ``place`` stands for, chosen at ``at_utc``."""
    return LocationFixed(
        fix_id,
        about,
        "gazetteer",
        place.label,
        place.latitude,
        place.longitude,
        place.radius_m,
        place.postcode or None,
        at_utc,
        place.uprn or None,
    )
