"""Calls of other desks in words, and a call that another desk goes on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.numbers import national
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import age, clock, seconds_between

if TYPE_CHECKING:
    from workstation.desk.answers import CallElsewhere, CallsElsewhere
    from workstation.desk.call.view import CallView

ASKING: Final = [("narrative", "Asking the hub for calls of other desks …")]
_NONE: Final = [("narrative", "No call is under way at another desk · Enter goes back")]
_MORE: Final = ("narrative", "There are older ones; the newest are here")


def elsewhere_list(told: CallsElsewhere) -> list[tuple[str, str]]:
    """For the finder, as (deed, words): the desk that was silent longest first."""
    quiet = sorted(told.calls, key=lambda call: call.heard_at)
    listed = [(f"take_over:{call.contact_id}", _words(call, told.now_utc)) for call in quiet]
    return [*listed, *([_MORE] if told.more else [])] or _NONE


def note_words(call: CallView | None) -> str:
    """What is to be known of the whole call: who has it now, by what policy it is read."""
    if call is None:
        return ""
    return _gone_words(call) or call.policy_missing


def _gone_words(call: CallView) -> str:
    gone = call.contact.elsewhere
    if gone is None:
        return ""
    who = gone.fact.desk_name or "Another desk"
    at = clock(gone.fact.since_utc, seconds=False)
    return shown_line(
        f"{who} goes on with this call since {at}; what is added here reaches it. Alt+E ends it."
    )


def _words(call: CallElsewhere, now_utc: str) -> str:
    number = national(call.number) if call.number else "no number"
    quiet = age(seconds_between(call.heard_at, now_utc))
    taking = f" · {call.taken_by_name} is taking it over" if call.taken_by_name else ""
    return (
        f"{call.desk_name}, nothing heard for {quiet}{taking} · {call.line} from {number} · "
        f"{call.words or 'nothing typed yet'} · {call.advisor_name}, answered "
        f"{clock(call.answered_at, seconds=False)}"
    )
