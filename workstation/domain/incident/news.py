"""What a later contact brings that nobody knew of: a place, a vehicle, a weapon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workstation.domain.contact.facts import VehicleRecorded
from workstation.domain.contact.state import Contact
from workstation.domain.incident.link_events import NewFactHeard
from workstation.domain.location import LocationFixed, metres_between
from workstation.domain.text import SHORT, one_line

#: The risk marker that every policy has for it.
WEAPON: Final = "weapon"
#: Metres within which two places are the same.
SAME_PLACE_M: Final = 150.0


def news_of(contact: Contact, known: Iterable[Contact]) -> tuple[NewFactHeard, ...]:
    """What ``contact`` says and none of ``known`` did, each once."""
    others = tuple(known)
    said = (*_places(contact, others), *_vehicles(contact, others), *_weapon(contact, others))
    return tuple(dict.fromkeys(said))


def _places(contact: Contact, others: tuple[Contact, ...]) -> Iterator[NewFactHeard]:
    fixes = [f.fact for other in others for f in other.fixes if f.fact.about == "incident"]
    for timed in contact.fixes:
        fix = timed.fact
        if fix.about != "incident" or any(_same_place(fix, one) for one in fixes):
            continue
        words = fix.text or fix.postcode or f"{fix.lat}, {fix.lon}"
        yield NewFactHeard("place", one_line(words, SHORT), contact.contact_id)


def _same_place(one: LocationFixed, other: LocationFixed) -> bool:
    here, there = (one.lat, one.lon), (other.lat, other.lon)
    if None not in here and None not in there:
        return metres_between(*here, *there) <= SAME_PLACE_M  # type: ignore[arg-type]
    words = _plain(one.text)
    return bool(words) and words == _plain(other.text)


def _vehicles(contact: Contact, others: tuple[Contact, ...]) -> Iterator[NewFactHeard]:
    known = [v.fact for other in others for v in other.vehicles.values()]
    for timed in contact.vehicles.values():
        vehicle = timed.fact
        if any(_same_vehicle(vehicle, one) for one in known):
            continue
        parts = (vehicle.registration, vehicle.description, vehicle.direction)
        words = ", ".join(part for part in parts if part)
        if words:
            yield NewFactHeard("vehicle", one_line(words, SHORT), contact.contact_id)


def _same_vehicle(one: VehicleRecorded, other: VehicleRecorded) -> bool:
    if one.registration and other.registration:
        return _plain(one.registration) == _plain(other.registration)
    return bool(one.description) and _plain(one.description) == _plain(other.description)


def _weapon(contact: Contact, others: tuple[Contact, ...]) -> Iterator[NewFactHeard]:
    if WEAPON not in contact.set_markers or any(WEAPON in o.set_markers for o in others):
        return
    words = contact.markers[WEAPON].fact.words or "a weapon is spoken of"
    yield NewFactHeard("weapon", one_line(words, SHORT), contact.contact_id)


def _plain(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())
