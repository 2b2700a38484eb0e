"""What the hub writes into an incident's stream; nobody else writes there."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.contact.facts import Indicated, Safety
from workstation.domain.desk_stream import (
    AppointmentWish,
    ApprovalWanted,
    HandOverKind,
    OpenItem,
)
from workstation.domain.incident.work_events import LetterLine


@dataclass(frozen=True, slots=True)
class IncidentOpened:
    """The hub holds the hand-over durably: *delivered*. Mirrors the desk's request."""

    incident_id: str
    contact_id: str
    request_id: str
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
    desk_id: str
    desk_name: str
    advisor: str
    advisor_name: str
    requested_at_utc: str
    send_now: bool = False
    appointment: AppointmentWish | None = None
    delayed: bool = False
    phoned_to: str | None = None
    approval: ApprovalWanted | None = None
    kind: HandOverKind = "incident"
    fallback_team: str = ""
    reply_within_s: int | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A receiver looks at it; others see by whom. Claiming accepts nothing."""

    by: str
    by_name: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A signed-in receiver of the team took it."""

    by: str
    by_name: str
    team: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The receiving team gave it back; ``cause`` is read at the desk."""

    by: str
    by_name: str
    team: str
    cause: str


@dataclass(frozen=True, slots=True)
class ReRouted:
    """It belongs to another team now and waits for that team's acceptance."""

    by: str
    by_name: str
    from_team: str
    team: str
    team_name: str
    reason: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class GradeChanged:
    """The grade changed after hand-over; old and new stay side by side.

    ``letters`` are the fresh assessment, where it was made in the same step. ``late_s``: seconds
    from a desk's raise until it arrived, where it arrived as DELAYED, being late or phoned through
    before it came; 0 for any other change.
    """

    was: str
    was_name: str
    grade: str
    grade_name: str
    grade_rank: int
    urgent: bool
    top: bool
    accept_within_s: int
    reason: str
    by: str
    request_id: str | None = None
    approved_by: str | None = None
    by_name: str = ""
    approved_by_name: str = ""
    letters: tuple[LetterLine, ...] = ()
    late_s: int = 0

    @property
    def late(self) -> str:
        """How long it was on its way, in words; empty where it did not arrive as DELAYED."""
        hours, minutes = self.late_s // 3600, self.late_s // 60
        if not self.late_s:
            return ""
        if minutes < 2:
            return "1 minute" if minutes else "less than a minute"
        return f"{minutes} minutes" if hours < 2 else f"{hours} hours"


@dataclass(frozen=True, slots=True)
class ContactLinked:
    """Another contact belongs to this incident."""

    contact_id: str
    by: str
    note: str = ""
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionArrived:
    """The desk corrected what it had sent."""

    text: str
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class StandDownAsked:
    """The desk says police are no longer needed; the receiver decides."""

    reason: str
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class AcceptanceOverdue:
    """Nobody accepted, or nobody re-routed what was given back, within the policy's clock.

    It stays as it is and alarms. ``delivered_at_utc``: when it came to the team, or went back.
    """

    team: str
    delivered_at_utc: str
    accept_within_s: int


@dataclass(frozen=True, slots=True)
class ApprovalAskedAnew:
    """The desk learnt of a risk after the hand-over; whatever was decided, it is pending again."""

    wanted: ApprovalWanted
    by: str
    request_id: str


@dataclass(frozen=True, slots=True)
class ApprovalDecided:
    """A supervisor approved, or refused, that nobody attends; the newest word counts."""

    given: bool
    by: str
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalOverdue:
    """No supervisor decided within the policy's clock; it stays open and escalates."""

    since_utc: str
    within_s: int


@dataclass(frozen=True, slots=True)
class PhonedThroughNoted:
    """A desk gave it by telephone before or after the hand-over arrived."""

    told: str
    told_at_utc: str
    by: str


@dataclass(frozen=True, slots=True)
class IncidentClosed:
    """A team that the policy allows ended it."""

    by: str
    by_name: str
    how: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A desk raised what was closed; it waits again. ``was_closed``: how it had ended."""

    by: str
    by_name: str
    team: str
    team_name: str
    reason: str
    was_closed: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """The hub could not do what a desk asked; the cause is read at the desk."""

    request_id: str
    request_type: str
    cause: str
