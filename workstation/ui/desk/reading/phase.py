"""Where a call stands, with the clock that runs there: on hold, wrap-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.times import seconds_between, span

if TYPE_CHECKING:
    from workstation.domain.contact.state import Contact

PHASES: Final = {
    "ringing": "ringing",
    "talking": "on call",
    "held": "on hold",
    "ended": "line closed",
    "none": "",
}


def phase_words(contact: Contact, now_utc: str) -> str:
    """The phase; how long the caller has been waiting, or how long the wrap-up has taken."""
    if contact.phase == "held" and contact.holds:
        return f"on hold {_since(contact.holds[-1].from_utc, now_utc)}"
    if contact.phase == "ended" and contact.answered_at and contact.disposition is None:
        how = "line lost · " if contact.end_cause == "lost" else ""
        return f"{how}wrap-up {_since(contact.ended_at, now_utc)}"
    if contact.disposition is None:
        return PHASES[contact.phase]
    if contact.phase == "ended":
        return "contact ended"
    return f"{PHASES[contact.phase]} · contact ended"


def _since(then_utc: str | None, now_utc: str) -> str:
    return span(seconds_between(then_utc, now_utc))
