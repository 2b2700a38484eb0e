"""A person on record as the row that is kept: JSON text that pages are put together from."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, Final

from workstation.domain.callers.caller import Caller
from workstation.domain.callers.household import household_of
from workstation.hub.clock import time_of
from workstation.hub.store.callers import GONE, CallerRow
from workstation.protocol.callers import caller_of, line_of

#: Priority of marked people over everybody's last contact, which counts in seconds since 1970.
_MARKED: Final = 2**40
#: Fields of a `CallerLine` before what a row keeps of it, and where the history stands.
_BEFORE, _HISTORY = 2, 15
#: Ids go into a page as they are: nothing that JSON would write in another way.
_ID: Final = re.compile(r"""[^"\\\x00-\x1f\ud800-\udfff]{1,120}""")


def is_caller_id(text: str) -> bool:
    """Whether somebody can be on record under this id."""
    return _ID.fullmatch(text) is not None


def home_of(caller: Caller) -> str:
    """The household of ``caller``, empty where no address is on record."""
    return caller.household or household_of(caller.address, caller.postcode)


def row_of(caller: Caller, *, protected: bool) -> CallerRow:
    """The row of ``caller``; ``protected``: the address of their household is.

    Raises ValueError for an id that nobody can be on record under.
    """
    if not is_caller_id(caller.caller_id):
        raise ValueError("nobody can be on record under this id")
    household = home_of(caller)
    shown = replace(caller, household=household, address_protected=protected)
    line = line_of(shown, 0)
    return CallerRow(
        caller.caller_id,
        priority_of(shown),
        household,
        int(caller.address_protected),
        as_text(line[_BEFORE:_HISTORY]),
        as_text(line[_HISTORY]),
    )


def gone(caller_id: str) -> CallerRow:
    """The row of somebody who is on record no more."""
    return CallerRow(caller_id, GONE, "", 0, "[]", "[]")


def caller_in(row: CallerRow) -> Caller | None:
    """The person of a row, with their own protection; ``None`` when they are gone."""
    if row.priority == GONE:
        return None
    fields = (row.caller_id, 0, *json.loads(row.line), json.loads(row.history))
    return replace(caller_of(fields), address_protected=bool(row.protected))


def priority_of(caller: Caller) -> int:
    """Where somebody stands in a first copy: the marked first, then by their last contact."""
    at_utc = caller.history[0].at_utc if caller.history else caller.last_at_utc
    return priority_at(least_since(at_utc or ""), marked=caller.marked)


def priority_at(last_at_s: int, *, marked: bool) -> int:
    """As `priority_of`; the last contact is in seconds since 1970, 0 where there is none."""
    return last_at_s + (_MARKED if marked else 0)


def least_since(at_utc: str) -> int:
    """The least priority of somebody with a contact at ``at_utc`` or later; 0 where it is none."""
    at = time_of(at_utc)
    return max(0, int(at.timestamp())) if at else 0


def as_text(plain: Any) -> str:
    """JSON text as it travels."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
