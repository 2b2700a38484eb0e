"""What a desk itself says: sign-ins, consultations, and its requests to the hub.

A request may be refused by the hub; a fact may not. Raising a grade is a fact. ``replaces`` is the
id of an event that the hub did not take and that this one is said instead of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from workstation.domain.contact.facts import Indicated, Safety
from workstation.domain.provenance import Provenance


@dataclass(frozen=True, slots=True)
class StoreOpened:
    """The first event of a store: which desk it belongs to, and the store it follows, if any."""

    desk_id: str
    desk_name: str
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person took the desk; ``offline`` when the hub could not be asked."""

    user: str
    name: str
    roles: tuple[str, ...]
    offline: bool


@dataclass(frozen=True, slots=True)
class SignedOut:
    """The person left the desk; what waits to be sent is sent all the same."""

    user: str


@dataclass(frozen=True, slots=True)
class Consulted:
    """Somebody's record was looked at, and why (DPA 2018 s.62)."""

    caller_ids: tuple[str, ...]
    number: str | None
    reason: str
    contact_id: str | None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is not known, asked or met; it travels with the incident and holds nothing."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class AppointmentWish:
    """Times and ways of contact the caller wishes; no slot is promised."""

    times: str
    contact: str
    avoid: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalWanted:
    """A supervisor decides whether nobody attends; the hand-over goes out without waiting.

    ``because`` names the risk markers, ``rationale`` is the advisor's line. ``within_s``: seconds
    until it escalates; ``source`` says whether the force published that. ``met_by`` are teams whose
    acceptance makes it needless, none where the risk was not assessed.
    """

    guard: str
    because: str
    within_s: int
    source: Provenance
    met_by: tuple[str, ...] = ()
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One event of the contact as the request carries it, so that nothing earlier holds it back."""

    event_id: str
    stream_seq: int
    type: str
    v: int
    at_utc: str
    actor: str
    body: dict[str, Any]


#: "message": a message for an officer, a complaint or praise; it needs an answer, and no grade.
HandOverKind = Literal["incident", "message"]


@dataclass(frozen=True, slots=True)
class HandOverRequested:
    """Give this incident to a team. ``accept_within_s``: the policy's acceptance clock, seconds.

    ``fallback_team`` has it when the first does not take it in time; ``reply_within_s`` is the
    clock of the answer. Both are for messages.
    """

    incident_id: str
    contact_id: str
    reference: str
    team: str
    team_name: str
    outcome: str
    outcome_name: str
    grade: str
    grade_name: str
    grade_rank: int
    urgent: bool
    top: bool
    accept_within_s: int
    headline: str
    place: str
    officer_safety: Safety
    officer_safety_text: str
    vulnerable: bool
    indicated: Indicated
    open_items: tuple[OpenItem, ...]
    rationales: tuple[str, ...]
    snapshot: tuple[Snapshot, ...]
    desk_name: str
    advisor_name: str
    send_now: bool = False
    appointment: AppointmentWish | None = None
    approval: ApprovalWanted | None = None
    replaces: str | None = None
    kind: HandOverKind = "incident"
    fallback_team: str = ""
    reply_within_s: int | None = None


@dataclass(frozen=True, slots=True)
class TaskAnswered:
    """What the caller answered to a team's question, or why something was done in haste."""

    incident_id: str
    task_id: str
    text: str
    by_name: str = ""
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """A risk marker was set after a hand-over that sends nobody: a supervisor decides now."""

    incident_id: str
    wanted: ApprovalWanted
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class ReRouteRequested:
    """Give the incident to another team, after a refusal or because the first was wrong."""

    incident_id: str
    team: str
    team_name: str
    reason: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class GradeRaised:
    """The grade is higher from now on; the hub always applies it."""

    incident_id: str
    grade: str
    grade_name: str
    grade_rank: int
    urgent: bool
    top: bool
    accept_within_s: int
    reason: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class LowerGradeRequested:
    """Lower the grade after hand-over: needs a fresh THRIVE, a reason and a supervisor's own word.

    ``approved_by`` is what earlier releases said; naming a supervisor approves nothing.
    """

    incident_id: str
    grade: str
    grade_name: str
    reason: str
    assessed_event_id: str
    approved_by: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was sent was wrong; this is right. The receiver sees it first."""

    incident_id: str
    text: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class StandDownRequested:
    """Police are no longer needed; the receiver decides."""

    incident_id: str
    reason: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class PhonedThrough:
    """The incident was given by telephone; travels ahead of the late hand-over."""

    incident_id: str
    told: str
    told_at_utc: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class ItemSettled:
    """An event that the hub did not take needs nobody any more, and why.

    ``replaced`` it was said again in a contact's stream, ``exported`` its words are kept in a file
    named in ``note``, ``dealt_with`` a person says in ``note`` how.
    """

    event_id: str
    how: Literal["replaced", "exported", "dealt_with"]
    note: str = ""
    by_name: str = ""


#: Types that the hub decides; everything else a desk writes is a fact and always stored.
REQUESTS: Final[tuple[type, ...]] = (
    HandOverRequested,
    ReRouteRequested,
    LowerGradeRequested,
    StandDownRequested,
)

RequestKind = Literal["hand_over", "reroute", "lower_grade", "stand_down"]
