"""What is known of a contact: the reading that its stream folds into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from workstation.domain.contact import course, facts, who
from workstation.domain.location import LocationFixed

T = TypeVar("T")
Phase = Literal["none", "ringing", "talking", "held", "ended"]


@dataclass(frozen=True, slots=True)
class Timed(Generic[T]):
    """A fact with the time it was recorded and by whom."""

    at_utc: str
    actor: str
    event_id: str
    fact: T


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the narrative as it reads now; ``earlier`` are the wordings it had before.

    ``late``: it came from the other desk after the call had been taken over.
    """

    line_id: str
    at_utc: str
    actor: str
    text: str
    verbatim: bool
    interrupted: bool
    event_id: str
    earlier: tuple[str, ...] = ()
    late: bool = False
    earlier_ids: tuple[str, ...] = ()

    def goes_by(self, line_id: str | None) -> bool:
        """Whether this is the line that had ``line_id``, now or before it was corrected."""
        return line_id == self.line_id or line_id in self.earlier_ids


@dataclass(frozen=True, slots=True)
class Handed:
    """An incident that this contact asked a team to take.

    ``fix_id`` is the place it was given with, empty when none was known; ``markers`` are the risk
    markers that were set then.
    """

    incident_id: str
    outcome: str
    team: str
    at_utc: str
    fix_id: str = ""
    markers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hold:
    """The caller waited from then until then; ``until_utc`` is ``None`` while they still do."""

    from_utc: str
    until_utc: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Everything known of one contact, as of its newest event."""

    contact_id: str
    phase: Phase = "none"
    call: facts.CallOffered | None = None
    offered_at: str | None = None
    answered_at: str | None = None
    answered_by: str = ""
    desk_name: str = ""
    ended_at: str | None = None
    end_cause: str | None = None
    graded_when_lost: int | None = None
    holds: tuple[Hold, ...] = ()
    continues: facts.TakenOver | None = None
    elsewhere: Timed[facts.GoesOnElsewhere] | None = None
    incident_type: str | None = None
    narrative: tuple[Line, ...] = ()
    answers: Mapping[str, Timed[facts.QuestionEnded]] = field(default_factory=dict)
    markers: Mapping[str, Timed[facts.MarkerSet]] = field(default_factory=dict)
    fixes: tuple[Timed[LocationFixed], ...] = ()
    read_back: Mapping[str, Timed[facts.PlaceReadBack]] = field(default_factory=dict)
    read_back_fix: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Timed[facts.PersonRecorded]] = field(default_factory=dict)
    vehicles: Mapping[str, Timed[facts.VehicleRecorded]] = field(default_factory=dict)
    officer_safety: Timed[facts.OfficerSafetyNoted] | None = None
    services: tuple[Timed[facts.ServiceAsked], ...] = ()
    advice: tuple[Timed[facts.AdviceGiven], ...] = ()
    access: Timed[facts.AccessNoted] | None = None
    standing: Timed[facts.CallerStanding] | None = None
    call_back: Timed[facts.CallBackGiven] | None = None
    attempts: tuple[Timed[course.CallBackTried], ...] = ()
    signs: tuple[Timed[course.SilentSign], ...] = ()
    answers_by: Timed[course.AnswersBy] | None = None
    interpreting: tuple[Timed[course.InterpreterStep], ...] = ()
    child_calling: Timed[course.ChildCalling] | None = None
    identity: Mapping[str, Timed[who.IdentityChecked]] = field(default_factory=dict)
    failure_demand: Timed[who.FailureDemandNoted] | None = None
    promises: tuple[Timed[facts.PromiseMade], ...] = ()
    history_check: Timed[facts.HistoryChecked] | None = None
    grades: tuple[Timed[facts.GradeChosen], ...] = ()
    rationales: Mapping[str, Timed[facts.RationaleGiven]] = field(default_factory=dict)
    handed: tuple[Handed, ...] = ()
    contact_outcome: str | None = None
    attached: tuple[str, ...] = ()
    disposition: Timed[facts.ContactDisposed] | None = None
    newer: tuple[str, ...] = ()
    last_seq: int = 0

    @property
    def grade(self) -> facts.GradeChosen | None:
        """The grade as it stands, ``None`` while none was chosen."""
        return self.grades[-1].fact if self.grades else None

    @property
    def regraded(self) -> bool:
        """Whether the grade was looked at again after the line was lost."""
        return self.graded_when_lost is not None and len(self.grades) > self.graded_when_lost

    @property
    def child(self) -> bool:
        """Whether a child is on the line."""
        return self.child_calling is not None and self.child_calling.fact.child

    @property
    def by_taps(self) -> bool:
        """Whether the caller answers by taps now."""
        return self.answers_by is not None and self.answers_by.fact.how == "taps"

    @property
    def safe_to_ring(self) -> facts.Safe:
        """What was last said of ringing this person, with the call-back or with their access."""
        return self._safe("safe_to_ring")

    @property
    def safe_to_text(self) -> facts.Safe:
        """What was last said of texting this person, with the call-back or with their access."""
        return self._safe("safe_to_text")

    def _safe(self, way: str) -> facts.Safe:
        """The newest that was said; what was not asked says nothing."""
        told = [timed for timed in (self.call_back, self.access) if timed is not None]
        told = [timed for timed in told if getattr(timed.fact, way) != "not_asked"]
        newest = max(told, key=lambda timed: timed.at_utc, default=None)
        return getattr(newest.fact, way) if newest is not None else "not_asked"

    @property
    def caller(self) -> facts.PersonRecorded | None:
        """Whom the caller said to be, as last recorded; ``None`` while nobody was recorded so."""
        callers = [timed.fact for timed in self.people.values() if timed.fact.role == "caller"]
        return callers[-1] if callers else None

    @property
    def established(self) -> frozenset[str]:
        """Whom on record the caller says to be, where their identity was established.

        Whoever was taken for the caller before is nobody who is on the line.
        """
        said = self.caller.caller_id if self.caller is not None else None
        checked = self.identity.get(said or "")
        return frozenset({said} if said and checked and checked.fact.established else ())

    @property
    def failure_kind(self) -> who.FailureKind:
        """What kind of failure demand this contact is, "none" where nobody said so."""
        return self.failure_demand.fact.kind if self.failure_demand else "none"

    @property
    def set_markers(self) -> frozenset[str]:
        """Risk markers that the advisor set."""
        return frozenset(k for k, m in self.markers.items() if m.fact.state == "set")

    @property
    def undecided_markers(self) -> frozenset[str]:
        """Suggested risk markers that nobody decided."""
        return frozenset(k for k, m in self.markers.items() if m.fact.state == "undecided")

    @property
    def safety(self) -> facts.Safety:
        """Officer safety: "none_known" was asked, "not_asked" was not."""
        return self.officer_safety.fact.status if self.officer_safety else "not_asked"

    @property
    def incident_id(self) -> str | None:
        """The incident handed over last, ``None`` while there is none."""
        return self.handed[-1].incident_id if self.handed else None
