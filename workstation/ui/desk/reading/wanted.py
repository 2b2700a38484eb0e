"""What teams ask of callers, and what callers were promised, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.numbers import national
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import clock, seconds_between, span

if TYPE_CHECKING:
    from workstation.desk.call.view import Wanted

#: Lines of the strip.
SHOWN: Final = 2
NONE: Final = [("narrative", "No caller is to be asked anything · Enter goes back")]


def strip_words(wanted: tuple[Wanted, ...], now_utc: str) -> str:
    """The most pressing for this caller, and how many more there are."""
    lines = [_for_this_caller(one, now_utc) for one in wanted[:SHOWN]]
    more = [f"{len(wanted) - SHOWN} more: Shift+F5"] if len(wanted) > SHOWN else []
    return "\n".join((*lines, *more))


def key_words(wanted: tuple[Wanted, ...]) -> str:
    """What the strip's key does; nothing where there is only a promise."""
    return "Ctrl+Shift+E answers" if first_asked(wanted) is not None else ""


def first_asked(wanted: tuple[Wanted, ...]) -> Wanted | None:
    """What the key answers: the first that is asked, never a promise."""
    return next((one for one in wanted if one.task.kind == "fact"), None)


def list_rows(to_ask: tuple[Wanted, ...], now_utc: str) -> list[tuple[str, str]]:
    """For the finder, as (deed, words): whom to ring and what to ask, the most pressing first."""
    rows = [
        (f"answer_task:{one.card.incident_id}|{one.task.task_id}", _to_ring(one, now_utc))
        for one in to_ask
    ]
    return rows or NONE


def title(one: Wanted) -> str:
    """The question, for the form in which it is answered."""
    return shown_line(f"{one.card.team_name} asks: {one.task.text}")


def aloud(one: Wanted) -> str:
    """For a screen reader, when it begins."""
    if one.task.kind == "fact":
        return f"{title(one)}. Control Shift E answers."
    return shown_line(f"{one.task.text}. {one.card.team_name} has not done it yet.")


def _for_this_caller(one: Wanted, now_utc: str) -> str:
    if one.task.kind == "fact":
        return shown_line(f"{title(one)} · {one.card.reference} · {_clock(one, now_utc)}")
    kept = "NOT KEPT" if _late(one, now_utc) else "not done yet"
    due = f"by {clock(one.task.due_at, seconds=False)}"
    return shown_line(f"{one.task.text} · {one.card.reference} · {due}, {kept}")


def _to_ring(one: Wanted, now_utc: str) -> str:
    numbers = ", ".join(national(number) for number in one.card.known.numbers[:2])
    ring = f"ring {numbers}" if numbers else "no number known"
    parts = (title(one), ring, one.card.reference, one.card.headline, _clock(one, now_utc))
    return shown_line(" · ".join(part for part in parts if part))


def _clock(one: Wanted, now_utc: str) -> str:
    left = seconds_between(now_utc, one.task.due_at)
    return (
        f"OVERDUE since {clock(one.task.due_at, seconds=False)}"
        if _late(one, now_utc)
        else (f"{span(left)} left")
    )


def _late(one: Wanted, now_utc: str) -> bool:
    return one.task.overdue or seconds_between(now_utc, one.task.due_at) < 0
