"""The whole control room for a supervisor: desks, what waits, phoned through, alarms that rang."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Literal, TypeVar, get_args

from workstation.domain.desk_stream import PhonedThrough
from workstation.domain.incident.events import AcceptanceOverdue, ApprovalOverdue
from workstation.domain.incident.tasks import Kind, TaskOverdue
from workstation.hub import queues, supervised
from workstation.hub.clock import later, time_of
from workstation.hub.desk_standing import standings
from workstation.hub.hub import Hub
from workstation.hub.store import incidents, lately, people
from workstation.hub.store.engine import Transaction
from workstation.hub.store.lately import Came
from workstation.protocol.messages import QueueItem
from workstation.protocol.payloads import entry_kept
from workstation.protocol.supervising import WirePhoned, WireRang, WireSupervision

#: Seconds for which what was phoned through, and alarms that rang, are shown.
OF_LATE_S: Final = 12 * 3600.0
#: Seconds ahead within which tasks that run out are told: an outage may last as long.
AHEAD_S: Final = 3600.0
#: What an alarm of each event is called.
_ALARMS: Final[dict[str, Literal["acceptance", "approval", "task"]]] = {
    AcceptanceOverdue.__name__: "acceptance",
    ApprovalOverdue.__name__: "approval",
    TaskOverdue.__name__: "task",
}
#: The longest list of each kind; what is left out is counted.
DESKS: Final = 500
ROWS: Final = 200
T = TypeVar("T")


def supervision(hub: Hub) -> WireSupervision:
    """Everything of one moment. Raises `StoreUnreachable`."""
    with hub.reading() as tx:
        now = hub.clock(tx)
        desks, more_desks = _cut(standings(tx, now), DESKS)
        items = queues.everywhere(tx)
        begin = later(now, -OF_LATE_S)
        told, more_phoned = lately.since(tx, [PhonedThrough.__name__], begin, ROWS)
        rung, more_rang = lately.since(tx, _ALARMS, begin, ROWS)
        phoned, rang = _phoned(tx, told), _rang(tx, rung)
    waiting, more_waiting = _cut(supervised.waiting(items), ROWS)
    approvals, more_approvals = _cut(supervised.approvals(items), ROWS)
    overdue, more_overdue = _cut(supervised.overdue(items), ROWS)
    lowerings, more_lowerings = _cut(supervised.lowerings(items), ROWS)
    majors, more_majors = _cut([item for item in items if item.major], ROWS)
    return WireSupervision(
        now_utc=now,
        desks=desks,
        waiting=waiting,
        approvals=approvals,
        phoned=phoned,
        rang=rang,
        overdue=overdue,
        lowerings=lowerings,
        majors=majors,
        due_next=supervised.due_next(items, later(now, AHEAD_S), ROWS),
        more_desks=more_desks,
        more_waiting=more_waiting,
        more_approvals=more_approvals,
        more_phoned=more_phoned,
        more_rang=more_rang,
        more_overdue=more_overdue,
        more_lowerings=more_lowerings,
        more_majors=more_majors,
    )


def _cut(whole: Sequence[T], limit: int) -> tuple[tuple[T, ...], int]:
    return tuple(whole[:limit]), max(0, len(whole) - limit)


def _phoned(tx: Transaction, told: Collection[Came]) -> tuple[WirePhoned, ...]:
    read = [(one, body) for one in told if isinstance(body := _body(one), PhonedThrough)]
    known = _items(tx, {body.incident_id for _, body in read})
    users = people.names(tx, {one.event.actor for one, _ in read})
    return tuple(
        WirePhoned(
            incident_id=body.incident_id,
            reference=item.reference if item else "",
            told=body.told,
            told_at=_by_our_clock(body.told_at_utc, one),
            by_name=users.get(one.event.actor, one.event.actor),
            desk_name=one.desk_name,
            standing=item.standing if item else "",
            team_name=item.team_name if item else "",
            accepted_by=item.accepted_by if item else "",
        )
        for one, body in read
        for item in (known.get(body.incident_id),)
    )


def _rang(tx: Transaction, rung: Collection[Came]) -> tuple[WireRang, ...]:
    known = _items(tx, {one.event.stream_id for one in rung})
    return tuple(
        WireRang(
            incident_id=item.incident_id,
            reference=item.reference,
            kind=_ALARMS[one.event.type],
            rang_at=one.arrived_at,
            headline=item.headline,
            team_name=item.team_name,
            standing=item.standing,
            accepted_by=item.accepted_by,
            task=_kind(named),
            text=next((t.text for t in item.tasks if t.task_id == named), ""),
        )
        for one in rung
        for named in (_task(one),)
        if (item := known.get(one.event.stream_id)) is not None
    )


def _task(one: Came) -> str:
    """The task that an alarm is about; empty where it is about none."""
    body = _body(one) if one.event.type == TaskOverdue.__name__ else None
    return body.task_id if isinstance(body, TaskOverdue) else ""


def _kind(task_id: str) -> Kind | Literal[""]:
    """What a task is; its name begins with it."""
    word = task_id.partition("-")[0]
    return next((kind for kind in get_args(Kind) if kind == word), "")


def _items(tx: Transaction, incident_ids: Collection[str]) -> dict[str, QueueItem]:
    """The queue's lines of those of the incidents that were opened."""
    readings = incidents.by_ids(tx, incident_ids)
    return {key: QueueItem.model_validate_json(r.item) for key, r in readings.items()}


def _by_our_clock(told_at_utc: str, one: Came) -> str:
    """When somebody was told, by the hub's clock; when it came in, if the desk's word is none."""
    if time_of(told_at_utc) is None:
        return one.arrived_at
    return later(told_at_utc, (one.event.hub_offset_ms or 0) / 1e3)


def _body(one: Came) -> object:
    return entry_kept(one.event).body
