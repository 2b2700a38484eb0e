"""What the request itself said, beside what its contact says: it was decided on these words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.times import clock, span
from workstation.ui.queue.worked import Told

if TYPE_CHECKING:
    from workstation.domain.desk_stream import AppointmentWish
    from workstation.domain.incident.events import IncidentOpened

#: How officer safety stood, in words.
SAFETY: Final = {
    "known": "Officer safety",
    "none_known": "Officer safety: asked, none known",
    "not_asked": "Officer safety: not asked",
}


def safety(opened: IncidentOpened | None) -> Told:
    """Officer safety as the request said it, where the contact says nothing of it."""
    if opened is None:
        return Told("", SAFETY["not_asked"])
    text = f": {opened.officer_safety_text}" if opened.officer_safety_text else ""
    return Told("", f"{SAFETY[opened.officer_safety]}{text}")


def handed(opened: IncidentOpened | None) -> tuple[Told, ...]:
    """Every word of the request."""
    if opened is None:
        return ()
    at, *more = _lines(opened)
    return (Told(clock(opened.requested_at_utc), at), *(Told("", words) for words in more if words))


def wish(asked: AppointmentWish | None) -> tuple[Told, ...]:
    """The appointment that the caller wishes."""
    if asked is None:
        return ()
    avoid = asked.avoid or "–"
    words = f"Appointment asked: {asked.times}; confirm by {asked.contact}; avoid {avoid}"
    return (Told("", words),)


def _lines(opened: IncidentOpened) -> Iterator[str]:
    sent = "sent now" if opened.send_now else opened.outcome_name
    kind = "message" if opened.kind == "message" else sent
    urgent = "urgent, " if opened.urgent else ""
    within = f"to be accepted within {span(opened.accept_within_s)}"
    yield f"{kind} · {opened.grade_name}, {urgent}to {opened.team_name}, {within}"
    yield opened.place
    yield safety(opened).words
    yield "marked as vulnerable" if opened.vulnerable else ""
    grade = (opened.indicated.grade or "nothing").replace("_", " ")
    reasons = "; ".join(f"{r.because} {r.rule}" for r in opened.indicated.reasons)
    by = f" (rules {opened.indicated.engine})"
    yield f"indicated {grade}{f': {reasons}' if reasons else ''}{by}"
    yield from (f"reasoning: {words}" for words in opened.rationales)
    if opened.reply_within_s is not None:
        yield f"to be answered within {span(opened.reply_within_s)}"
    yield f"else to {opened.fallback_team.replace('_', ' ')}" if opened.fallback_team else ""
