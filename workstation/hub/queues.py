"""A team's queue: what waits and what was accepted, in the order it is to be worked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from workstation.domain.incident.approval import HOLDING, Approval
from workstation.domain.incident.news import LOUD, in_a_line
from workstation.domain.incident.state import Incident
from workstation.domain.incident.tasks import OWNER, Task, still_open
from workstation.hub.clock import later
from workstation.hub.hub import Hub
from workstation.hub.store import incidents, owed
from workstation.hub.store.engine import Transaction
from workstation.protocol.messages import Queue, QueueItem, WireLetter, WireTask


def item_of(incident: Incident) -> QueueItem:
    """The queue's line for an incident that was opened."""
    opened = incident.opened
    if opened is None:
        raise ValueError("not opened")
    return QueueItem(
        incident_id=incident.incident_id,
        reference=opened.reference,
        team=incident.team,
        team_name=incident.team_name,
        standing=incident.standing,
        grade=incident.grade,
        grade_name=incident.grade_name,
        grade_rank=incident.grade_rank,
        urgent=incident.urgent,
        top=incident.top,
        headline=opened.headline,
        place=opened.place,
        vulnerable=opened.vulnerable,
        delivered_at=incident.delivered_at or "",
        waiting_since=incident.waiting_since or "",
        accept_within_s=incident.accept_within_s,
        overdue=incident.overdue_since is not None,
        claimed_by=incident.claimed_by_name,
        accepted_by=incident.accepted_by_name,
        desk_name=opened.desk_name,
        delayed=incident.delayed,
        kind=opened.kind,
        assigned_to=incident.assigned_to,
        attended_at=incident.attended_at or "",
        major=incident.major.briefing if incident.major else "",
        **_new(incident),
        tasks=tuple(_task(task) for task in still_open(incident.tasks)),
        **_approval(incident.approval),
        **_lowering(incident),
    )


def _new(incident: Incident) -> dict[str, Any]:
    unseen = incident.unseen
    loud = tuple(in_a_line(n.fact) for n in unseen if n.fact.kind in LOUD)
    quiet = [n.fact.text for n in unseen if n.fact.kind not in LOUD]
    return {"unseen": loud, "added": len(quiet), "added_last": quiet[-1] if quiet else ""}


def _task(task: Task) -> WireTask:
    fact = task.fact
    return WireTask(
        task_id=fact.task_id,
        kind=fact.kind,
        text=fact.text,
        since=task.since,
        within_s=fact.within_s,
        overdue=task.overdue_since is not None,
        owner=OWNER[fact.kind],
        team=fact.team,
        contact_id=fact.contact_id,
    )


def _lowering(incident: Incident) -> dict[str, Any]:
    wish = incident.lowering
    if wish is None:
        return {}
    return {
        "lowering_to": wish.grade_name,
        "lowering_by": wish.by_name or wish.by,
        "lowering_reason": wish.reason,
        "lowering_since": incident.lowerings[-1].at_utc,
        "lowering_letters": tuple(WireLetter.model_validate(asdict(x)) for x in wish.letters),
    }


def _approval(approval: Approval | None) -> dict[str, Any]:
    if approval is None:
        return {}
    newest = approval.newest
    decided_by = newest.by_name if newest else approval.met_by_name
    return {
        "approval": approval.state,
        "approval_since": approval.since,
        "approval_overdue": approval.overdue_since is not None,
        "approval_because": approval.wanted.because,
        "approval_rationale": approval.wanted.rationale,
        "approval_by": decided_by,
    }


def worked_in_order(items: list[QueueItem]) -> tuple[QueueItem, ...]:
    """What waits before what was accepted; then grade, overdue, clock (minute), vulnerability."""
    return tuple(sorted(items, key=_place))


def _place(item: QueueItem) -> tuple[bool, int, bool, str, bool, str]:
    runs_out = later(item.waiting_since, item.accept_within_s)
    return (
        item.standing == "accepted",
        item.grade_rank,
        not item.overdue,
        runs_out[:16],
        not item.vulnerable,
        item.waiting_since,
    )


def queue(hub: Hub, team: str, *, given_back: bool) -> Queue:
    """The queue of a team as of now.

    ``given_back``: also what the team refused and nobody gave to another one within its time, or
    what a supervisor has to decide.
    """
    standings = ("delivered", "accepted", *(("refused",) if given_back else ()))
    with hub.reading() as tx:
        up_to = tx.newest_number("changes")
        readings = incidents.standing(tx, standings, team)
        readings += tuple(incidents.by_ids(tx, owed.by_team(tx, team)).values())
        now = hub.clock(tx)
    return Queue(items=_to_be_worked(readings), up_to=up_to, now_utc=now)


def everywhere(tx: Transaction) -> tuple[QueueItem, ...]:
    """What every team has, also what was refused, in the order it is to be worked."""
    readings = incidents.standing(tx, ("delivered", "accepted", "refused"))
    return worked_in_order([QueueItem.model_validate_json(r.item) for r in readings])


def _to_be_worked(readings: Iterable[incidents.Reading]) -> tuple[QueueItem, ...]:
    items = [QueueItem.model_validate_json(reading.item) for reading in readings]
    return worked_in_order(
        [i for i in items if i.standing != "refused" or i.overdue or i.approval in HOLDING]
    )
