"""What the hub answers, as the desk reads it: plain values, or one of five kinds of failure.

Screens read these without meeting the wire: pydantic stays in `workstation.desk.link`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workstation.domain.desk_stream import HandOverKind
from workstation.domain.events import Event
from workstation.domain.incident.steps import StepName
from workstation.domain.incident.tasks import Kind as TaskKind
from workstation.domain.incident.work_events import LetterLine


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing answered: no line, no name, no time, or an answer cut off half-way.

    ``may_have_arrived``: the question was on its way, only the answer is missing.
    """

    sentence: str
    may_have_arrived: bool = False


@dataclass(frozen=True, slots=True)
class NotOurHub:
    """Something answered that is not the hub this machine was enrolled at."""

    sentence: str


@dataclass(frozen=True, slots=True)
class SignInNeeded:
    """The hub does not know this credential, or no longer."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The hub understood and said no. ``word`` is for programs, ``sentence`` for people.

    ``status`` is the HTTP status.
    """

    word: str
    sentence: str
    status: int = 400


@dataclass(frozen=True, slots=True)
class Later:
    """The hub cannot now; ``retry_after_s`` is its wish in seconds, when it said one."""

    sentence: str
    retry_after_s: float | None = None


Failure = Unreachable | NotOurHub | SignInNeeded | Refused | Later
FAILURES = (Unreachable, NotOurHub, SignInNeeded, Refused, Later)


@dataclass(frozen=True, slots=True)
class Session:
    """A person's sign-in at the hub. ``token`` stays in memory and is never stored or shown.

    ``good_for_s``: seconds until it ends, ``None`` where the hub does not say.
    """

    sign_in: str
    token: str
    user: str
    name: str
    roles: frozenset[str]
    teams: tuple[str, ...]
    offline_days: int
    good_for_s: float | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that nobody has done yet; ``owner`` does it, ``team`` owes it where it is named.

    It is due ``within_s`` seconds after ``since``, by the hub's clock.
    """

    task_id: str
    kind: TaskKind
    text: str
    since: str
    within_s: int
    overdue: bool = False
    owner: Literal["team", "supervisor", "advisors"] = "team"
    team: str = ""
    contact_id: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One incident in a team's queue; its whole record is read by its id.

    ``approval`` is a supervisor's of not attending, empty where none is asked for. ``lowering_to``
    is the lower grade that waits for a supervisor, with the fresh assessment it was asked with.
    ``unseen`` is what alarms until the team has seen it, ``added`` how much else came after the
    hand-over and was not seen, with the newest of it; ``major`` is a major incident's briefing.
    """

    incident_id: str
    reference: str
    team: str
    team_name: str
    standing: Literal["delivered", "accepted", "refused", "closed"]
    grade: str
    grade_name: str
    grade_rank: int
    urgent: bool
    top: bool
    headline: str
    place: str
    vulnerable: bool
    delivered_at: str
    waiting_since: str
    accept_within_s: int
    overdue: bool
    claimed_by: str = ""
    accepted_by: str = ""
    desk_name: str = ""
    delayed: bool = False
    approval: Literal["", "pending", "given", "refused", "met"] = ""
    approval_since: str = ""
    approval_overdue: bool = False
    approval_because: str = ""
    approval_rationale: str = ""
    approval_by: str = ""
    kind: HandOverKind = "incident"
    assigned_to: str = ""
    attended_at: str = ""
    lowering_to: str = ""
    lowering_by: str = ""
    lowering_reason: str = ""
    lowering_since: str = ""
    lowering_letters: tuple[LetterLine, ...] = ()
    major: str = ""
    unseen: tuple[str, ...] = ()
    added: int = 0
    added_last: str = ""
    tasks: tuple[TaskRow, ...] = ()


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A team's queue in the order it is to be worked, as of a change number of the hub."""

    rows: tuple[QueueRow, ...]
    up_to: int
    now_utc: str


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a step says besides its name; each step needs some of it, none needs all.

    ``cause`` are its words; ``grade`` is a key of the policy; ``to`` is who it is assigned to;
    ``other`` names another incident; ``upto_seq`` is the newest event that was seen.
    """

    cause: str = ""
    team: str = ""
    team_name: str = ""
    grade: str = ""
    to: str = ""
    task_id: str = ""
    other: str = ""
    upto_seq: int = 0
    letters: tuple[LetterLine, ...] = ()


@dataclass(frozen=True, slots=True)
class StepAsk:
    """A person's step. The same ``op_id`` again counts once, whatever became of the reply."""

    op_id: str
    incident_id: str
    step: StepName
    words: StepWords = StepWords()


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """Whether a receiver's step took effect; if not, why. ``row`` is the incident as it is now."""

    done: bool
    cause: str = ""
    row: QueueRow | None = None


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """The hub's stored record of one incident: its events, its contacts' and its requests."""

    incident_id: str
    incident: tuple[Event, ...]
    contacts: Mapping[str, tuple[Event, ...]]
    requests: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Another open incident that may be the same, and plain reasons why; a person decides."""

    incident_id: str
    reference: str
    headline: str
    place: str
    grade_name: str
    team_name: str
    standing: Literal["delivered", "accepted", "refused", "closed"]
    opened_at: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """The hub's stored record of one contact: its events, and what was asked about it."""

    contact_id: str
    events: tuple[Event, ...]
    requests: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class CallElsewhere:
    """A call under way at another desk. ``heard_at``: when the hub last heard of it."""

    contact_id: str
    desk_name: str
    advisor_name: str
    answered_at: str
    heard_at: str
    line: str
    number: str | None
    words: str
    taken_by_name: str = ""


@dataclass(frozen=True, slots=True)
class CallsElsewhere:
    """Calls under way at other desks, the newest first; ``more`` when not all are here."""

    now_utc: str
    calls: tuple[CallElsewhere, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class TakenCall:
    """What the hub holds of a call that this desk goes on with; ``cause``: why it cannot have it.

    ``incidents``: those of its incidents that the hub knows.
    """

    contact_id: str
    done: bool
    cause: str = ""
    desk_name: str = ""
    events: tuple[Event, ...] = ()
    incidents: tuple[str, ...] = ()
