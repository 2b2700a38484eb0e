"""People on record as ready JSON text: in the order of a first copy, and of their last changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Final

import sqlalchemy as sa

from workstation.hub.store import caller_parts
from workstation.hub.store.caller_parts import PartRow
from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import CALLERS, CALLERS_BEFORE

#: What counts the changes of people.
COUNTER: Final = "callers"
#: The priority of who is on record no more.
GONE: Final = -1
#: Before everybody: where a first copy begins.
FIRST: Final = (2**62, "")
#: Values of one statement: SQLite takes 32,766 at most.
_AT_ONCE: Final = 1_000
_ROW: Final = tuple(CALLERS.columns)
# A page is read as text alone; an object for each person would cost more than all else.
_PAGE: Final = sa.text(
    "select caller_id, no, line, history, priority from callers"
    " where priority >= :least and (priority, caller_id) < (:priority, :caller_id)"
    " order by priority desc, caller_id desc limit :limit"
)
_PARTS: Final = (
    "(select string_agg(entry, ',' order by at_utc desc, contact_id desc) from caller_parts"
    " where caller_parts.caller_id = callers.caller_id and caller_parts.no > :since"
    " and callers.parts_after <= :since and gone = {gone})"
)
# One statement, so that nobody's parts are of another moment than the rest of them.
_AFTER: Final = sa.text(
    "select caller_id, no, line, case when parts_after <= :since then null else history end,"  # noqa: S608
    f" priority, {_PARTS.format(gone=0)}, {_PARTS.format(gone=1)}"
    " from callers where no > :no order by no limit :limit"
)
#: Before every change: nothing is told in parts.
_NEVER: Final = -1


@dataclass(frozen=True, slots=True)
class CallerRow:
    """One person on record; the columns of the table `callers`, but the number of the change.

    ``parts_after``: each change of the history after this number is kept by itself, ``None`` where
    it is to be told whole.
    """

    caller_id: str
    priority: int
    household: str
    protected: int
    line: str
    history: str
    parts_after: int | None = field(default=None, compare=False)


#: caller_id, no, line, history, priority
PageRow = tuple[str, int, str, str, int]
#: The same; where the history is not told whole there is none, but what changed of it and what left
PartsRow = tuple[str, int, str, str | None, int, str | None, str | None]


def lock(tx: Transaction) -> None:
    """Nobody else changes the record until this transaction ends; taken after every other lock."""
    tx.lock("callers")


def put(tx: Transaction, rows: Collection[CallerRow], parts: Collection[PartRow] = ()) -> None:
    """Create or replace people, each with a new number in the order given. The lock is held.

    ``parts`` is what changed of the histories that are not told whole.
    """
    if not rows:
        return
    first = tx.next_number(COUNTER, len(rows))
    numbers = {row.caller_id: no for no, row in enumerate(rows, start=first)}
    for ids in _some(numbers):
        tx.sql.execute(CALLERS.delete().where(CALLERS.c.caller_id.in_(ids)))
    whole = {row.caller_id for row in rows if row.parts_after is None}
    whole |= caller_parts.keep(tx, parts, numbers)
    for ids in _some(whole):
        caller_parts.forget(tx, ids)
    told = (replace(row, parts_after=None) if row.caller_id in whole else row for row in rows)
    numbered = [{**asdict(row), "no": numbers[row.caller_id]} for row in told]
    tx.sql.execute(CALLERS.insert(), numbered)


def find(tx: Transaction, caller_ids: Iterable[str]) -> dict[str, CallerRow]:
    """Those of them who are on record, or were."""
    found: dict[str, CallerRow] = {}
    for ids in _some(caller_ids):
        found |= _rows(tx, CALLERS.c.caller_id.in_(ids))
    return found


def of_households(tx: Transaction, households: Iterable[str]) -> dict[str, CallerRow]:
    """Everybody of these households."""
    found: dict[str, CallerRow] = {}
    for some in _some(households):
        found |= _rows(tx, CALLERS.c.household.in_(some))
    return found


def newest(tx: Transaction) -> int:
    """The number of the newest change."""
    return tx.newest_number(COUNTER)


def count(tx: Transaction, least: int) -> int:
    """How many people have at least this priority."""
    asked = sa.select(sa.func.count()).where(CALLERS.c.priority >= least)
    return int(tx.sql.execute(asked).scalar_one())


def page(tx: Transaction, least: int, beyond: tuple[int, str], limit: int) -> list[PageRow]:
    """People of at least this priority, the highest first, beyond a (priority, caller_id)."""
    priority, caller_id = beyond
    asked = {"least": least, "priority": priority, "caller_id": caller_id, "limit": limit}
    return tx.sql.execute(_PAGE, asked).all()  # type: ignore[return-value]


def after(tx: Transaction, no: int, limit: int, since: int | None) -> list[PartsRow]:
    """Who changed after number ``no``, the oldest change first; also who is gone.

    Of histories only what is new after ``since``, where there is one and that is known.
    """
    asked = {"no": no, "since": _NEVER if since is None else since, "limit": limit}
    return tx.sql.execute(_AFTER, asked).all()  # type: ignore[return-value]


def of_before(tx: Transaction, limit: int) -> dict[str, str]:
    """People whom a release before wrote, as JSON by id, in the order of their changes."""
    asked = sa.select(CALLERS_BEFORE.c.caller_id, CALLERS_BEFORE.c.record)
    found = tx.sql.execute(asked.order_by(CALLERS_BEFORE.c.no).limit(limit))
    return {row.caller_id: row.record for row in found}


def taken_over(tx: Transaction, caller_ids: Iterable[str]) -> None:
    """These people of a release before are on record as this release has them."""
    for ids in _some(caller_ids):
        tx.sql.execute(CALLERS_BEFORE.delete().where(CALLERS_BEFORE.c.caller_id.in_(ids)))


def _rows(tx: Transaction, which: sa.ColumnElement[bool]) -> dict[str, CallerRow]:
    found = tx.sql.execute(sa.select(*_ROW).where(which))
    return {
        row.caller_id: CallerRow(
            row.caller_id,
            row.priority,
            row.household,
            row.protected,
            row.line,
            row.history,
            row.no if row.parts_after is None else row.parts_after,
        )
        for row in found
    }


def _some(values: Iterable[str]) -> Iterable[list[str]]:
    every = list(values)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]
