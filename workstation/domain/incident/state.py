"""What is true of an incident: the reading of the stream that the hub writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workstation.domain.incident import events
from workstation.domain.incident import link_events as links
from workstation.domain.incident import work_events as work
from workstation.domain.incident.approval import Approval
from workstation.domain.incident.tasks import Task

Standing = Literal["delivered", "accepted", "refused", "closed"]


@dataclass(frozen=True, slots=True)
class Said:
    """Something said about the incident after hand-over, newest last."""

    at_utc: str
    by: str
    kind: Literal["correction", "stand_down", "phoned", "request_refused"]
    text: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What a team did with it, newest last."""

    at_utc: str
    by_name: str
    text: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """A fresh assessment and when it was made."""

    fact: work.Reassessed
    at_utc: str


@dataclass(frozen=True, slots=True)
class Lowering:
    """A lower grade that was asked for, and a supervisor's word on it when there is one."""

    fact: work.LoweringAsked
    at_utc: str
    decided: work.LoweringDecided | None = None
    decided_at: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What came after the hand-over; ``seq`` is the number of the event that says so."""

    fact: links.NewFactHeard
    at_utc: str
    seq: int


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as of its newest event. ``opened`` is what the desk asked for, word by word.

    ``grades`` are its changes with the time of each in ``graded_at``; nothing of them, of
    ``lowerings`` and of ``assessed`` is ever replaced. ``linked`` are incidents that may be the
    same, ``parted`` those that a person said are not.
    """

    incident_id: str
    opened: events.IncidentOpened | None = None
    delivered_at: str | None = None
    standing: Standing = "delivered"
    team: str = ""
    team_name: str = ""
    grade: str = ""
    grade_name: str = ""
    grade_rank: int = 0
    urgent: bool = False
    top: bool = False
    accept_within_s: int = 0
    waiting_since: str | None = None
    claimed_by: str | None = None
    claimed_by_name: str = ""
    accepted_by: str | None = None
    accepted_by_name: str = ""
    accepted_at: str | None = None
    refused_by_name: str = ""
    refused_cause: str = ""
    refused_at: str | None = None
    overdue_since: str | None = None
    closed_at: str | None = None
    closed_how: str = ""
    approval: Approval | None = None
    contacts: tuple[str, ...] = ()
    grades: tuple[events.GradeChanged, ...] = ()
    graded_at: tuple[str, ...] = ()
    lowerings: tuple[Lowering, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    tasks: tuple[Task, ...] = ()
    assigned_to: str = ""
    attended_at: str | None = None
    deeds: tuple[Deed, ...] = ()
    news: tuple[News, ...] = ()
    seen_upto: int = 0
    linked: tuple[links.IncidentsLinked, ...] = ()
    parted: tuple[str, ...] = ()
    major: links.MajorDeclared | None = None
    major_since: str | None = None
    said: tuple[Said, ...] = ()
    requests: frozenset[str] = frozenset()
    newer: tuple[str, ...] = ()
    last_seq: int = 0

    @property
    def delayed(self) -> bool:
        """Whether it is to be compared with what was done already, and is no fresh dispatch.

        Its hand-over, or the raise that is the newest change of its grade, arrived late or was
        phoned through before it came.
        """
        began_late = self.opened is not None and self.opened.delayed
        return began_late or (bool(self.grades) and self.grades[-1].late_s > 0)

    @property
    def unheld_since(self) -> str | None:
        """Since when it waits for a receiver to accept it or, given back, for another team.

        ``None`` when somebody has it, or it is closed or not opened.
        """
        if self.standing == "refused":
            return self.refused_at
        return self.waiting_since if self.standing == "delivered" else None

    @property
    def lowering(self) -> work.LoweringAsked | None:
        """The lower grade that waits for a supervisor; a newer wish stands before an older one."""
        newest = self.lowerings[-1] if self.lowerings else None
        open_ = newest is not None and newest.decided is None and self.standing != "closed"
        return newest.fact if newest and open_ else None

    @property
    def unseen(self) -> tuple[News, ...]:
        """What came after the hand-over and the team has not seen."""
        return tuple(n for n in self.news if n.seq > self.seen_upto)
