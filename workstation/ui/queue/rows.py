"""The queue in words: what, where, how it stands, and the clock that runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.domain.incident.news import QUIET_KEPT
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import clock, seconds_between, span
from workstation.ui.queue.choosing import clock_words, left_s

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.desk.answers import QueueRow
    from workstation.desk.receive.view import QueueView
    from workstation.domain.incident.tasks import Kind

#: Tasks in a word or two.
TASKS: Final[dict[Kind, str]] = {
    "attend": "to attend",
    "review": "supervisor's review",
    "thrive": "target passed, fresh THRIVE",
    "reason": "you owe the reason",
    "fact": "asked of the caller",
    "promise": "promised",
    "reply": "to be answered",
    "handed_on": "not accepted there yet",
}
#: Said over what arrived late or was phoned through.
RECONCILE: Final = "arrived late or was phoned through: compare, do not dispatch again"
#: Characters of a row's first line at most; the record beside it has all of them.
ROW: Final = 300


@dataclass(frozen=True, slots=True)
class RowWords:
    """One incident of the list, or a heading where ``incident_id`` is empty.

    ``first`` to ``third`` are all of it in lines, for a screen reader. On the screen ``what``
    stands over ``under`` and ``third``, the grade at the left, ``clock`` over ``note`` at the
    right; ``alarm`` is about the clock.
    """

    incident_id: str
    rank: int
    first: str
    second: str = ""
    third: str = ""
    alarm: bool = False
    grade: str = ""
    what: str = ""
    under: str = ""
    clock: str = ""
    note: str = ""


class Clock(NamedTuple):
    """The clock that presses most: how far it is, what it is about, whether it has run out."""

    words: str = ""
    note: str = ""
    late: bool = False


def rows(view: QueueView) -> tuple[RowWords, ...]:
    """Fresh incidents in the hub's order, then those to reconcile under their heading."""
    now = view.hub_now_utc or view.as_of_utc or ""
    late = tuple(_row(row, now, view) for row in view.reconcile)
    head = RowWords("", 0, f"RECONCILE · {len(late)}   {RECONCILE}") if late else None
    fresh = tuple(_row(row, now, view) for row in view.fresh)
    return (*fresh, head, *late) if head else fresh


def heading(view: QueueView) -> str:
    """How many wait, how many were taken, how many say something new."""
    waiting = sum(1 for r in view.rows if r.standing == "delivered" and r.team == view.team)
    taken = sum(1 for r in view.rows if r.standing == "accepted" and r.team == view.team)
    news = sum(1 for r in view.rows if r.unseen or r.added)
    new = f" · {news} with news" if news else ""
    return f"{waiting} not accepted · {taken} accepted{new}"


def alarm_words(view: QueueView) -> str:
    """The key that goes to what alarms, how many there are, and the first."""
    if not view.alarms:
        return ""
    return f"▲ F2   {len(view.alarms)} · {shown_line(view.alarms[0].sentence, 120)}"


def status_words(view: QueueView) -> str:
    """Who sits here, and how the link is."""
    who = f"{view.person_name} · {view.team_name}" if view.person else "nobody signed in"
    link = {
        "live": "LINK live",
        "connecting": f"LINK connecting since {clock(view.link.since_utc)}",
        "lost": f"LINK LOST since {clock(view.link.since_utc)}",
    }[view.link.state]
    as_of = f" · queue as of {clock(view.as_of_utc)}" if view.as_of_utc else ""
    return f"{who}     {link}{as_of}"


def _row(row: QueueRow, now: str, view: QueueView) -> RowWords:
    delayed = "DELAYED, reconcile · " if row.delayed else ""
    major = "MAJOR · " if row.major else ""
    news = f"   ▲ NEW {row.unseen[0]}" if row.unseen else ""
    many = "+" if row.added >= QUIET_KEPT else ""
    new = news or (f"   ✦ {row.added}{many} NEW" if row.added else "")
    runs = _clock(row, now, view)
    place = row.place or "place not known"
    standing = [part for part in _standing(row, view) if part]
    mark = ("DELAYED",) if row.delayed else ()
    waits = f"{runs.words} {runs.note}" if _waits(row, view) else ""
    late = "OVERDUE" if waits and runs.late else ""
    what = shown_line(f"{major}{row.headline}", ROW)
    return RowWords(
        row.incident_id,
        row.grade_rank,
        shown_line(f"{delayed}{major}{row.grade_name}   {row.headline}", ROW) + shown_line(new),
        shown_line(" · ".join(filter(None, (place, *standing, waits, late))), 2 * ROW),
        shown_line(" · ".join(_to_do(row, now, view)), 2 * ROW),
        runs.late,
        shown_line(row.grade_name, ROW),
        what + shown_line(new),
        shown_line(" · ".join((*mark, place, *standing)), 2 * ROW),
        f"▲ {runs.words}" if runs.late else runs.words,
        runs.note,
    )


def _waits(row: QueueRow, view: QueueView) -> bool:
    return row.team == view.team and row.standing == "delivered"


def _clock(row: QueueRow, now: str, view: QueueView) -> Clock:
    """Until somebody has accepted it that clock; then what the team or its supervisor owes next."""
    if not now:
        return Clock()
    if _waits(row, view):
        waited = seconds_between(row.waiting_since, now)
        late = row.overdue or waited >= row.accept_within_s
        return Clock(span(waited), f"of {span(row.accept_within_s)} to accept", late)
    owed = [t for t in row.tasks if (t.team or row.team) == view.team]
    if not owed:
        return Clock()
    first = min(owed, key=lambda task: left_s(task, now))
    left = left_s(first, now)
    late = first.overdue or left <= 0
    return Clock("OVERDUE" if late else span(left), f"{TASKS[first.kind]}", late)


def _standing(row: QueueRow, view: QueueView) -> tuple[str, ...]:
    vulnerable, approval = "vulnerable" if row.vulnerable else "", _approval(row)
    if row.team != view.team:
        return (vulnerable, f"with {row.team_name} now", row.standing)
    if row.standing == "accepted":
        to = f"assigned to {row.assigned_to}" if row.assigned_to else ""
        seen = f"attended {clock(row.attended_at, seconds=False)}" if row.attended_at else ""
        return (vulnerable, f"accepted by {row.accepted_by}", to, seen, approval)
    if row.standing != "delivered":
        return (vulnerable, row.standing, approval)
    claimed = f"looked at by {row.claimed_by}" if row.claimed_by else ""
    return (vulnerable, claimed, approval)


def _to_do(row: QueueRow, now: str, view: QueueView) -> Iterator[str]:
    """What the team owes, and what waits for others."""
    for task in row.tasks:
        owes = task.team or row.team
        if owes != view.team or task.kind == "review":
            continue
        yield f"{TASKS[task.kind]}: {clock_words(task, now)}"
    if row.lowering_to:
        yield f"lower grade asked: {row.lowering_to}"


def _approval(row: QueueRow) -> str:
    if row.approval == "pending":
        late = ", OVERDUE" if row.approval_overdue else ""
        return f"approval: pending since {clock(row.approval_since, seconds=False)}{late}"
    return f"approval: REFUSED by {row.approval_by}" if row.approval == "refused" else ""
