"""The queue in words: what, where, how it stands, and the clock that runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import clock, seconds_between, span
from workstation.ui.queue.choosing import clock_words

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
#: Characters of a row's first line at most; the record beside it has all of them.
ROW: Final = 300


@dataclass(frozen=True, slots=True)
class RowWords:
    """One incident of the list, on two lines; what is to be done stands on a third."""

    incident_id: str
    rank: int
    first: str
    second: str
    third: str
    alarm: bool


def rows(view: QueueView) -> tuple[RowWords, ...]:
    """Fresh incidents in the hub's order, then those to reconcile."""
    now = view.hub_now_utc or view.as_of_utc or ""
    return tuple(_row(row, now, view) for row in (*view.fresh, *view.reconcile))


def heading(view: QueueView) -> str:
    """How many wait, how many were taken, how many say something new."""
    waiting = sum(1 for r in view.rows if r.standing == "delivered" and r.team == view.team)
    taken = sum(1 for r in view.rows if r.standing == "accepted" and r.team == view.team)
    news = sum(1 for r in view.rows if r.unseen)
    new = f" · {news} with news" if news else ""
    return f"{waiting} not accepted · {taken} accepted{new}"


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
    new = news or ("   ✦ NEW" if _has_new(row, view) else "")
    second = (row.place or "place not known", *_standing(row, now, view))
    return RowWords(
        row.incident_id,
        row.grade_rank,
        shown_line(f"{delayed}{major}{row.grade_name}   {row.headline}", ROW) + shown_line(new),
        shown_line(" · ".join(part for part in second if part), 2 * ROW),
        shown_line(" · ".join(_to_do(row, now, view)), 2 * ROW),
        row.overdue,
    )


def _standing(row: QueueRow, now: str, view: QueueView) -> tuple[str, ...]:
    vulnerable, approval = "vulnerable" if row.vulnerable else "", _approval(row)
    if row.team != view.team:
        return (vulnerable, f"with {row.team_name} now", row.standing)
    if row.standing == "accepted":
        to = f"assigned to {row.assigned_to}" if row.assigned_to else ""
        seen = f"attended {clock(row.attended_at, seconds=False)}" if row.attended_at else ""
        return (vulnerable, f"accepted by {row.accepted_by}", to, seen, approval)
    if row.standing != "delivered":
        return (vulnerable, row.standing, approval)
    waited = seconds_between(row.waiting_since, now) if now else 0.0
    within = f"{span(waited)} of {span(row.accept_within_s)} to accept"
    late = "OVERDUE" if row.overdue or waited >= row.accept_within_s else ""
    claimed = f"looked at by {row.claimed_by}" if row.claimed_by else ""
    return (vulnerable, claimed, within, late, approval)


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


def _has_new(row: QueueRow, view: QueueView) -> bool:
    chosen = view.selected
    return bool(chosen and chosen.incident_id == row.incident_id and chosen.new)
