"""Where the store ends, as last committed: known without asking the file, and held against it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from workstation.desk.journal.encrypted_file import Connection
from workstation.domain.events import Event, Position, after

#: Streams whose lengths are kept.
_STREAMS: Final = 1_000
#: A store never takes another's place again, so the newest event is of the present one, or the
#: present one has none.
END: Final = (
    "SELECT meta.value, newest.store_id, newest.store_seq, newest.hash, coalesce(newest.no, 0)"
    " FROM meta LEFT JOIN (SELECT no, store_id, store_seq, hash FROM event"
    " ORDER BY no DESC LIMIT 1) AS newest WHERE meta.name='store_id'"
)


def position_in(row: Sequence[Any]) -> Position:
    """Where the store stands that a row of `END` tells of."""
    present, store_id, seq, newest, _ = row
    return Position(present, seq, newest) if store_id == present else Position(present)


def holds(connection: Connection, no: int, event_hash: str) -> bool:
    """Whether the file has the event of this hash under this number."""
    found = connection.execute("SELECT hash FROM event WHERE no=?", (no,)).fetchone()
    return found is not None and found[0] == event_hash


class Newest:
    """The newest event of the file, where the present store stands, how long streams are, and
    which ids were never used.

    ``no`` is the event's number in the file, 0 while there is none. Belongs to the writer's thread.
    """

    def __init__(self, connection: Connection) -> None:
        self.read(connection)

    def read(self, connection: Connection) -> None:
        """Take it from the file: the store has another id, or a commit was reported as failed."""
        row = connection.execute(END).fetchone()
        self.no: int = row[-1]
        self._hash: str = row[-2]
        self.position = position_in(row)
        self._lengths: dict[str, int] = {}
        self._greatest_id: str = connection.execute(_GREATEST).fetchone()[0]

    def knows(self, connection: Connection, event_id: str) -> bool:
        """Whether an event of this id is in the file: not where the id is greater than any, as one
        that was just made is.
        """
        if event_id > self._greatest_id:
            return False
        return connection.execute(_KNOWN, (event_id,)).fetchone() is not None

    def length(self, connection: Connection, stream_id: str) -> int:
        """How many events a stream has."""
        if stream_id not in self._lengths:
            if len(self._lengths) == _STREAMS:
                self._lengths.clear()
            self._lengths[stream_id] = connection.execute(_LENGTH, (stream_id,)).fetchone()[0]
        return self._lengths[stream_id]

    def committed(self, events: Sequence[Event]) -> None:
        """These events were stored behind it."""
        self.no += len(events)
        self.position = after(events[-1])
        self._hash = self.position.last_hash
        for event in events:
            self._lengths[event.stream_id] = event.stream_seq
            self._greatest_id = max(self._greatest_id, event.event_id)

    def is_contradicted_by(self, connection: Connection) -> bool:
        """Whether the file no longer holds what was committed."""
        return bool(self.no) and not holds(connection, self.no, self._hash)


_LENGTH: Final = "SELECT coalesce(max(stream_seq), 0) FROM event WHERE stream_id=?"
_KNOWN: Final = "SELECT 1 FROM event WHERE event_id=?"
_GREATEST: Final = "SELECT coalesce(max(event_id), '') FROM event"
