"""The tray: calls beside the one on the screen, each with what it is about and how old it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.ui.desk.reading.phase import PHASES
from workstation.ui.desk.reading.who import national, no_number
from workstation.ui.pieces.times import age, seconds_between

if TYPE_CHECKING:
    from workstation.desk.call.view import CallRow, DeskView


def others(desk: DeskView) -> tuple[CallRow, ...]:
    """Other calls than the one on the screen: what rings first, then those after it, then round."""
    ids = [row.contact_id for row in desk.calls]
    here = ids.index(desk.current) if desk.current in ids else -1
    rows = [row for row in desk.calls if row.contact_id != desk.current]
    rows.sort(key=lambda row: (row.phase != "ringing", ids.index(row.contact_id) < here))
    return tuple(rows)


def tray_list(desk: DeskView, now_utc: str) -> list[tuple[str, str]]:
    """The same for the finder, as (deed, words)."""
    return [(f"call:{row.contact_id}", _words(row, now_utc)) for row in others(desk)]


def tray_words(desk: DeskView) -> str:
    """Other calls than the one on the screen, and callers to ring back, in a few words."""
    rows = others(desk)
    if not rows:
        return f"{desk.to_ask} to ring back · Shift+F5 lists them" if desk.to_ask else ""
    first = rows[0]
    if first.phase == "ringing":
        way = " (link)" if first.via == "link" else ""  # short: the key is to be seen
        number = first.number or no_number(first.withheld)
        return f"RINGING{way}: {first.line} from {number} · F3 shows it"
    return f"{len(rows)} more unfinished · F3 {'shows it' if len(rows) == 1 else 'lists them'}"


def _words(row: CallRow, now_utc: str) -> str:
    number = national(row.number) if row.number else no_number(row.withheld)
    old = age(seconds_between(row.at_utc, now_utc))
    return f"Call {row.line} from {number}: {row.headline} · {PHASES[row.phase]} · {old} old"
