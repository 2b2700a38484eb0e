"""Putting millions of made-up people on record: by COPY on PostgreSQL, many at once on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from workstation.hub.store.callers import COUNTER, CallerRow
from workstation.hub.store.engine import Database, Transaction
from workstation.hub.store.tables import CALLER_PARTS, CALLERS, CONTACT_CALLERS

#: People in one transaction.
AT_ONCE: Final = 50_000
#: From so many people on it is quicker to build the indexes afterwards.
MANY: Final = 100_000
_COPY: Final = (
    "copy callers (caller_id, no, priority, household, protected, line, history) from stdin"
)
_INSERT: Final = (
    "insert into callers (caller_id, no, priority, household, protected, line, history)"
    " values (?, ?, ?, ?, ?, ?, ?)"
)


def load(database: Database, rows: Iterable[CallerRow], prefix: str, many: bool) -> int:
    """Put ``rows`` on record instead of whoever is there with ids of ``prefix``; how many.

    Nobody has history from desks' contacts among them. ``many``: indexes are built afterwards, also
    when this ends with an error.
    """
    with database.writing() as tx:
        _begin(tx)
        for table in (CALLERS, CALLER_PARTS, CONTACT_CALLERS):
            ours = table.c.caller_id.startswith(prefix, autoescape=True)
            tx.sql.execute(table.delete().where(ours))
        if many:
            _drop_indexes(tx)
    try:
        return sum(_load(database, some) for some in _some(rows))
    finally:
        with database.writing() as tx:
            _begin(tx)
            for index in CALLERS.indexes:
                index.create(tx.sql, checkfirst=True)


def _load(database: Database, rows: list[CallerRow]) -> int:
    with database.writing() as tx:
        _begin(tx)
        first = tx.next_number(COUNTER, len(rows))
        values = (
            (r.caller_id, no, r.priority, r.household, r.protected, r.line, r.history)
            for no, r in enumerate(rows, start=first)
        )
        if tx.postgres:
            _copy(tx, values)
        else:
            tx.sql.exec_driver_sql(_INSERT, list(values))
    return len(rows)


def _copy(tx: Transaction, values: Iterable[tuple[Any, ...]]) -> None:
    connection: Any = tx.sql.connection.driver_connection
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in values:
            copy.write_row(row)


def _begin(tx: Transaction) -> None:
    tx.lock("callers")
    if tx.postgres:
        tx.sql.execute(sa.text("set local statement_timeout = 0"))


def _drop_indexes(tx: Transaction) -> None:
    for index in CALLERS.indexes:
        index.drop(tx.sql, checkfirst=True)


def _some(rows: Iterable[CallerRow]) -> Iterator[list[CallerRow]]:
    coming = iter(rows)
    while some := list(islice(coming, AT_ONCE)):
        yield some
