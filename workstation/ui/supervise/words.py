"""The control room as a supervisor reads it, in a window or at a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.domain.text import one_line
from workstation.ui.supervise.lines import (
    LATE,
    Row,
    clock,
    lowering,
    major,
    overdue,
    seconds,
    since,
    what,
)

if TYPE_CHECKING:
    from workstation.desk.answers import QueueRow
    from workstation.desk.supervising import DeskStanding, Phoned, Rang, Standing, Supervision

#: Seconds by which a desk's copy may be behind without a word.
BEHIND_S: Final = 120
_NOBODY: Final[dict[str, str]] = {
    "acceptance": "nobody accepted in time",
    "approval": "nobody approved in time",
}
_STANDS: Final[dict[Standing, str]] = {
    "": "its hand-over has not arrived",
    "delivered": "delivered, nobody has accepted",
    "accepted": "accepted",
    "refused": "REFUSED, nobody has it",
    "closed": "closed",
}


class Section(NamedTuple):
    """A heading with its lines; ``more`` is how many are left out."""

    title: str
    rows: tuple[Row, ...]
    more: int = 0
    none: str = "None."

    @property
    def lines(self) -> tuple[Row, ...]:
        """The rows as they are shown, also where there is none."""
        more = (Row(f"and {self.more} more"),) if self.more else ()
        return (*(self.rows or (Row(self.none),)), *more)


def sections(seen: Supervision) -> tuple[Section, ...]:
    """Every section, also those that are empty."""
    now = seen.now_utc
    desks = tuple(Row(_desk(d, now), marked=d.state in ("silent", "waiting")) for d in seen.desks)
    phoned = tuple(
        Row(_phoned(one, now), one.incident_id, marked=not one.standing) for one in seen.phoned
    )
    rang = tuple(_rang(one, now) for one in seen.rang)
    return (
        Section("Desks", desks, seen.more_desks),
        Section("Phoned through, the last twelve hours", phoned, seen.more_phoned),
        *_open_incidents(seen),
        Section("Alarms that rang, the last twelve hours", rang, seen.more_rang),
    )


def _open_incidents(seen: Supervision) -> Iterator[Section]:
    now = seen.now_utc
    rows = tuple(
        Row(_waiting(row, now), row.incident_id, marked=row.overdue or row.standing == "refused")
        for row in seen.waiting
    )
    yield Section("Waiting", rows, seen.more_waiting, "Nothing waits for a person.")
    rows = tuple(
        Row(_approval(row, now), row.incident_id, "approval", row.approval_overdue)
        for row in seen.approvals
    )
    yield Section("Approvals", rows, seen.more_approvals)
    rows = tuple(lowering(row, now) for row in seen.lowerings)
    yield Section("Lower grades asked for", rows, seen.more_lowerings)
    rows = tuple(line for row in seen.overdue for line in overdue(row, now))
    yield Section("Overdue", rows, seen.more_overdue, "Everything is done in time.")
    yield Section("Major incidents", tuple(major(row) for row in seen.majors), seen.more_majors)


def as_text(seen: Supervision) -> str:
    """Every section for a terminal."""
    return "\n".join(
        line
        for section in sections(seen)
        for line in (f"{section.title}:", *(f"  {row.text}" for row in section.lines))
    )


def as_json(seen: Supervision) -> str:
    """The same for a program: one object on one line."""
    return json.dumps(asdict(seen), ensure_ascii=False)


def _desk(desk: DeskStanding, now_utc: str) -> str:
    mark = desk.state.upper() if desk.state in ("silent", "waiting") else desk.state
    said = [part for part in _of_desk(desk, now_utc) if part]
    return f"{mark:<9} {one_line(desk.name):<20} {'; '.join(said)}".rstrip()


def _of_desk(desk: DeskStanding, now_utc: str) -> Iterator[str]:
    if not desk.heard_at:
        yield "never heard of"
    elif desk.state in ("silent", "closed"):
        yield f"last heard of {since(desk.heard_at, now_utc)} ago"
    if desk.heard_at and not desk.reported_at:
        yield "it tells nothing more: its release is older"
    if desk.waiting:
        urgent = f", {desk.urgent_waiting} urgent" if desk.urgent_waiting else ""
        oldest = since(desk.oldest_waiting_since, now_utc)
        yield f"{desk.waiting} without the hub's receipt{urgent}, the oldest {oldest}"
    if desk.refused:
        yield f"{desk.refused} not taken by the hub and not settled"
    if desk.cache_as_of and desk.state != "closed":
        behind = seconds(desk.cache_as_of, now_utc)
        yield f"its copy is {clock(behind)} old" if behind > BEHIND_S else ""
    yield one_line(desk.user_name)
    yield "on a call" if desk.on_call else ""
    yield f"release {one_line(desk.release)}" if desk.release else ""


def _phoned(one: Phoned, now_utc: str) -> str:
    who = f"by {one_line(one.by_name)} at {one_line(one.desk_name)}"
    return (
        f"{since(one.told_at, now_utc):>7} ago  {one.reference or 'no reference yet':<16} "
        f"told {one_line(one.told)}, {who}: {_stands(one.standing, one.team_name, one.accepted_by)}"
    )


def _rang(one: Rang, now_utc: str) -> Row:
    standing = _stands(one.standing, one.team_name, one.accepted_by)
    which = _NOBODY.get(one.kind) or f"{LATE[one.task]}: {_task(one)}"
    return Row(
        f"{since(one.rang_at, now_utc):>7} ago  {one.reference:<16} {which}; "
        f"now {standing}  {one_line(one.headline)}",
        one.incident_id,
    )


def _task(one: Rang) -> str:
    return one_line(one.text).rstrip(".") or "done since"


def _stands(standing: Standing, team: str, accepted_by: str) -> str:
    by = f" by {one_line(accepted_by)}" if standing == "accepted" and accepted_by else ""
    return f"{_STANDS[standing]}{by}{f' ({one_line(team)})' if team else ''}"


def _waiting(row: QueueRow, now_utc: str) -> str:
    mark = "OVERDUE" if row.overdue else "waiting"
    if row.standing == "refused":
        mark = "REFUSED"
    late = "  DELAYED" if row.delayed else ""
    seen = f"  looked at by {row.claimed_by}" if row.claimed_by else ""
    return f"{mark} {since(row.waiting_since, now_utc):>7}  {what(row)}{late}{seen}"


def _approval(row: QueueRow, now_utc: str) -> str:
    """An approval to be given or refused, with the advisor's line it is decided on."""
    mark = "OVERDUE" if row.approval_overdue else "approve"
    if row.approval == "refused":
        mark = "NOT APPROVED"
    why = one_line(f"{row.approval_because} – {row.approval_rationale or 'no line given'}")
    who = f"  refused by {row.approval_by}" if row.approval == "refused" else ""
    return (
        f"{mark} {since(row.approval_since, now_utc):>7}  {what(row)}  nobody attends: {why}{who}"
    )
