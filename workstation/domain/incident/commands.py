"""What desks ask of an incident and tell of it, and what clocks bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workstation.domain import desk_stream as desk
from workstation.domain.contact.facts import PromiseMade
from workstation.domain.incident.link_events import NewFactHeard
from workstation.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may know besides the state.

    ``teams`` are key and name of every team that can receive, ``closing`` those that may end an
    incident. ``policy`` is the one the incident is pinned to, ``None`` where the hub does not hold
    it.
    """

    teams: Mapping[str, str]
    closing: frozenset[str]
    policy: Policy | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """From which desk's event a command comes, and by whom."""

    event_id: str
    desk_id: str
    by: str


@dataclass(frozen=True, slots=True)
class Open:
    """A desk hands an incident over."""

    request: desk.HandOverRequested
    asked: Asked
    requested_at_utc: str
    delayed: bool
    phoned_to: str | None


@dataclass(frozen=True, slots=True)
class Raise:
    """A desk raised the grade: a fact. ``late_s`` as in `GradeChanged`."""

    raised: desk.GradeRaised
    asked: Asked
    by_name: str = ""
    late_s: int = 0


@dataclass(frozen=True, slots=True)
class NewGrade:
    """A grade as the policy of the request describes it. ``accept_within_s`` is seconds."""

    rank: int
    urgent: bool
    top: bool
    accept_within_s: int


@dataclass(frozen=True, slots=True)
class Lower:
    """A desk asks for a lower grade; ``to`` is ``None`` when the hub lacks the request's policy."""

    request: desk.LowerGradeRequested
    to: NewGrade | None
    asked: Asked
    by_name: str


@dataclass(frozen=True, slots=True)
class DeskReRoute:
    """A desk asks for another team."""

    request: desk.ReRouteRequested
    asked: Asked
    by_name: str


@dataclass(frozen=True, slots=True)
class Correct:
    """A desk corrected what it had sent: a fact."""

    text: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class StandDown:
    """A desk says police are no longer needed."""

    reason: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class NotePhoned:
    """A desk gave it by telephone: a fact."""

    phoned: desk.PhonedThrough
    asked: Asked


@dataclass(frozen=True, slots=True)
class Link:
    """Another contact belongs to the incident: a fact."""

    contact_id: str
    note: str
    by: str
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class Separate:
    """A contact does not belong to the incident: a fact."""

    contact_id: str
    note: str
    by: str
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class Hear:
    """What a contact brought that nobody knew of, and what its caller was promised: facts.

    ``at_utc``: when the hub heard it.
    """

    news: tuple[NewFactHeard, ...]
    promises: tuple[PromiseMade, ...]
    at_utc: str


@dataclass(frozen=True, slots=True)
class AnswerTask:
    """A desk says what the caller answered, or why something was done: a fact."""

    task_id: str
    text: str
    asked: Asked
    by_name: str


@dataclass(frozen=True, slots=True)
class AskApproval:
    """A desk learnt of a risk after the hand-over: a fact."""

    wanted: desk.ApprovalWanted
    asked: Asked


@dataclass(frozen=True, slots=True)
class RunOut:
    """The acceptance clock ran out."""


@dataclass(frozen=True, slots=True)
class ApprovalRunOut:
    """The clock of an approval that nobody decided ran out."""


@dataclass(frozen=True, slots=True)
class TaskRunOut:
    """The clock of a task ran out."""

    task_id: str


Command = (
    Open
    | Raise
    | Lower
    | DeskReRoute
    | Correct
    | StandDown
    | NotePhoned
    | Link
    | Separate
    | Hear
    | AnswerTask
    | AskApproval
    | RunOut
    | ApprovalRunOut
    | TaskRunOut
)
