"""The outcome bar and the hand-over card in words: sent is not delivered, nor accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.ui.pieces.approval_words import approval_words
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import clock, seconds_between, span

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.handover import HandOver

_STEPS = ("waiting", "sent", "delivered", "accepted")


class Tile(NamedTuple):
    """One button of the outcome bar. ``go_to`` is where what is missing can be given."""

    key: str
    name: str
    function_key: str
    words: str
    go_to: str
    guard_id: str
    takes_rationale: bool


class Step(NamedTuple):
    """One state on the way: sent, delivered, accepted."""

    name: str
    time: str
    reached: bool
    newest: bool


class Card(NamedTuple):
    """The hand-over card of one incident."""

    incident_id: str
    headline: str
    steps: tuple[Step, ...]
    detail: str
    refused: bool
    alarm: str
    approval: str
    phoned: str


def tiles(call: CallView) -> tuple[Tile, ...]:
    """The outcome bar. SEND NOW is never held, whatever is missing."""
    done = {h.outcome for h in call.contact.handed}
    found = []
    for state in call.outcomes:
        outcome = state.outcome
        first = state.held[0] if state.held else None
        if outcome.key == "send_now":
            words = "Raises to the top grade, adds new lines" if done else "What is known · urgent"
            first = None
        elif outcome.key in done:
            words = "Handed over"
        elif done:
            words = "Already gone · Ctrl+R re-routes"
        elif call.contact.grade is None:
            words = "Needs your grade"
        elif first is not None:
            words = first.sentence
        else:
            words = "Ready · a supervisor decides afterwards" if state.approval else "Ready"
        found.append(
            Tile(
                outcome.key,
                outcome.name,
                outcome.function_key,
                words,
                first.go_to if first else "",
                first.guard_id if first else "",
                bool(first and first.takes_rationale),
            )
        )
    return tuple(found)


def cards(call: CallView, now_utc: str) -> tuple[Card, ...]:
    """One card for each hand-over of this call, newest first."""
    alarms = {a.incident_id: a.sentence for a in call.alarms}
    return tuple(
        _card(call, h, alarms.get(h.incident_id, ""), now_utc) for h in reversed(call.hand_overs)
    )


def _card(call: CallView, h: HandOver, alarm: str, now_utc: str) -> Card:
    since = {"delivered": h.delivered_at, "sent": h.sent_at, "accepted": h.accepted_at}
    age = since.get(h.state)
    running = f" {span(seconds_between(age, now_utc))}" if age and h.state != "accepted" else ""
    words = {
        "waiting": "waiting on this desk, not sent yet",
        "sent": f"sent{running}, no receipt yet",
        "delivered": f"delivered{running} – waiting for acceptance",
        "accepted": f"accepted by {h.accepted_by}",
        "refused": f"refused by {h.refused_by or h.team_name}",
        "closed": "closed",
    }
    return Card(
        h.incident_id,
        shown_line(_headline(h, words[h.state])),
        _steps(h),
        shown_line(_detail(h, alarm)),
        h.state == "refused",
        shown_line(alarm),
        shown_line(approval_words(h.approval)) if h.approval else "",
        shown_line(_phoned(h)),
    )


def _headline(h: HandOver, state: str) -> str:
    words = f"{h.grade_name}: {state}"
    return f"Linked to {h.reference}, {words}" if h.linked else words


def _phoned(h: HandOver) -> str:
    """Who was told by telephone; while nobody has it, that the hub has not confirmed it."""
    if h.phoned is None:
        return ""
    told = f"Phoned through to {h.phoned.told} at {clock(h.phoned.told_at_utc)}"
    return told if h.state in ("accepted", "closed") else f"NOT CONFIRMED by the hub · {told}"


def _steps(h: HandOver) -> tuple[Step, ...]:
    times = {"sent": h.sent_at, "delivered": h.delivered_at, "accepted": h.accepted_at}
    now = _STEPS.index(h.state) if h.state in _STEPS else len(_STEPS)
    steps = []
    for n, name in enumerate(_STEPS[1:], start=1):
        reached = n <= now and bool(times[name] or n < now)
        time = clock(times[name]) if times[name] and reached else ""
        steps.append(Step(name, time, reached, n == now))
    return tuple(steps)


def _detail(h: HandOver, alarm: str) -> str:
    if alarm and h.urgent:
        cause = f"Cause: {h.cause}   Ctrl+R re-routes. " if h.state == "refused" else ""
        return f"{cause}{h.team_name}. Ctrl+Shift+T: sheet to read aloud · Ctrl+T: who was told"
    if h.state == "refused":
        return f"Cause: {h.cause}   Ctrl+R gives it to another team."
    if h.state == "delivered":
        late = span(h.accept_within_s)
        mark = "Becomes NOT CONFIRMED" if h.urgent else "Alarms"
        return f"{h.team_name}, team queue. {mark} {late} after delivery without acceptance."
    return f"{h.team_name}, team queue"
