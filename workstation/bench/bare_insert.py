"""How fast the hub's database takes the very rows of a run, with nothing around the INSERT."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from typing import Any, Final

from workstation.bootstrap.hub import SQLITE

#: Rows that are inserted again at most.
ROWS: Final = 2_000
BATCH: Final = 200
_TWIN: Final = "bench_events"


def measure(url: str) -> dict[str, Any]:
    """The first rows of ``events`` into a table just like it: one commit each, then 200 each.

    ``one_ms`` holds milliseconds of each commit, ascending; rates are rows a second.
    """
    with closing(_opened(url)) as connection:
        cursor = connection.cursor()
        for statement in _twin_of_events(cursor, sqlite=url.startswith(SQLITE)):
            cursor.execute(statement)
        connection.commit()
        cursor.execute(f"select * from events limit {ROWS}")  # noqa: S608 -- our own number
        rows = cursor.fetchall()
        mark = "?" if url.startswith(SQLITE) else "%s"
        insert = f"insert into {_TWIN} values ({', '.join([mark] * len(rows[0]))})"  # noqa: S608
        one_ms = [_one(connection, insert, row) for row in rows]
        cursor.execute(f"delete from {_TWIN}")  # noqa: S608 -- our own name
        connection.commit()
        began = time.perf_counter()
        for first in range(0, len(rows), BATCH):
            cursor.executemany(insert, rows[first : first + BATCH])
            connection.commit()
        batched_s = time.perf_counter() - began
        cursor.execute(f"drop table {_TWIN}")
        connection.commit()
    return {
        "rows": len(rows),
        "one_ms": sorted(one_ms),
        "one_per_s": len(rows) * 1000 / sum(one_ms),
        "batched_per_s": len(rows) / batched_s,
    }


def _opened(url: str) -> Any:
    if url.startswith(SQLITE):
        from sqlcipher3 import dbapi2

        connection = dbapi2.connect(url.removeprefix(SQLITE))
        connection.execute("pragma synchronous=full")
        return connection
    import psycopg

    return psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:", 1))


def _twin_of_events(cursor: Any, *, sqlite: bool) -> Sequence[str]:
    if not sqlite:
        return [f"create table {_TWIN} (like events including all)"]
    cursor.execute(
        "select sql from sqlite_master where tbl_name='events' and sql is not null order by type"
        " desc"
    )
    found = [str(sql) for (sql,) in cursor.fetchall()]
    return [
        sql.replace("events", _TWIN, 1)
        if sql.lower().startswith("create table")
        else sql.replace(" events (", f" {_TWIN} (").replace("INDEX ", "INDEX bench_", 1)
        for sql in found
    ]


def _one(connection: Any, insert: str, row: Sequence[Any]) -> float:
    began = time.perf_counter()
    connection.cursor().execute(insert, row)
    connection.commit()
    return (time.perf_counter() - began) * 1000
