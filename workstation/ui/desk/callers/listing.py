"""Whom the list of people holds, and what is said of it: before anything is typed, and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.desk.callers.cards import numbered
from workstation.ui.desk.callers.rows import person_row
from workstation.ui.desk.callers.standing_words import age_words, progress_words

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.callers.caller import CopyStanding, Found, FoundBy
    from workstation.ui.desk.callers.rows import PersonRow

_BY: Final[dict[FoundBy, str]] = {
    "nothing": "",
    "number": "by the digits of a number",
    "born": "by birth date",
    "name": "by name",
    "words": "by name, address or postcode",
    "alike": "nobody is written so: spelt alike",
}
#: Why somebody is listed who is not called as was typed.
SIMILAR: Final = "similar name"


def candidate_rows(call: CallView, marked: str = "") -> tuple[PersonRow, ...]:
    """Those at the number, then their household; ``marked`` as in `found_rows`."""
    names = {marker.key: marker.name for marker in call.policy.markers}
    digits, known = numbered(call), call.contact.established
    groups = (
        ("at this number", call.on_record.callers),
        ("same household", call.on_record.household),
    )
    return tuple(
        person_row(
            one,
            names,
            how=how,
            number=digits.get(one.caller_id, 0),
            shown=one.caller_id in known,
        )._replace(marked=one.caller_id == marked)
        for how, people in groups
        for one in people
    )


def found_rows(found: Found, call: CallView | None, marked: str = "") -> tuple[PersonRow, ...]:
    """Those who were found; ``marked`` is the one that another may be the same as."""
    names = {marker.key: marker.name for marker in call.policy.markers} if call else {}
    known = call.contact.established if call else frozenset()
    rows = (
        person_row(
            one,
            names,
            how=SIMILAR if one.caller_id in found.similar else "",
            shown=one.caller_id in known,
        )
        for one in found.people
    )
    return tuple(row._replace(marked=row.caller_id == marked) for row in rows)


def start_state(standing: CopyStanding) -> str:
    """What is said while nothing is typed."""
    return progress_words(standing) or f"The best 20 as you type · {age_words(standing)}"


def found_state(found: Found) -> str:
    """What is said of what was found; where the copy is not whole, that it says nothing."""
    progress = progress_words(found.standing)
    if not found.people:
        if progress:
            return f"{progress}; nobody found yet in what is here"
        return f"Nobody in the {age_words(found.standing)}: Ctrl+Shift+N adds a new person"
    similar = len(found.similar)
    count = len(found.people) - similar * (found.by == "name")
    many = "the best 20" if count >= 20 else f"{count} found"
    beside = f"{similar} with a {SIMILAR}" if similar else ""
    parts = (many, _BY[found.by], beside, progress or age_words(found.standing))
    return " · ".join(part for part in parts if part)
