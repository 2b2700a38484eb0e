"""One force's policy as data: letters, grades, questions, rules, guards, teams, outcomes.

A policy is pinned when a call is answered and never changes; ``ref`` names it by hash.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from workstation.domain.clocks import Clocks
from workstation.domain.events import PolicyRef
from workstation.domain.identity_check import NO_CHECK, IdentityCheck
from workstation.domain.provenance import Provenance

IndicationShown = Literal["live", "after_choice", "never"]
FactKind = Literal[
    "answer",
    "ending",
    "marker",
    "call",
    "incident_type",
    "history_checked",
    "place_known",
    "has_rationale",
    "referral_accepted",
    "grade_below_indicated",
    "outcome",
]

#: What can be true of the call itself.
CallFact = Literal[
    "lost",
    "regraded",
    "call_back_planned",
    "call_back_tried",
    "number_known",
    "silent",
    "operator_passed",
    "pressed_55",
    "open_line",
    "landline",
    "sounds",
    "code_word",
]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the assessment; the order of letters gives their keys.

    ``sign`` is what stands on the screen where two letters of a policy are the same.
    """

    key: str
    name: str
    prompt: str
    sign: str = ""
    source: str = ""

    @property
    def shown(self) -> str:
        """The letter as people know it."""
        return self.sign or self.key


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade. ``rank`` 1 is the top; clocks are seconds.

    ``review_after_s``: when a supervisor looks at what nobody has attended or closed;
    ``attend_within_s``: the target as a number, where the force has one.
    """

    key: str
    name: str
    criterion: str
    rank: int
    urgent: bool
    accept_within_s: int
    accept_within_source: Provenance
    target: str
    review_after_s: int | None = None
    review_source: Provenance = "product default"
    attend_within_s: int | None = None
    attend_source: Provenance = "product default"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen with a key."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its wording, an alternative plain wording, and why it is asked.

    ``about`` names the incident types it belongs to, empty for all; a higher ``weight`` is asked
    earlier; ``safety_critical`` ones travel as open items when nobody asked them. A ``closing``
    one is asked only where a contact ends without an incident, and "yes" to it means danger.
    """

    key: str
    letter: str
    title: str
    ask: str
    plain: str
    why: str
    kind: Literal["choice", "text"]
    choices: tuple[Choice, ...] = ()
    about: tuple[str, ...] = ()
    weight: int = 0
    safety_critical: bool = False
    closing: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class IncidentType:
    """What kind of incident; ``first`` are the questions that are expected for it, in order.

    Any other question that is about it can be asked as well.
    """

    key: str
    name: str
    first: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """A risk marker; ``vulnerability`` ones make non-attendance need a rationale."""

    key: str
    name: str
    vulnerability: bool


@dataclass(frozen=True, slots=True)
class Is:
    """A fact that holds: the ``key`` (a question, a marker, …) has one of ``values``."""

    fact: FactKind
    key: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """None holds."""

    parts: tuple[Condition, ...]


Condition = Is | AllOf | AnyOf | NoneOf


@dataclass(frozen=True, slots=True)
class Rule:
    """When ``when`` holds, the policy indicates ``indicates``, because of one sentence."""

    id: str
    indicates: str
    when: Condition
    because: str
    source: Provenance


@dataclass(frozen=True, slots=True)
class Approval:
    """A supervisor decides afterwards where one of ``markers`` is set; nothing waits for that.

    ``within_s``: seconds until an undecided one escalates. ``keeper`` is the team that keeps the
    incident of an outcome that leads to no team. ``source`` is about the markers and the clock.
    """

    markers: tuple[str, ...]
    within_s: int
    keeper: str
    source: Provenance


