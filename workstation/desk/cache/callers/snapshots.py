"""Reading connections that are lent for a whole look-up: all of it sees one state of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from workstation.desk.cache.callers.reading import Rows
from workstation.desk.journal.encrypted_file import close_quietly
from workstation.desk.journal.readers import Readers

T = TypeVar("T")


class Snapshots(Readers):
    """Lends connections for one statement, or for several in one read transaction."""

    def together(self, look: Callable[[Rows], T]) -> T:
        """What ``look`` gives, whose statements all read the file as the first of them found it.

        Locks are then taken once for all of them. The write-ahead log cannot be emptied meanwhile.
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            connection.execute("BEGIN")
            found = look(lambda sql, values: connection.execute(sql, values).fetchall())
            connection.execute("COMMIT")
        except BaseException:
            close_quietly(connection)  # with its transaction
            raise
        self._idle.append(connection)
        return found
