"""Whether the journal still holds what it said it had saved."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.desk.journal.encrypted_file import Connection
from workstation.domain.events import GENESIS, Event, Position, after


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
            "SELECT hash FROM all_events WHERE store_id=? AND store_seq=? ORDER BY no DESC LIMIT 1",
            (at.store_id, at.store_seq),
        ).fetchone()
        return found is None or found[0] != at.last_hash
