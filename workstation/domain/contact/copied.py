"""What one desk copies from another's contact when it takes the call over.

A stream has one writer, so the old contact stays as it is: its events travel inside events of the
new one and are read there with the time and the author they had.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from workstation.domain.contact import facts, who
from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import Snapshot
from workstation.domain.events import Entry


@dataclass(frozen=True, slots=True)
class Copied:
    """One event of the other desk's contact. ``late``: it arrived after the call was taken over."""

    of: Snapshot
    late: bool = False


#: What a person decided. It is never merged: who has the call now decides.
_DECISIONS: Final = (
    facts.GradeChosen,
    facts.OutcomeChosen,
    facts.ContactDisposed,
    facts.TakenOver,
    facts.GoesOnElsewhere,
    facts.CallOffered,
    facts.CallAnswered,
    facts.CallHeld,
    facts.CallResumed,
    facts.CallEnded,
)


def left_out(entries: Collection[Entry], known: Collection[str]) -> tuple[str, ...]:
    """Incidents that were to be handed over and are not ``known`` to the hub: nobody has them."""
    chosen = [e.body.incident_id for e in entries if isinstance(e.body, facts.OutcomeChosen)]
    return tuple(dict.fromkeys(one for one in chosen if one is not None and one not in known))


def is_copied(entry: Entry, without: Collection[str]) -> bool:
    """Whether an event of the time before is taken along; the choice of ``without`` is not."""
    body = entry.body
    return not (isinstance(body, facts.OutcomeChosen) and body.incident_id in without)


def is_copied_late(contact: Contact, entry: Entry) -> bool:
    """Whether an event that arrives late joins ``contact``: facts that nothing here contradicts."""
    match entry.body:
        case facts.QuestionEnded(question=question):
            return question not in contact.answers
        case facts.MarkerSet(marker=marker):
            return marker not in contact.markers
        case facts.PersonRecorded(person_id=person_id):
            return person_id not in contact.people
        case facts.VehicleRecorded(vehicle_id=vehicle_id):
            return vehicle_id not in contact.vehicles
        case facts.RationaleGiven(about=about):
            return about not in contact.rationales
        case facts.TypeChosen():
            return contact.incident_type is None
        case who.IdentityChecked(caller_id=caller_id):
            return caller_id not in contact.identity
        case who.FailureDemandNoted():
            return contact.failure_demand is None
        case facts.QuestionReopened() | facts.HistoryChecked() | facts.PlaceReadBack():
            return False
        case body:
            return not isinstance(body, _DECISIONS)
