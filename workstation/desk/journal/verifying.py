"""Whether the journal still holds what it said it had saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from workstation.desk.journal import reading
from workstation.desk.journal.encrypted_file import Connection
from workstation.desk.journal.readers import Readers
from workstation.domain.events import GENESIS, Event, Position, after, first_break

_PAGE: Final = 500


class Witness:
    """Remembers the newest event that was acknowledged, to hold a fresh connection against it."""

    def __init__(self, position: Position) -> None:
        self._acknowledged = position

    def saw(self, events: Sequence[Event]) -> None:
        """These events were committed."""
        if events:
            newest = after(events[-1])
            other_store = newest.store_id != self._acknowledged.store_id
            if other_store or newest.store_seq > self._acknowledged.store_seq:
                self._acknowledged = newest

    def is_contradicted_by(self, connection: Connection) -> bool:
        """Whether the file no longer holds what was acknowledged."""
        at = self._acknowledged
        if at.last_hash == GENESIS:
            return False
        found = connection.execute(
            "SELECT hash FROM event WHERE store_id=? AND store_seq=?", (at.store_id, at.store_seq)
        ).fetchone()
        return found is None or found[0] != at.last_hash


def first_break_in(readers: Readers) -> str | None:
    """The first break of any chain of the file, ``None`` when all of them hold."""
    for store_id in reading.store_ids(readers):
        if fault := first_break(_all(readers, store_id), Position(store_id)):
            return fault
    return None


def break_at_end(readers: Readers, position: Position, length: int) -> str | None:
    """The first break among the newest ``length`` events of a store."""
    first = max(0, position.store_seq - length)
    events = reading.store_events(readers, position.store_id, first, length)
    if not events:
        return None if position.store_seq == 0 else "the newest events are missing"
    start = Position(position.store_id, first, events[0].prev_hash)
    return first_break(events, start)


def _all(readers: Readers, store_id: str) -> Iterator[Event]:
    seq = 0
    while page := reading.store_events(readers, store_id, seq, _PAGE):
        yield from page
        seq = page[-1].store_seq
