"""What receivers and supervisors do with an incident at their screens."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.incident.work_events import LetterLine


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody signed in does it: user name, and the name as others read it."""

    by: str
    by_name: str


@dataclass(frozen=True, slots=True)
class Claim(Deed):
    """A receiver looks at it."""


@dataclass(frozen=True, slots=True)
class Accept(Deed):
    """A receiver takes it."""


@dataclass(frozen=True, slots=True)
class Refuse(Deed):
    """A receiver gives it back."""

    cause: str


@dataclass(frozen=True, slots=True)
class ReRoute(Deed):
    """A receiver passes it to another team; in haste without a reason where it is urgent."""

    team: str
    reason: str


@dataclass(frozen=True, slots=True)
class Close(Deed):
    """A receiver ends it."""

    how: str


@dataclass(frozen=True, slots=True)
class Assign(Deed):
    """A receiver gives it to somebody of the team."""

    to: str


@dataclass(frozen=True, slots=True)
class Act(Deed):
    """A receiver notes what was done."""

    text: str


@dataclass(frozen=True, slots=True)
class Attend(Deed):
    """A receiver notes that somebody is with the caller."""

    text: str


@dataclass(frozen=True, slots=True)
class AskFact(Deed):
    """A receiver asks what the caller is to be asked."""

    question: str


@dataclass(frozen=True, slots=True)
class FinishTask(Deed):
    """A receiver says how a task was done."""

    task_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Review(Deed):
    """A supervisor has looked at it; ``text`` says what is to happen."""

    text: str


@dataclass(frozen=True, slots=True)
class Reassess(Deed):
    """Somebody assesses it afresh."""

    letters: tuple[LetterLine, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class RaiseGrade(Deed):
    """It is graded higher from now on; letters and reason may follow."""

    grade: str
    reason: str
    letters: tuple[LetterLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AskLower(Deed):
    """A receiver asks for a lower grade."""

    grade: str
    reason: str
    letters: tuple[LetterLine, ...]


@dataclass(frozen=True, slots=True)
class DecideLower(Deed):
    """A supervisor approves a lower grade, or refuses it."""

    given: bool
    reason: str


@dataclass(frozen=True, slots=True)
class DecideApproval(Deed):
    """A supervisor approves, or refuses, that nobody attends."""

    given: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SeeNews(Deed):
    """A receiver has seen what later contacts brought."""

    upto_seq: int


@dataclass(frozen=True, slots=True)
class LinkIncident(Deed):
    """Another incident may be the same."""

    other_id: str
    other_reference: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartIncident(Deed):
    """Another incident is another matter."""

    other_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeclareMajor(Deed):
    """A supervisor declares a major incident, or gives it a newer briefing."""

    briefing: str


@dataclass(frozen=True, slots=True)
class EndMajor(Deed):
    """A supervisor ends the major incident."""

    note: str
