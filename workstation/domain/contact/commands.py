"""What an advisor can ask for in a contact. Plain facts need no command of their own: `Record`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workstation.domain.contact import course, facts, who
from workstation.domain.desk_stream import AppointmentWish
from workstation.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may know besides the state: policy, author, the time, new ids.

    ``unheld`` are incidents that nobody has: refused, not taken by the hub, or closed.
    ``referrals``: the team that accepted it, by the id of each incident whose risk was assessed.
    """

    policy: Policy
    desk_stream: str
    desk_name: str
    actor: str
    advisor_name: str
    at_utc: str
    new_id: Callable[[], str]
    next_reference: Callable[[], str]
    unheld: frozenset[str] = frozenset()
    referrals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """The telephone rings."""

    call: facts.CallOffered


@dataclass(frozen=True, slots=True)
class Answer:
    """Take the ringing call."""


@dataclass(frozen=True, slots=True)
class Record:
    """Put a fact on record: any of `RECORDABLE`.

    ``typed``: half-typed texts, which go on record first.
    """

    fact: Any
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Type:
    """Add a line to the narrative; ``verbatim`` marks the caller's own words."""

    text: str
    verbatim: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class ChooseGrade:
    """The advisor's decision. ``reason`` is needed only below what is indicated."""

    grade: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give an incident of this contact to a team by an outcome of the policy.

    ``typed``: half-typed texts, which go on record first.
    """

    outcome: str
    team: str | None = None
    appointment: AppointmentWish | None = None
    another: bool = False
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SendNow:
    """Send what is known, at the top grade, whatever is missing. ``typed``: half-typed texts."""

    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispose:
    """End the contact without an incident, or after its incidents were handed over.

    ``told`` is what the caller was promised, empty when nothing was; ``typed``: half-typed texts,
    which go on record first.
    """

    disposition: str
    note: str = ""
    told: str = ""
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Several commands as one: each sees what the ones before it made happen.

    The first that is held ends it, and what went before stays; one that makes no sense makes the
    whole not happen. ``typed``: half-typed texts, which go on record first. Not for hand-overs.
    """

    commands: tuple[Command, ...]
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReRoute:
    """Give a handed-over incident to another team."""

    incident_id: str
    team: str
    reason: str


@dataclass(frozen=True, slots=True)
class Correct:
    """What was sent was wrong; this is right."""

    incident_id: str
    text: str


@dataclass(frozen=True, slots=True)
class StandDown:
    """Police are no longer needed; the receiver decides."""

    incident_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class PhoneThrough:
    """The incident was given by telephone."""

    incident_id: str
    told: str
    told_at_utc: str


Command = (
    Offer
    | Answer
    | Record
    | Type
    | ChooseGrade
    | HandOver
    | SendNow
    | Dispose
    | Together
    | ReRoute
    | Correct
    | StandDown
    | PhoneThrough
)

#: Facts that can be put on record as they are, at any time and in any order.
RECORDABLE = (
    facts.CallHeld,
    facts.CallResumed,
    facts.CallEnded,
    facts.NarrativeCorrected,
    facts.TypeChosen,
    facts.QuestionEnded,
    facts.QuestionReopened,
    facts.MarkerSet,
    facts.PlaceReadBack,
    facts.PersonRecorded,
    facts.VehicleRecorded,
    facts.OfficerSafetyNoted,
    facts.ServiceAsked,
    facts.AdviceGiven,
    facts.AccessNoted,
    facts.CallerStanding,
    facts.CallBackGiven,
    course.CallBackTried,
    course.SilentSign,
    course.AnswersBy,
    course.InterpreterStep,
    course.ChildCalling,
    who.IdentityChecked,
    who.FailureDemandNoted,
    facts.PromiseMade,
    facts.HistoryChecked,
    facts.RationaleGiven,
    facts.IncidentAttached,
    facts.IncidentDetached,
)
