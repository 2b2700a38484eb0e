"""What is looked up of people: by number, by id, who lives with them, what they told before."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from workstation.desk.cache.callers.records import PAST, SHOWN, Row, caller_of
from workstation.domain.callers.caller import Caller, PastContact

#: Earlier contacts shown with a caller, newest first.
HISTORY_SHOWN: Final = 20
#: People shown for one number, and of one household: a switchboard's are thousands.
PEOPLE_SHOWN: Final = 40

_SHOWN: Final = ", ".join(f"caller.{name}" for name in SHOWN.split(", "))
BY_NUMBER: Final = (
    f"SELECT {_SHOWN} FROM phone CROSS JOIN caller ON caller.id=phone.id"  # noqa: S608
    f" WHERE backwards=? ORDER BY phone.rk LIMIT {PEOPLE_SHOWN}"
)
BY_ID: Final = (
    f"SELECT {SHOWN} FROM caller WHERE substr(caller_id, -12)=substr(?1, -12) AND caller_id=?1"  # noqa: S608
)
OF_HOUSEHOLD: Final = (
    f"SELECT {SHOWN} FROM caller WHERE substr(household, -12)=substr(?1, -12)"  # noqa: S608
    f" AND household=?1 AND household<>'' ORDER BY rk LIMIT {PEOPLE_SHOWN}"
)
HISTORY: Final = f"SELECT {PAST} FROM history WHERE id=? ORDER BY at_utc DESC, contact_id LIMIT ?"  # noqa: S608
_HISTORY_BY_ID: Final = (
    f"SELECT {PAST} FROM history WHERE id=(SELECT id FROM caller"  # noqa: S608
    " WHERE substr(caller_id, -12)=substr(?1, -12) AND caller_id=?1)"
    " ORDER BY at_utc DESC, contact_id LIMIT ?2"
)
_HELD: Final = (
    "SELECT count(*) FROM (SELECT value FROM json_each(?)) AS wanted CROSS JOIN caller"
    " ON substr(caller_id, -12)=substr(wanted.value, -12) AND caller_id=wanted.value WHERE own=0"
)

#: A row of `PAST` as what it tells; `PastContact._make` would count the columns of each.
_past: Final[Callable[[Row], PastContact]] = partial(tuple.__new__, PastContact)

#: All rows of one SELECT, by a connection of whoever reads.
Rows = Callable[[str, Sequence[Any]], list[Row]]


def by_number(rows: Rows, backwards: str) -> tuple[Caller, ...]:
    """Whom a number stands for, with their newest contacts; the most recent contact first."""
    found = rows(BY_NUMBER, (backwards,))
    if len(found) > 1:
        found.sort(key=lambda row: row[12] or "", reverse=True)
    return tuple(caller_of(row, _newest(rows, row)) for row in found)


def household_of(rows: Rows, callers: Sequence[Caller]) -> tuple[Caller, ...]:
    """Others at the addresses of ``callers``, without their histories; nobody protected.

    If one of a household is protected nobody of it is named: that would give the rest away.
    """
    named = {caller.caller_id for caller in callers}
    others: list[Caller] = []
    for household in dict.fromkeys(caller.household for caller in callers if caller.household):
        people = [caller_of(row) for row in rows(OF_HOUSEHOLD, (household,))]
        protected = any(
            one.address_protected for one in (*people, *callers) if one.household == household
        )
        if not protected:
            others += [one for one in people if one.caller_id not in named]
    return tuple(others)


def one(rows: Rows, caller_id: str) -> Caller | None:
    """One person with the newest contacts."""
    found = rows(BY_ID, (caller_id,))
    return caller_of(found[0], _newest(rows, found[0])) if found else None


def history(rows: Rows, caller_id: str, limit: int) -> tuple[PastContact, ...]:
    """Earlier contacts, newest first."""
    return tuple(map(_past, rows(_HISTORY_BY_ID, (caller_id, limit))))


def holds(rows: Rows, caller_ids: Sequence[str]) -> bool:
    """Whether the hub's word on all of them is here."""
    return not caller_ids or rows(_HELD, (json.dumps(caller_ids),))[0][0] == len(caller_ids)


def _newest(rows: Rows, row: Row) -> tuple[PastContact, ...]:
    if not row[11]:
        return ()
    return tuple(map(_past, rows(HISTORY, (row[0], HISTORY_SHOWN))))
