"""What can happen in a contact: one frozen payload for each type of event in its stream.

The stream of a contact is written by the desk that answered it and by nobody else. Field values are
plain strings, numbers and tuples, so that a payload reads the same in every release.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

#: Which wording of a question was read out.
Wording = Literal["ask", "plain"]
Ending = Literal["answered", "already_told", "not_known", "refused", "unsafe"]
Role = Literal["caller", "victim", "suspect", "witness", "patient", "child", "other"]
YesNo = Literal["yes", "no", "not_asked"]
#: Whether something is safe for the caller: "not_known" was asked, "not_asked" was not.
Safe = Literal["yes", "no", "not_known", "not_asked"]
Safety = Literal["known", "none_known", "not_asked"]
#: Ends of a contact that every policy knows; all others are the policy's own. ``ELSEWHERE``:
#: another desk took the call over.
WITH_INCIDENTS: Final = "incidents"
ABANDONED: Final = "abandoned"
ELSEWHERE: Final = "elsewhere"


@dataclass(frozen=True, slots=True)
class CallOffered:
    """The telephone rings. ``line`` is "999" or "101"; ``number`` is E.164, None when withheld.

    ``via`` is "link" when a link offered the call and no telephone told it, else empty.
    """

    call_id: str
    line: str
    number: str | None
    withheld: bool = False
    dialled: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """The advisor took the call; the policy of the envelope is pinned from here on."""

    call_id: str
    advisor_name: str
    desk_name: str


@dataclass(frozen=True, slots=True)
class CallHeld:
    """The caller was put on hold."""


@dataclass(frozen=True, slots=True)
class CallResumed:
    """The caller was taken off hold; or a line that was taken for lost is there after all."""


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The line closed: by the caller, by the desk, or lost."""

    cause: Literal["caller", "desk", "lost"]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """This contact continues another desk's, whose first ``upto`` events were copied.

    ``left_out``: incidents that the other desk chose to hand over and the hub knows nothing of.
    ``desk_name`` is the other desk, ``by_desk_name`` this one.
    """

    contact_id: str
    upto: int
    desk_name: str = ""
    left_out: tuple[str, ...] = ()
    by_desk_name: str = ""


@dataclass(frozen=True, slots=True)
class GoesOnElsewhere:
    """Another desk took this call over, as ``contact_id``; what is added here still reaches it."""

    contact_id: str
    desk_name: str
    since_utc: str


@dataclass(frozen=True, slots=True)
class NarrativeAdded:
    """A line of the story. ``verbatim`` marks the caller's own words."""

    line_id: str
    text: str
    verbatim: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class NarrativeCorrected:
    """A newer wording of a line; the old one stays on record."""

    line_id: str
    replaces: str
    text: str


@dataclass(frozen=True, slots=True)
class TypeChosen:
    """The incident type the advisor works by; it orders the questions."""

    incident_type: str


@dataclass(frozen=True, slots=True)
class QuestionEnded:
    """How a question ended. ``asked``: the wording read out; ``line_id``: the line already told.

    ``by_taps``: nobody spoke; the choice is what was tapped.
    """

    question: str
    ending: Ending
    choice: str | None = None
    text: str = ""
    asked: str = ""
    wording: Wording = "ask"
    line_id: str | None = None
    by_taps: bool = False


@dataclass(frozen=True, slots=True)
class QuestionReopened:
    """A question is open again; what it ended as before stays on record."""

    question: str


@dataclass(frozen=True, slots=True)
class MarkerSet:
    """A risk marker was set or cleared by the advisor, or suggested and not decided."""

    marker: str
    state: Literal["set", "cleared", "undecided"]
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlaceReadBack:
    """The place was read back to the caller, or what was read back was wrong."""

    about: Literal["caller", "incident"]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class PersonRecorded:
    """A person of this call; recording the same ``person_id`` again gives the newer words.

    ``caller_id``: they are said to be that person on record, which names the ways in
    ``forbidden_contact``.
    """

    person_id: str
    role: Role
    name: str = ""
    born: str = ""
    description: str = ""
    injuries: str = ""
    where_now: str = ""
    relation: str = ""
    phone: str = ""
    caller_id: str | None = None
    forbidden_contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VehicleRecorded:
    """A vehicle of this call; the same ``vehicle_id`` again gives the newer words."""

    vehicle_id: str
    registration: str = ""
    description: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class OfficerSafetyNoted:
    """What officers must know first. "none_known" was asked; "not_asked" was not."""

    status: Safety
    text: str = ""


@dataclass(frozen=True, slots=True)
class ServiceAsked:
    """Another service was asked for or told."""

    service: Literal["ambulance", "fire", "coastguard", "council", "other"]
    reference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AdviceGiven:
    """Advice the caller was given; ``key`` names the policy's advice, empty for own words."""

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class AccessNoted:
    """How this person can be reached and heard."""

    interpreter_language: str = ""
    interpreter_id: str = ""
    adjustments: tuple[str, ...] = ()
    forbidden_contact: tuple[str, ...] = ()
    safe_to_ring: YesNo = "not_asked"
    safe_to_text: YesNo = "not_asked"


@dataclass(frozen=True, slots=True)
class CallerStanding:
    """Who speaks: for themselves or another, and whether they asked to stay anonymous.

    ``profession``: their role and service, where they call as a professional.
    """

    third_party: bool = False
    on_behalf_of: str = ""
    anonymous: bool = False
    profession: str = ""


@dataclass(frozen=True, slots=True)
class CallBackGiven:
    """How to reach this person again: on which number, whether that is safe, who does it and when.

    ``number`` may be another than the call came from, and is empty where there is none.
    """

    number: str
    note: str = ""
    safe_to_ring: Safe = "not_asked"
    safe_to_text: Safe = "not_asked"
    who_rings: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """What the caller was told would happen. ``due_utc`` is None where no time was given.

    ``keep_within_s``: the policy's own clock for it, seconds, which the caller is not told.
    """

    promise_id: str
    text: str
    due_utc: str | None = None
    keep_within_s: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryChecked:
    """The check of what is on record, with its result and the age of the data."""

    found: int
    as_of_utc: str | None
    caller_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a grade is indicated: a rule's id and its sentence, as shown."""

    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Indicated:
    """What the policy indicated when the advisor decided, so that it can be read anywhere later."""

    grade: str | None
    reasons: tuple[Reason, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class GradeChosen:
    """The advisor's decision, with what was indicated beside it."""

    grade: str
    indicated: Indicated
    reason: str = ""
    by_send_now: bool = False


@dataclass(frozen=True, slots=True)
class RationaleGiven:
    """A line of the advisor's own reasoning, for a guard or for a letter."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class OutcomeChosen:
    """What is to happen with an incident of this contact, or with the contact itself (no id)."""

    outcome: str
    incident_id: str | None
    team: str | None


@dataclass(frozen=True, slots=True)
class IncidentAttached:
    """This contact belongs to an incident that another contact began."""

    incident_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncidentDetached:
    """This contact does not belong to the incident after all; ``note`` says why."""

    incident_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContactDisposed:
    """How the contact ended: with its incidents, abandoned, or as the policy's ``disposition``.

    ``name`` and ``team_name`` are the policy's words then; ``team`` owns what follows, until
    ``due_utc`` where the policy has a clock.
    """

    disposition: str
    note: str = ""
    name: str = ""
    team: str = ""
    team_name: str = ""
    due_utc: str | None = None
