"""What is known of a contact, for finding the incident that it may belong to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workstation.domain.contact.state import Contact
from workstation.domain.known import FEW, Known, Spot
from workstation.domain.location import LocationFixed, best_first, uncertainty_m
from workstation.domain.telling import (
    number_key,
    registration,
    registrations_in,
    telling_words,
)
from workstation.domain.text import SHORT, one_line

#: A place without a figure is at most this many metres wide, so that what is taken in is finite.
WIDEST_M: Final = 50_000.0


def known_of(contact: Contact) -> Known:
    """Everything of ``contact`` that another call about the same thing would share."""
    told = [line.text for line in contact.narrative]
    told += [answer.fact.text for answer in contact.answers.values()]
    vehicles = [vehicle.fact for vehicle in contact.vehicles.values()]
    seen = [vehicle.description for vehicle in vehicles]
    seen += [person.fact.description for person in contact.people.values()]
    spots = _spots(contact)
    written = [registration(vehicle.registration) for vehicle in vehicles]
    spoken = [found for text in (*told, *seen) for found in registrations_in(text)]
    return Known(
        spots,
        _few(map(number_key, _numbers(contact))),
        telling_words((*told, *seen, *(spot.text for spot in spots))),
        _few((*written, *spoken)),
        contact.incident_type or "",
    )


def _spots(contact: Contact) -> tuple[Spot, ...]:
    """Where it is: the incident's best place, or the caller's while that is all there is."""
    fixes = [timed.fact for timed in contact.fixes]
    best = best_first(fixes, "incident") or best_first(fixes, "caller")
    if not best:
        return ()
    placed = [fix for fix in best if fix.lat is not None and fix.lon is not None]
    return tuple(dict.fromkeys(_spot(fix) for fix in (best[0], *placed[:1])))


def _spot(fix: LocationFixed) -> Spot:
    text = one_line(", ".join(part for part in (fix.text, fix.postcode) if part), SHORT)
    within_m = min(WIDEST_M, uncertainty_m(fix))
    return Spot(text, fix.lat, fix.lon, within_m, fix.uprn or "")


def _numbers(contact: Contact) -> tuple[str, ...]:
    rang = contact.call.number if contact.call and not contact.call.withheld else None
    back = contact.call_back.fact.number if contact.call_back else None
    return (rang or "", back or "", *(one.fact.phone for one in contact.people.values()))


def _few(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))[:FEW]
