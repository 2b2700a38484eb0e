"""What contacts bring after the hand-over: what nobody knew of, and whatever else they add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from workstation.domain.contact import course, facts
from workstation.domain.contact.facts import VehicleRecorded
from workstation.domain.contact.state import Contact
from workstation.domain.incident.link_events import NewFactHeard, NewsKind
from workstation.domain.location import LocationFixed, metres_between
from workstation.domain.text import SHORT, one_line

#: It alarms until the team has seen it; all else is shown as new and rings nothing.
LOUD: Final[frozenset[NewsKind]] = frozenset(
    {"place", "vehicle", "weapon", "safety", "raised", "stand_down"}
)
#: Quiet pieces of news that are counted while nobody looks; the record has every one.
QUIET_KEPT: Final = 20
#: Each kind as the team reads it.
IN_WORDS: Final[dict[NewsKind, str]] = {
    "place": "a new place",
    "vehicle": "a new vehicle",
    "weapon": "a weapon",
    "safety": "officer safety",
    "raised": "the desk raised it",
    "stand_down": "the desk says that police are not needed",
    "words": "the caller says",
    "answer": "answered",
    "person": "a person",
    "marker": "risk marker",
    "correction": "the desk corrects",
    "call": "the call",
    "more": "also on record",
}
#: Facts that say what they add by their kind alone; the record has their words.
_NAMED: Final[dict[type, str]] = {
    facts.CallBackGiven: "how to ring the caller back",
    facts.AccessNoted: "how the caller can be reached and heard",
    facts.CallerStanding: "for whom the caller speaks",
    course.SilentSign: "a sign of a caller who does not speak",
    course.ChildCalling: "who is calling: a child or not",
    facts.PlaceReadBack: "the place was read back",
    facts.ServiceAsked: "another service was asked",
}
#: The facts that add something.
ADDING: Final[frozenset[type]] = frozenset(_NAMED) | {
    facts.NarrativeAdded,
    facts.NarrativeCorrected,
    facts.OfficerSafetyNoted,
    facts.QuestionEnded,
    facts.PersonRecorded,
    facts.MarkerSet,
    facts.CallEnded,
}
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
    words = plain(one.text)
    return bool(words) and words == plain(other.text)


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
        return plain(one.registration) == plain(other.registration)
    return bool(one.description) and plain(one.description) == plain(other.description)


def _weapon(contact: Contact, others: tuple[Contact, ...]) -> Iterator[NewFactHeard]:
    if WEAPON not in contact.set_markers or any(WEAPON in o.set_markers for o in others):
        return
    words = contact.markers[WEAPON].fact.words or "a weapon is spoken of"
    yield NewFactHeard("weapon", one_line(words, SHORT), contact.contact_id)


def plain(words: str) -> str:
    """Letters and digits alone: what two ways of typing the same have in common."""
    return "".join(c for c in words.casefold() if c.isalnum())


def added_by(body: Any, contact_id: str) -> NewFactHeard | None:
    """What one fact adds for a team that has the incident; ``None`` where it is nothing to them.

    What nobody knew of is `news_of` the whole contact.
    """
    found = _added(body)
    if found is None or not found[1].strip():
        return None
    return NewFactHeard(found[0], one_line(found[1], SHORT), contact_id)


def in_a_line(fact: NewFactHeard) -> str:
    """What is new, with what it is."""
    return f"{IN_WORDS[fact.kind]}: {fact.text}"


def _added(body: Any) -> tuple[NewsKind, str] | None:
    match body:
        case facts.NarrativeAdded():
            return "words", f"“{body.text}”" if body.verbatim else body.text
        case facts.NarrativeCorrected():
            return "words", f"corrected: {body.text}"
        case facts.OfficerSafetyNoted(status="known"):
            return "safety", body.text or "there is something officers must know"
        case facts.QuestionEnded():
            said = (body.choice or "").replace("_", " ")
            ending = "" if said or body.text else body.ending.replace("_", " ")
            return "answer", _joined(body.asked or body.question, said, body.text, ending)
        case facts.PersonRecorded():
            who = (body.role, body.name, body.description, body.injuries, body.where_now)
            return "person", _joined(*(part.replace("_", " ") for part in who))
        case facts.MarkerSet(state="set", marker=marker) if marker != WEAPON:
            return "marker", _joined(marker.replace("_", " "), body.words)
        case facts.CallEnded(cause="lost"):
            return "call", "the line was lost"
    named = _NAMED.get(type(body))
    return ("more", named) if named else None


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
