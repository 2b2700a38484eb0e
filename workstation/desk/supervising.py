"""What a supervisor sees of the whole control room, as plain values; times are the hub's clock.

Every list is bounded; beside it stands how many more there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workstation.desk.answers import QueueRow
from workstation.domain.incident.tasks import Kind as TaskKind

#: "waiting": the oldest waiting item is older than two minutes; "silent": not heard of for 45 s
#: though it did not say goodbye; "closed": it said goodbye, or was never heard of.
DeskState = Literal["reporting", "waiting", "silent", "closed"]
#: How an incident stands at the hub; empty while its hand-over has not arrived.
Standing = Literal["", "delivered", "accepted", "refused", "closed"]


@dataclass(frozen=True, slots=True)
class DeskStanding:
    """One enrolled desk. What it reported of itself is as of ``reported_at``.

    ``heard_at``: when the hub last heard anything of it, empty when never; ``reported_at``: its
    last report, empty for a desk of an older release, which tells nothing of the rest.
    ``oldest_waiting_since``: when its oldest waiting item was written, empty when none waits;
    ``oldest_waiting_s``: how old that is now, seconds. ``refused``: items refused or set aside
    that nobody has settled. ``cache_as_of``: when its copy was last in step with the hub.
    ``user`` is who is signed in, ``user_name`` as others read it; both empty for nobody.
    """

    desk_id: str
    name: str
    state: DeskState
    heard_at: str = ""
    reported_at: str = ""
    waiting: int = 0
    urgent_waiting: int = 0
    oldest_waiting_since: str = ""
    oldest_waiting_s: int = 0
    refused: int = 0
    cache_as_of: str = ""
    release: str = ""
    on_call: bool = False
    user: str = ""
    user_name: str = ""


@dataclass(frozen=True, slots=True)
class Phoned:
    """What a desk gave by telephone, and what became of its hand-over at the hub.

    ``reference`` is empty while the hub does not know it. ``told_at``: when somebody was told.
    """

    incident_id: str
    reference: str
    told: str
    told_at: str
    by_name: str
    desk_name: str
    standing: Standing = ""
    team_name: str = ""
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class Rang:
    """An alarm that rang: nobody accepted, approved or did a task in time; how it stands now.

    ``task`` is what was to be done, ``text`` its words while nobody has done it.
    """

    incident_id: str
    reference: str
    kind: Literal["acceptance", "approval", "task"]
    rang_at: str
    headline: str
    team_name: str
    standing: Standing
    accepted_by: str = ""
    task: TaskKind | Literal[""] = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A task that runs out next, so that it is heard also while the link is lost.

    It is due ``within_s`` seconds after ``since``, by the hub's clock.
    """

    incident_id: str
    task_id: str
    reference: str
    grade_name: str
    team_name: str
    kind: TaskKind
    text: str
    since: str
    within_s: int


@dataclass(frozen=True, slots=True)
class Supervision:
    """The control room as of ``now_utc``.

    ``desks``: those that need somebody first. ``waiting``: what no team has accepted, and what was
    refused and nobody re-routed in time, overdue first. ``approvals``: not attending that is not
    approved, overdue first. ``phoned``: of the last twelve hours, newest first. ``rang``: alarms of
    the same hours, newest first. ``overdue``: incidents with a task that nobody did in time, the
    longest ago first. ``lowerings``: those whose lower grade waits for a supervisor, the highest
    grade first. ``majors``: declared major incidents that nobody has ended. ``due_next``: tasks
    that run out within the hour, the next first. Each ``more_…`` is how many the list beside it
    leaves out.
    """

    now_utc: str
    desks: tuple[DeskStanding, ...] = ()
    waiting: tuple[QueueRow, ...] = ()
    approvals: tuple[QueueRow, ...] = ()
    phoned: tuple[Phoned, ...] = ()
    rang: tuple[Rang, ...] = ()
    overdue: tuple[QueueRow, ...] = ()
    lowerings: tuple[QueueRow, ...] = ()
    majors: tuple[QueueRow, ...] = ()
    due_next: tuple[Due, ...] = ()
    more_desks: int = 0
    more_waiting: int = 0
    more_approvals: int = 0
    more_phoned: int = 0
    more_rang: int = 0
    more_overdue: int = 0
    more_lowerings: int = 0
    more_majors: int = 0
