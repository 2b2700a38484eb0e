"""From which number and from where somebody calls, as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.ui.pieces.numbers import national, no_number
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.contact.state import Contact
    from workstation.domain.location import About, LocationFixed

CONFIRMED = "read back, confirmed"
SOURCES = {
    "caller": "caller's words",
    "aml": "AML (handset)",
    "eisec": "EISEC (network)",
    "gazetteer": "gazetteer",
    "what3words": "what3words",
}


def number_words(call: CallView) -> str:
    """The number as shown, or that there is none."""
    offered = call.contact.call
    if offered is None:
        return "–"
    return national(offered.number) if offered.number else no_number(offered.withheld)


def checked_words(contact: Contact) -> str:
    """When the record was looked through, and what was found."""
    if contact.history_check is None:
        return ""
    found = contact.history_check.fact.found
    words = f"found {found}" if found else "nobody in the copy"
    return f"Check recorded {clock(contact.history_check.at_utc)}: {words}."


class Fix(NamedTuple):
    """One fix in words. ``later``: the last place that was said, where it is not the best."""

    where: str
    source: str
    radius: str
    time: str
    later: bool = False


def fixes(contact: Contact, about: About) -> tuple[Fix, ...]:
    """Fixes about the caller's or the incident's place, best first, each with source and time."""

    # Not before the window is painted.
    from workstation.domain.location import best_first, is_told, same_place

    at = {f.fact.fix_id: f.at_utc for f in contact.fixes}
    ranked = best_first((f.fact for f in contact.fixes), about)
    told = [f.fact for f in contact.fixes if f.fact.about == about and is_told(f.fact)]
    other = told[-1] if told and not same_place(told[-1], ranked[0]) else None
    return tuple(
        Fix(
            _where(fix),
            SOURCES[fix.source],
            f"±{fix.radius_m:,.0f} m" if fix.radius_m is not None else "",
            clock(fix.fixed_at_utc or at.get(fix.fix_id)),
            later=fix is other,
        )
        for fix in ranked
    )


def read_back_words(call: CallView) -> str:
    """Whether the place of the incident was read back to the caller, and is still that place."""
    now = call.place
    back = call.contact.read_back.get("incident")
    if now is None or back is None:
        return "NOT READ BACK"
    if now.confirmed:
        return CONFIRMED
    return "CHANGED, not read back" if back.fact.confirmed else "read back, WRONG: ask again"


def _where(fix: LocationFixed) -> str:
    words = ", ".join(part for part in (fix.text, fix.postcode) if part)
    if words:
        return words
    return f"{fix.lat:.5f}, {fix.lon:.5f}" if fix.lat is not None and fix.lon is not None else "–"
