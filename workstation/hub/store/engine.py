"""The database itself: connections, transactions, locks, its clock, and its faults in our words."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects import postgresql, sqlite
from sqlcipher3 import dbapi2

from workstation.hub.store.postgres_pool import postgres_engine

#: Older SQLite can corrupt a database when its write-ahead log is reset (sqlite.org, March 2026).
OLDEST_SQLITE: Final = (3, 51, 3)

#: Advisory lock spaces, always taken in this order. Of one space a transaction takes at most one
#: lock, of incidents as many as it changes: in the order of their ids, before any other space.
LockSpace = Literal["schema", "store", "incident", "feed", "callers"]
_SPACES: Final[dict[LockSpace, int]] = {
    "schema": 7201,
    "store": 7202,
    "incident": 7203,
    "feed": 7204,
    "callers": 7205,
}
_POSTGRES_NOW: Final = sa.text(
    "select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
)
_LOCK: Final = sa.text("select pg_advisory_xact_lock(:space, :key)")
_TAKE_NUMBERS: Final = sa.text(
    "update counters set value = value + :n where name = :c returning value"
)
_NEWEST_NUMBER: Final = sa.text("select value from counters where name = :c")
_SQLITE_NOW: Final = sa.text("select strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'")


class StoreUnreachable(Exception):
    """The database does not answer, is full or is locked: nothing was stored, try again."""


class Unstorable(ValueError):
    """The database cannot hold these values (a NUL, a number out of range)."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction. ``sql`` is for the modules of this folder only."""

    sql: sa.Connection
    postgres: bool
    _held: set[tuple[LockSpace, str]] = field(default_factory=set)

    def lock(self, space: LockSpace, key: str = "") -> None:
        """Wait until nobody else holds (space, key); released by commit or rollback.

        On SQLite every writing transaction is alone already.
        """
        if self.postgres and (space, key) not in self._held:
            self.sql.execute(_LOCK, {"space": _SPACES[space], "key": _short(key)})
            self._held.add((space, key))

    def try_lock(self, space: LockSpace, key: str) -> bool:
        """As `lock`, but ``False`` at once when somebody else holds it."""
        if not self.postgres:
            return True
        return bool(
            self.sql.execute(
                sa.text("select pg_try_advisory_xact_lock(:space, :key)"),
                {"space": _SPACES[space], "key": _short(key)},
            ).scalar_one()
        )

    def now(self) -> str:
        """The database's clock, ISO 8601, UTC, microseconds."""
        return str(self.sql.execute(_POSTGRES_NOW if self.postgres else _SQLITE_NOW).scalar_one())

    def insert_once(self, table: sa.Table, values: dict[str, Any]) -> bool:
        """Insert a row unless its key is there already; whether it was inserted."""
        made = _inserted(table, None, postgres=self.postgres)
        return self.sql.execute(made, values).rowcount == 1

    def put(
        self, table: sa.Table, values: dict[str, Any], only: Collection[str] | None = None
    ) -> None:
        """Insert a row, or give the row of the same key these values, or ``only`` some of them."""
        given = tuple(values if only is None else only)
        self.sql.execute(_inserted(table, given, postgres=self.postgres), values)

    def put_all(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        """As `put`, for rows that all give the same columns."""
        if rows:
            self.sql.execute(_inserted(table, tuple(rows[0]), postgres=self.postgres), rows)

    def next_number(self, counter: str, count: int = 1) -> int:
        """Take ``count`` numbers; returns the first. The caller holds the counter's lock."""
        newest = self.sql.execute(_TAKE_NUMBERS, {"n": count, "c": counter}).scalar_one()
        return int(newest) - count + 1

    def newest_number(self, counter: str) -> int:
        """The newest number handed out."""
        return int(self.sql.execute(_NEWEST_NUMBER, {"c": counter}).scalar_one())


class Database:
    """One database, PostgreSQL (``postgresql+psycopg://…``) or SQLite (``sqlite:///PATH``)."""

    def __init__(self, url: str) -> None:
        """Raises `Unstorable` for an address that is neither; nothing is opened yet."""
        try:
            parsed = sa.make_url(url)
        except exc.ArgumentError as fault:
            raise Unstorable("not a database address") from fault
        self.url: Final = url
        self.postgres: Final = parsed.get_backend_name() == "postgresql"
        self.file: Final = None if self.postgres else Path(parsed.database or "")
        if self.postgres:
            self._engine = postgres_engine(parsed.set(drivername="postgresql+psycopg"))
        elif parsed.get_backend_name() == "sqlite" and parsed.database not in (
            None,
            "",
            ":memory:",
        ):
            self._engine = _sqlite_engine(Path(str(parsed.database)))
        else:
            raise Unstorable("the hub keeps its records in PostgreSQL or in a SQLite file")
        # READ COMMITTED promises no more to a transaction than to its statements one by one, and
        # beginning and ending it would cost as much as two of them.
        autocommit = {"isolation_level": "AUTOCOMMIT"} if self.postgres else {}
        self._reading = self._engine.execution_options(**autocommit)
        # SQLite wakes waiting writers by polling; within a process a lock is fairer and quicker.
        self._one_writer: AbstractContextManager[object] = (
            nullcontext() if self.postgres else threading.Lock()
        )

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that is durable once this block ends, and void when it raises."""
        with self._one_writer, _in_our_words(), self._engine.connect() as connection:
            writer = connection.execution_options(writes=True)
            with writer.begin():
                yield Transaction(writer, self.postgres)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """What only reads. PostgreSQL sees what is committed anew with every statement."""
        with _in_our_words(), self._reading.connect() as connection, connection.begin():
            yield Transaction(connection, self.postgres)

    def back_up(self, mark: str) -> None:
        """Copy a SQLite file beside itself; PostgreSQL is backed up by its own means.

        A copy of the same mark, from an earlier try, is replaced once the new one is whole.
        """
        if self.file is None:
            return
        copy = self.file.with_name(f"{self.file.name}.{mark}")
        growing = copy.with_name(f"{copy.name}.new")
        growing.unlink(missing_ok=True)
        with _in_our_words(), closing(_open_sqlite(self.file)) as connection:
            connection.execute("vacuum into ?", (str(growing),))
        growing.replace(copy)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


@cache
def _inserted(table: sa.Table, instead: tuple[str, ...] | None, *, postgres: bool) -> Any:
    """A row; where its key is there already, ``instead`` of it are changed, or nothing is.

    Putting a statement together costs as much as having it done, so each is made once.
    """
    made: Any = postgresql.insert(table) if postgres else sqlite.insert(table)
    if instead is None:
        return made.on_conflict_do_nothing()
    keys = [column.name for column in table.primary_key]
    others = {name: made.excluded[name] for name in instead if name not in keys}
    return made.on_conflict_do_update(index_elements=keys, set_=others)


def _short(key: str) -> int:
    """A lock's second number; two keys that share one only wait for each other needlessly."""
    return zlib.crc32(key.encode("utf-8", "replace")) - 2**31


def _sqlite_engine(file: Path) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: _open_sqlite(file),
        module=dbapi2,
        poolclass=sa.pool.QueuePool,
        pool_size=10,
        max_overflow=30,
        pool_timeout=10,
        hide_parameters=True,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("begin immediate" if writes else "begin")

    return engine


def _open_sqlite(file: Path) -> Any:
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StoreUnreachable(f"SQLite {dbapi2.sqlite_version} is too old to be trusted")
    connection = dbapi2.connect(str(file), check_same_thread=False, isolation_level=None)
    try:
        for setting in ("busy_timeout=10000", "journal_mode=wal", "synchronous=full"):
            connection.execute(f"pragma {setting}")
    except dbapi2.Error:
        connection.close()
        raise
    return connection


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except (exc.DataError, OverflowError, UnicodeEncodeError) as fault:
        raise Unstorable("the database cannot hold these values") from fault
    except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError) as fault:
        raise StoreUnreachable(_first_line(fault)) from fault
    except exc.DatabaseError as fault:
        if type(fault) is exc.DatabaseError:  # not a database, or a damaged one
            raise StoreUnreachable(_first_line(fault)) from fault
        raise
    except dbapi2.Error as fault:
        raise StoreUnreachable(_first_line(fault)) from fault


def _first_line(fault: Exception) -> str:
    original = getattr(fault, "orig", None) or fault
    return str(original).splitlines()[0][:200] if str(original) else type(fault).__name__
