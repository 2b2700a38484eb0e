"""How much of the record is at this desk, in words: never "no history", never more than is so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.callers.caller import CopyStanding

NEVER: Final = "The record was never copied to this desk: ask the caller."
HINT: Final = "a number is a hint"


def age_words(standing: CopyStanding, as_of_utc: str | None = None) -> str:
    """How old the copy is, in the fewest words."""
    at = as_of_utc or standing.as_of_utc
    return f"copy of {clock(at, seconds=False)}" if at else "copy being made"


def progress_words(standing: CopyStanding) -> str:
    """How far the first copy is; empty once it is whole."""
    if standing.whole:
        return ""
    if standing.total is None:
        return "Copy being made: nobody is here yet" if not standing.have else (
            f"Copy being made: {standing.have:,} people so far"
        )  # fmt: skip
    if standing.have >= standing.total > 0:
        return f"Copy being made: all {standing.total:,} are here and are being sorted"
    return f"Copy being made: {standing.have:,} of {standing.total:,}"


def found_words(call: CallView) -> str:
    """How many people the copy holds for the number of a call, and how much that says."""
    record, offered = call.on_record, call.contact.call
    if offered is None or offered.number is None:
        return "Nobody can be looked up by the number. Ctrl+W finds people by name."
    found = len(record.callers)
    if progress := progress_words(record.standing):
        return f"{progress}; {_so_far(found)}"
    if record.as_of_utc is None:
        return NEVER
    if not found:
        return f"Nobody in the copy for this number as of {clock(record.as_of_utc, seconds=False)}"
    if all(one.kind == "unknown" for one in record.callers):
        return f"Nobody known at this number · {HINT}"
    people = sum(one.kind == "person" for one in record.callers)
    if not people:
        return f"Not the number of a person · {HINT}"
    return f"{people} {'person' if people == 1 else 'people'} known at this number · {HINT}"


def _so_far(found: int) -> str:
    if not found:
        return "nobody found yet in what is here"
    return f"{found} found at this number so far"
