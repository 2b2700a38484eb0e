"""What is known of a contact, for finding the incident that it may belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workstation.domain.contact import facts
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
    back = contact.call_back.fact if contact.call_back else None
    told = _Told(contact.call, back, contact.incident_type or "")
    told.texts += [line.text for line in contact.narrative]
    told.texts += [answer.fact.text for answer in contact.answers.values()]
    told.vehicles += [vehicle.fact for vehicle in contact.vehicles.values()]
    told.people += [person.fact for person in contact.people.values()]
    told.fixes += [timed.fact for timed in contact.fixes]
    return told.known


def known_from(bodies: Iterable[Any]) -> Known:
    """As `known_of`, straight from facts in their order; what was corrected counts as well."""
    told = _Told()
    for body in bodies:
        match body:
            case facts.NarrativeAdded() | facts.NarrativeCorrected() | facts.QuestionEnded():
                told.texts.append(body.text)
            case facts.VehicleRecorded():
                told.vehicles.append(body)
            case facts.PersonRecorded():
                told.people.append(body)
            case LocationFixed():
                told.fixes.append(body)
            case facts.CallOffered():
                told.call = body
            case facts.CallBackGiven():
                told.back = body
            case facts.TypeChosen():
                told.incident_type = body.incident_type
    return told.known


#: The facts that `known_from` reads.
TELLING: Final = (
    facts.CallOffered,
    facts.NarrativeAdded,
    facts.NarrativeCorrected,
    facts.TypeChosen,
    facts.QuestionEnded,
    facts.PersonRecorded,
    facts.VehicleRecorded,
    facts.CallBackGiven,
    LocationFixed,
)


@dataclass(slots=True)
class _Told:
    """What is told while it is gathered."""

    call: facts.CallOffered | None = None
    back: facts.CallBackGiven | None = None
    incident_type: str = ""
    texts: list[str] = field(default_factory=list)
    vehicles: list[facts.VehicleRecorded] = field(default_factory=list)
    people: list[facts.PersonRecorded] = field(default_factory=list)
    fixes: list[LocationFixed] = field(default_factory=list)

    @property
    def known(self) -> Known:
        """The reading of it."""
        texts = [*self.texts, *(vehicle.description for vehicle in self.vehicles)]
        texts += [person.description for person in self.people]
        spots = _spots(self.fixes)
        written = [registration(vehicle.registration) for vehicle in self.vehicles]
        spoken = [found for text in texts for found in registrations_in(text)]
        return Known(
            spots,
            _few(map(number_key, self._numbers())),
            telling_words((*texts, *(spot.text for spot in spots if spot.lat is None))),
            _few((*written, *spoken)),
            self.incident_type,
        )

    def _numbers(self) -> tuple[str, ...]:
        rang = self.call.number if self.call and not self.call.withheld else None
        back = self.back.number if self.back else None
        return (rang or "", back or "", *(person.phone for person in self.people))


def _spots(fixes: Sequence[LocationFixed]) -> tuple[Spot, ...]:
    """Where it is: the incident's best place, or the caller's while that is all there is."""
    best = best_first(fixes, "incident") or best_first(fixes, "caller")
    if not best:
        return ()
    placed = [fix for fix in best if fix.lat is not None and fix.lon is not None]
    return tuple(dict.fromkeys(_spot(fix) for fix in (best[0], *placed[:1])))


def _spot(fix: LocationFixed) -> Spot:
    text = one_line(", ".join(part for part in (fix.text, fix.postcode) if part), SHORT)
    within_m = min(WIDEST_M, uncertainty_m(fix))
    return Spot(text, fix.lat, fix.lon, within_m, fix.uprn or "")


def _few(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))[:FEW]
