"""The control room as a supervisor reads it at a terminal: what needs somebody comes first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Final

from workstation.desk.answers import QueueRow
from workstation.desk.clock import utc_of
from workstation.desk.supervising import DeskStanding, Phoned, Rang, Standing, Supervision
from workstation.domain.text import one_line

#: Seconds by which a desk's copy may be behind without a word.
BEHIND_S: Final = 120
_STANDS: Final[dict[Standing, str]] = {
    "": "its hand-over has not arrived",
    "delivered": "delivered, nobody has accepted",
    "accepted": "accepted",
    "refused": "REFUSED, nobody has it",
    "closed": "closed",
}


def as_text(seen: Supervision) -> str:
    """Every section, also those that are empty."""
    return "\n".join(
        (
            *_section("Desks", (_desk(d, seen.now_utc) for d in seen.desks), seen.more_desks),
            *_section(
                "Phoned through, the last twelve hours",
                (_phoned(one, seen.now_utc) for one in seen.phoned),
                seen.more_phoned,
            ),
            *_section(
                "Waiting",
                (_waiting(row, seen.now_utc) for row in seen.waiting),
                seen.more_waiting,
                "Nothing waits for a person.",
            ),
            *_section(
                "Approvals",
                (_approval(row, seen.now_utc) for row in seen.approvals),
                seen.more_approvals,
            ),
            *_section(
                "Alarms that rang, the last twelve hours",
                (_rang(one, seen.now_utc) for one in seen.rang),
                seen.more_rang,
            ),
        )
    )


def as_json(seen: Supervision) -> str:
    """The same for a program: one object on one line."""
    return json.dumps(asdict(seen), ensure_ascii=False)


def _section(title: str, lines: Iterable[str], more: int, none: str = "None.") -> Iterator[str]:
    found = tuple(lines)
    yield f"{title}:"
    yield from (f"  {line}" for line in found or (none,))
    if more:
        yield f"  and {more} more"


def _desk(desk: DeskStanding, now_utc: str) -> str:
    mark = desk.state.upper() if desk.state in ("silent", "waiting") else desk.state
    said = [part for part in _of_desk(desk, now_utc) if part]
    return f"{mark:<9} {one_line(desk.name):<20} {'; '.join(said)}".rstrip()


def _of_desk(desk: DeskStanding, now_utc: str) -> Iterator[str]:
    if not desk.heard_at:
        yield "never heard of"
    elif desk.state in ("silent", "closed"):
        yield f"last heard of {_since(desk.heard_at, now_utc)} ago"
    if desk.heard_at and not desk.reported_at:
        yield "it tells nothing more: its release is older"
    if desk.waiting:
        urgent = f", {desk.urgent_waiting} urgent" if desk.urgent_waiting else ""
        oldest = _since(desk.oldest_waiting_since, now_utc)
        yield f"{desk.waiting} without the hub's receipt{urgent}, the oldest {oldest}"
    if desk.refused:
        yield f"{desk.refused} not taken by the hub and not settled"
    if desk.cache_as_of and desk.state != "closed":
        behind = _seconds(desk.cache_as_of, now_utc)
        yield f"its copy is {_clock(behind)} old" if behind > BEHIND_S else ""
    yield one_line(desk.user_name)
    yield "on a call" if desk.on_call else ""
    yield f"release {one_line(desk.release)}" if desk.release else ""


def _phoned(one: Phoned, now_utc: str) -> str:
    who = f"by {one_line(one.by_name)} at {one_line(one.desk_name)}"
    return (
        f"{_since(one.told_at, now_utc):>7} ago  {one.reference or 'no reference yet':<16} "
        f"told {one_line(one.told)}, {who}: {_stands(one.standing, one.team_name, one.accepted_by)}"
    )


def _rang(one: Rang, now_utc: str) -> str:
    what = "nobody accepted in time" if one.kind == "acceptance" else "nobody approved in time"
    return (
        f"{_since(one.rang_at, now_utc):>7} ago  {one.reference:<16} {what}; "
        f"now {_stands(one.standing, one.team_name, one.accepted_by)}  {one_line(one.headline)}"
    )


def _stands(standing: Standing, team: str, accepted_by: str) -> str:
    by = f" by {one_line(accepted_by)}" if standing == "accepted" and accepted_by else ""
    return f"{_STANDS[standing]}{by}{f' ({one_line(team)})' if team else ''}"


def _waiting(row: QueueRow, now_utc: str) -> str:
    mark = "OVERDUE" if row.overdue else "waiting"
    if row.standing == "refused":
        mark = "REFUSED"
    late = "  DELAYED" if row.delayed else ""
    seen = f"  looked at by {row.claimed_by}" if row.claimed_by else ""
    return f"{mark} {_since(row.waiting_since, now_utc):>7}  {_what(row)}{late}{seen}"


def _approval(row: QueueRow, now_utc: str) -> str:
    """An approval to be given or refused, with the advisor's line it is decided on."""
    mark = "OVERDUE" if row.approval_overdue else "approve"
    if row.approval == "refused":
        mark = "NOT APPROVED"
    why = one_line(f"{row.approval_because} – {row.approval_rationale or 'no line given'}")
    who = f"  refused by {row.approval_by}" if row.approval == "refused" else ""
    return (
        f"{mark} {_since(row.approval_since, now_utc):>7}  {_what(row)}  nobody attends: {why}{who}"
    )


def _what(row: QueueRow) -> str:
    return f"{row.grade_name:<16} {row.team_name:<28} {row.reference:<12} {one_line(row.headline)}"


def _since(then_utc: str, now_utc: str) -> str:
    return _clock(_seconds(then_utc, now_utc))


def _seconds(then_utc: str, now_utc: str) -> int:
    return max(0, int((utc_of(now_utc) - utc_of(then_utc)).total_seconds()))


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
