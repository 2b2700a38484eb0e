"""The tray: calls beside the one on the screen, each with what it is about and how old it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.desk.reading.phase import PHASES
from workstation.ui.pieces.numbers import national, no_number
from workstation.ui.pieces.times import age, seconds_between

if TYPE_CHECKING:
    from workstation.desk.call.view import CallRow, DeskView

#: Phases of a call in which somebody waits for an answer: these come first, and F3 goes there.
FIRST: Final = ("ringing", "talking", "held")
#: What is said of a call that waits for a person now; nothing else begins in capitals.
LOUD: Final = {"ringing": "RINGING", "talking": "ON THE LINE", "held": "ON HOLD"}
NEEDS: Final = "NEEDS YOU"


def others(desk: DeskView) -> tuple[CallRow, ...]:
    """Other calls than the one on the screen: what rings, who is on a line, what no team has taken,
    then those after the one on the screen, then round.
    """
    ids = [row.contact_id for row in desk.calls]
    here = ids.index(desk.current) if desk.current in ids else -1
    rows = [row for row in desk.calls if row.contact_id != desk.current]
    rows.sort(key=lambda row: (_rank(row), ids.index(row.contact_id) < here))
    return tuple(rows)


def tray_list(desk: DeskView, now_utc: str) -> list[tuple[str, str]]:
    """The same for the finder, as (deed, words)."""
    return [(f"call:{row.contact_id}", _words(row, now_utc)) for row in others(desk)]


def tray_words(desk: DeskView) -> str:
    """Other calls than the one on the screen, and callers to ring back, in a few words."""
    rows = others(desk)
    if not rows:
        return f"{desk.to_ask} to ring back · Shift+F5 lists them" if desk.to_ask else ""
    loud, goes = _loud(rows[0]), len(rows) == 1 or rows[0].phase in FIRST
    key = f"F3 {'shows it' if goes else 'lists them'}"
    if loud:
        way = " (link)" if rows[0].phase == "ringing" and rows[0].via == "link" else ""
        return f"{loud}{way}: {rows[0].line} from {_number(rows[0])} · {key}"
    return f"{len(rows)} more unfinished · {key}"


def is_loud(words: str) -> bool:
    """Whether the tray speaks of a call that waits for a person now."""
    return words.startswith((*LOUD.values(), NEEDS))


def _rank(row: CallRow) -> int:
    return FIRST.index(row.phase) if row.phase in FIRST else len(FIRST) + (not row.alarms)


def _loud(row: CallRow) -> str:
    return LOUD.get(row.phase, NEEDS if row.alarms else "")


def _number(row: CallRow) -> str:
    return national(row.number) if row.number else no_number(row.withheld)


def _words(row: CallRow, now_utc: str) -> str:
    state = _loud(row) or ("line lost" if row.lost else PHASES[row.phase])
    old = age(seconds_between(row.at_utc, now_utc))
    return f"Call {row.line} from {_number(row)}: {row.headline} · {state} · {old} old"
