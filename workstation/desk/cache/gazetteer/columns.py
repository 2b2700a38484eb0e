"""Which column of a gazetteer's file is what: the names that real suppliers give them.

Sources: Ordnance Survey's technical specifications of AddressBase Core (STREET_NAME, TOWN_NAME …),
AddressBase Plus (SAO_TEXT, PAO_START_NUMBER, STREET_DESCRIPTION, X_COORDINATE …) and the fields of
BS 7666 as Scottish and English local gazetteers export them. docs/gazetteer.md lists them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

#: Field of an entry → names of columns, the one to be preferred first.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "uprn": ("uprn",),
    "class": ("classification_code", "class", "blpu_class"),
    "status": ("logical_status",),
    "change": ("change_code", "change_type"),
    "name": (
        "organisation", "la_organisation", "rm_organisation_name", "organisation_name", "name",
    ),
    "saon": ("saon", "sao", "sub_building", "sub_building_name"),
    "sao_text": ("sao_text",),
    "sao_start": ("sao_start_number",),
    "sao_start_suffix": ("sao_start_suffix",),
    "sao_end": ("sao_end_number",),
    "sao_end_suffix": ("sao_end_suffix",),
    "paon": ("paon", "pao"),
    "pao_text": ("pao_text", "building_name"),
    "pao_start": ("pao_start_number", "building_number"),
    "pao_start_suffix": ("pao_start_suffix",),
    "pao_end": ("pao_end_number",),
    "pao_end_suffix": ("pao_end_suffix",),
    "street": (
        "street", "street_name", "street_description", "street_descriptor", "thoroughfare",
        "dependent_thoroughfare",
    ),
    "locality": ("locality", "locality_name", "dependent_locality"),
    "town": ("town", "town_name", "post_town"),
    "postcode": ("postcode", "postcode_locator"),
    "easting": ("easting", "x_coordinate", "x"),
    "northing": ("northing", "y_coordinate", "y"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long", "lng"),
}  # fmt: skip


class NoGazetteer(ValueError):
    """The first line does not name the columns that a gazetteer must have; the words say which."""


class Columns:
    """Where each field stands in a row of one file. Raises `NoGazetteer`."""

    def __init__(self, header: Sequence[str]) -> None:
        names = [name.strip().lower().replace(" ", "_") for name in header]
        twice = {name for name in names if name and names.count(name) > 1}
        self.count = len(names)
        self._places = {
            field: tuple(names.index(name) for name in known if name in names)
            for field, known in NAMES.items()
        }
        known = {name for every in NAMES.values() for name in every}
        if twice & known:
            raise NoGazetteer(f"it names {sorted(twice & known)[0]} twice")
        for field in ("uprn", "street", "town"):
            self._need(field)
        if not (self._places["latitude"] and self._places["longitude"]):
            self._need("easting")
            self._need("northing")
        self._present = tuple((field, places) for field, places in self._places.items() if places)

    def _need(self, field: str) -> None:
        if not self._places[field]:
            raise NoGazetteer(f"it names no column {' or '.join(NAMES[field])}")

    def values(self, row: Sequence[str]) -> Iterator[tuple[str, str]]:
        """What ``row`` says, field by field: of each the first column that has anything."""
        for field, places in self._present:
            for place in places:
                if said := row[place].strip():
                    yield field, said
                    break
