"""What needs a supervisor now, also while the link is lost: each has a name, so that it is heard
once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from workstation.desk.answers import QueueRow
from workstation.desk.clock import utc_of
from workstation.desk.supervising import Supervision

Kind = Literal["overdue", "refused", "approval", "phoned", "silent", "unsent"]
#: Seconds that what was phoned through may be on its way until it is missed.
PHONED_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class SupervisorAlarm:
    """``about`` and ``since`` tell one wait from the next of the same incident or desk."""

    kind: Kind
    about: str
    since: str
    sentence: str


def alarms_in(seen: Supervision, since_read_s: float) -> tuple[SupervisorAlarm, ...]:
    """Every alarm as of ``since_read_s`` seconds after ``seen`` was read."""
    return tuple(_every(seen, since_read_s))


def _every(seen: Supervision, since_read_s: float) -> Iterator[SupervisorAlarm]:
    for row in seen.waiting:
        if row.standing == "refused":
            said = f"{_what(row)} was refused and nobody has it: have it re-routed."
            yield SupervisorAlarm("refused", row.incident_id, row.waiting_since, said)
        elif row.overdue or _waited(row, seen.now_utc) + since_read_s > row.accept_within_s:
            said = f"{_what(row)}: nobody has accepted it in time."
            yield SupervisorAlarm("overdue", row.incident_id, row.waiting_since, said)
    for row in seen.approvals:
        if row.approval_overdue:
            said = f"{_what(row)}: that nobody attends waits for your word."
            yield SupervisorAlarm("approval", row.incident_id, row.approval_since, said)
    for one in seen.phoned:
        if not one.standing and _seconds(one.told_at, seen.now_utc) + since_read_s > PHONED_S:
            which = f" {one.reference}" if one.reference else ""
            said = f"Phoned through by {one.desk_name}{which}: its hand-over has not arrived."
            yield SupervisorAlarm("phoned", one.incident_id, one.told_at, said)
    for desk in seen.desks:
        if desk.state == "silent":
            said = f"{desk.name} is silent{' in the middle of a call' if desk.on_call else ''}."
            yield SupervisorAlarm("silent", desk.desk_id, desk.heard_at, said)
        elif desk.state == "waiting" and desk.urgent_waiting:
            said = f"{desk.name} has {desk.urgent_waiting} urgent without the hub's receipt."
            yield SupervisorAlarm("unsent", desk.desk_id, desk.oldest_waiting_since, said)


def _what(row: QueueRow) -> str:
    return f"{row.grade_name} {row.reference} at {row.team_name}"


def _waited(row: QueueRow, now_utc: str) -> float:
    return _seconds(row.waiting_since, now_utc)


def _seconds(then_utc: str, now_utc: str) -> float:
    try:
        return (utc_of(now_utc) - utc_of(then_utc)).total_seconds()
    except ValueError:
        return 0.0
