"""Reading connections beside the one writer: none waits for its transactions."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from workstation.desk.journal.encrypted_file import Connection, close_quietly


class Readers:
    """A few reading connections, lent to whoever reads; threads never share one at a time."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._idle: deque[Connection] = deque()  # taken and given back in one step: no lock
        # As long as this one is open, SQLite does not remove the log when a writer gives up.
        self._anchor = connect()
        self._anchor.execute("SELECT count(*) FROM meta").fetchone()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of one SELECT."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            found: list[tuple[Any, ...]] = connection.execute(sql, values).fetchall()
        except BaseException:
            close_quietly(connection)  # one bad page spoils a connection
            raise
        self._idle.append(connection)
        return found

    def close(self) -> None:
        """Close what is idle."""
        close_quietly(self._anchor)
        while self._idle:
            close_quietly(self._idle.pop())