@dataclass(frozen=True, slots=True)
class Guard:
    """Holds non-urgent outcomes while ``when`` holds and ``until`` does not.

    ``takes_rationale``: one line of the advisor's reasoning meets it. ``referral``: so does a
    risk-assessed hand-over that one of these teams accepted. On an urgent outcome it only adds
    ``open_item``, and asks for no ``approval``.
    """

    id: str
    holds: tuple[str, ...]
    when: Condition
    until: Condition
    takes_rationale: bool
    sentence: str
    go_to: str
    open_item: str
    source: Provenance
    referral: tuple[str, ...] = ()
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """A team with a queue; never a person."""

    key: str
    name: str
    closes_incidents: bool
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can happen with an incident. ``function_key`` is "F5" … "F12"; no team: contact only.

    ``promise_within_s``: seconds until the promise is to be kept, ``None`` where it has no time.
    """

    key: str
    name: str
    function_key: str
    teams: tuple[str, ...]
    attends: bool
    promise: str
    wants_appointment: bool = False
    promise_within_s: int | None = None


@dataclass(frozen=True, slots=True)
class Disposition:
    """How a contact can end without an incident, and what the caller is told then.

    ``team`` owns what follows, ``None`` when nothing does; ``reply_within_s`` is its clock, and
    ``None`` where the force published none. ``fallback`` is the team that has it when the owner
    does not take it in time.
    """

    key: str
    name: str
    promise: str
    team: str | None = None
    reply_within_s: int | None = None
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """First-minute advice to read out."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What belongs to a caller's situation: advice to say first, risk markers to be decided."""

    key: Literal["child_calling"]
    advice: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. Lookups raise KeyError for what it does not have.

    ``sources`` says of each of its files where what stands there comes from, or that it is not
    published.
    """

    ref: PolicyRef
    force: str
    name: str
    indication: IndicationShown
    letters: tuple[Letter, ...]
    grades: tuple[Grade, ...]
    questions: tuple[Question, ...]
    incident_types: tuple[IncidentType, ...]
    markers: tuple[Marker, ...]
    rules: tuple[Rule, ...]
    guards: tuple[Guard, ...]
    teams: tuple[Team, ...]
    outcomes: tuple[Outcome, ...]
    dispositions: tuple[Disposition, ...] = ()
    advice: tuple[Advice, ...] = ()
    situations: tuple[Situation, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    clocks: Clocks = field(default_factory=Clocks)
    identity: IdentityCheck = NO_CHECK

    @property
    def top_grade(self) -> Grade:
        """The highest grade; F12 always sends it."""
        return min(self.grades, key=lambda grade: grade.rank)

    def letter(self, key: str) -> Letter:
        """The letter with ``key``."""
        return _named(self.letters, key)

    def grade(self, key: str) -> Grade:
        """The grade with ``key``."""
        return _named(self.grades, key)

    def question(self, key: str) -> Question:
        """The question with ``key``."""
        return _named(self.questions, key)

    def incident_type(self, key: str) -> IncidentType:
        """The incident type with ``key``."""
        return _named(self.incident_types, key)

    def marker(self, key: str) -> Marker:
        """The risk marker with ``key``."""
        return _named(self.markers, key)

    def team(self, key: str) -> Team:
        """The team with ``key``."""
        return _named(self.teams, key)

    def outcome(self, key: str) -> Outcome:
        """The outcome with ``key``."""
        return _named(self.outcomes, key)

    def situation(self, key: str) -> Situation | None:
        """What belongs to a situation, ``None`` where the policy says nothing of it."""
        return next((one for one in self.situations if one.key == key), None)

    def disposition(self, key: str) -> Disposition:
        """The end without an incident with ``key``."""
        return _named(self.dispositions, key)

    @property
    def closing_question(self) -> Question | None:
        """What is asked before a contact ends without an incident."""
        return next((question for question in self.questions if question.closing), None)

    def has_question(self, key: str) -> bool:
        """Whether the policy has that question."""
        return any(question.key == key for question in self.questions)

    def has_marker(self, key: str) -> bool:
        """Whether the policy has that risk marker."""
        return any(marker.key == key for marker in self.markers)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_T = TypeVar("_T", bound=_Keyed)


def _named(things: tuple[_T, ...], key: str) -> _T:
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)
