"""The shift page in words: what came of every answered call, and who is still open, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.ui.desk.reading.phase import PHASES
from workstation.ui.desk.reading.shift_hours import hour_rows
from workstation.ui.desk.reading.shift_row import ShiftRow
from workstation.ui.pieces.call_words import FAILURE
from workstation.ui.pieces.numbers import national
from workstation.ui.pieces.times import age, clock, day, seconds_between

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.desk.call.view import ShiftView
    from workstation.domain.shift import Account, Tally
    from workstation.ui.desk.reading.shift_row import Look


def shift_rows(view: ShiftView) -> tuple[ShiftRow, ...]:
    """Alarms first, then the figures, every record that is still open, and the hours."""
    hours = hour_rows(view.hours) if view.hours else ()
    return (*_alarms(view), *_figures(view), *_open(view), *hours)


def _figures(view: ShiftView) -> tuple[ShiftRow, ...]:
    own = f"since {clock(view.own.since_utc, seconds=False)}" if view.own else "not signed in"
    head = ShiftRow("head", f"as of {clock(view.at_utc)}", own, "12 hours")

    def row(words: str, count: Callable[[Tally], str], look: Look = "figure") -> ShiftRow:
        return ShiftRow(look, words, count(view.own) if view.own else "–", count(view.desk))

    ends = dict.fromkeys((*(view.own.ends if view.own else ()), *view.desk.ends))
    gone = any(t.elsewhere for t in (view.own, view.desk) if t)
    none = any(t.unexplained for t in (view.own, view.desk) if t)
    return (
        head,
        row("Answered = on record", _balance),
        row("All incidents accepted", lambda t: str(len(t.accepted))),
        row("Without an incident", lambda t: str(len(t.contact_only))),
        *(row(end, lambda t, end=end: str(t.ends.get(end, 0)), "part") for end in ends),  # type: ignore[misc]
        row("Abandoned", lambda t: str(len(t.abandoned))),
        *([row("Taken over by another desk", lambda t: str(len(t.elsewhere)))] if gone else []),
        row("Still open", lambda t: str(len(t.open))),
        row("Failure demand", lambda t: str(sum(t.failure_demand.values()))),
        *(
            row(FAILURE[kind], lambda t, kind=kind: str(t.failure_demand.get(kind, 0)), "part")  # type: ignore[misc]
            for kind in FAILURE
            if any(kind in t.failure_demand for t in (view.own, view.desk) if t)
        ),
        row("Unexplained", lambda t: str(len(t.unexplained)), "alarm" if none else "figure"),
    )


def _balance(tally: Tally) -> str:
    sign = "=" if tally.answered == tally.recorded else "≠"
    return f"{tally.answered} {sign} {tally.recorded}"


def _alarms(view: ShiftView) -> tuple[ShiftRow, ...]:
    found = {a.contact_id: a for t in (view.own, view.desk) if t for a in t.unexplained}
    return tuple(
        ShiftRow(
            "alarm",
            f"UNEXPLAINED {a.contact_id}, answered {clock(a.answered_at)}: no end that is known. "
            "What was written is safe; tell a supervisor this reference.",
            deed=f"call:{a.contact_id}",
        )
        for a in found.values()
    )


def _open(view: ShiftView) -> tuple[ShiftRow, ...]:
    if not view.open:
        return (ShiftRow("head", "Nothing is open"),)
    named = (
        ShiftRow("named", account_words(view, account), deed=f"call:{account.contact_id}")
        for account in view.open
    )
    return (ShiftRow("head", "Still open, the oldest first: Enter goes there"), *named)


def account_words(view: ShiftView, account: Account) -> str:
    """One record by line, number, age, phase and its first words."""
    number = national(account.number) if account.number else "no number"
    where = PHASES[account.phase] if account.end is None else account.end_name or account.end
    if account.end is not None and account in view.open:
        where = "handed over, not accepted yet"
    old = age(seconds_between(account.answered_at, view.at_utc))
    since = f"{day(account.answered_at)} {clock(account.answered_at, seconds=False)}"
    return f"{account.line} from {number} · {old} old, {since} · {where} · {account.words}"
