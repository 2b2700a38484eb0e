"""What a desk reports of itself, and what a supervisor is shown of the whole control room."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workstation.domain.incident.tasks import Kind as TaskKind
from workstation.protocol.messages import Message, QueueItem, WireMoment


class DeskReport(Message):
    """How a desk stands, without anything of a call; it replaces the desk's last report.

    ``at`` is the desk's own time. ``oldest_waiting_s``: how long the oldest waiting item has
    waited, seconds, by the clock of the desk that wrote it. ``refused``: items refused or set
    aside that nobody has settled. ``user``: who is signed in, empty for nobody. ``closing``: the
    desk goes away in good order.
    """

    at: WireMoment
    waiting: int = Field(default=0, ge=0, lt=2**31)
    urgent_waiting: int = Field(default=0, ge=0, lt=2**31)
    oldest_waiting_utc: str = Field(default="", max_length=40)
    oldest_waiting_s: int = Field(default=0, ge=0, lt=2**31)
    refused: int = Field(default=0, ge=0, lt=2**31)
    cache_as_of: str = Field(default="", max_length=40)
    release: str = Field(default="", max_length=40)
    on_call: bool = False
    user: str = Field(default="", max_length=200)
    closing: bool = False


class ReportReply(Message):
    """The report was kept."""

    now_utc: str


class WireDesk(Message):
    """`workstation.desk.supervising.DeskStanding` on the wire."""

    desk_id: str
    name: str
    state: Literal["reporting", "waiting", "silent", "closed"]
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


class WirePhoned(Message):
    """`workstation.desk.supervising.Phoned` on the wire."""

    incident_id: str
    reference: str
    told: str
    told_at: str
    by_name: str
    desk_name: str
    standing: Literal["", "delivered", "accepted", "refused", "closed"] = ""
    team_name: str = ""
    accepted_by: str = ""


class WireRang(Message):
    """`workstation.desk.supervising.Rang` on the wire."""

    incident_id: str
    reference: str
    kind: Literal["acceptance", "approval", "task"]
    rang_at: str
    headline: str
    team_name: str
    standing: Literal["", "delivered", "accepted", "refused", "closed"]
    accepted_by: str = ""
    task: TaskKind | Literal[""] = ""
    text: str = ""


class WireDue(Message):
    """`workstation.desk.supervising.Due` on the wire."""

    incident_id: str
    task_id: str
    reference: str
    grade_name: str
    team_name: str
    kind: TaskKind
    text: str
    since: str
    within_s: int


class WireSupervision(Message):
    """`workstation.desk.supervising.Supervision` on the wire; its lists are bounded."""

    now_utc: str
    desks: tuple[WireDesk, ...] = ()
    waiting: tuple[QueueItem, ...] = ()
    approvals: tuple[QueueItem, ...] = ()
    phoned: tuple[WirePhoned, ...] = ()
    rang: tuple[WireRang, ...] = ()
    overdue: tuple[QueueItem, ...] = ()
    lowerings: tuple[QueueItem, ...] = ()
    majors: tuple[QueueItem, ...] = ()
    due_next: tuple[WireDue, ...] = ()
    more_desks: int = 0
    more_waiting: int = 0
    more_approvals: int = 0
    more_phoned: int = 0
    more_rang: int = 0
    more_overdue: int = 0
    more_lowerings: int = 0
    more_majors: int = 0
