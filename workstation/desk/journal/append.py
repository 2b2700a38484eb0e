"""One batch on its way: onto the tape where that takes it, then into the file."""

from __future__ import annotations

from typing import Final

from workstation.desk.journal import placing, taped
from workstation.desk.journal.encrypted_file import Connection, fold_wal_in
from workstation.desk.journal.faults import storage_kind
from workstation.desk.journal.newest import Newest
from workstation.desk.journal.opening import Place
from workstation.desk.journal.sealing import Batch, Sealed, sealed
from workstation.desk.journal.tape import Tape
from workstation.domain.events import Event

#: How half of a surrogate pair begins in ASCII: no text in the file holds one. A whole pair, which
#: begins like that as well, may be stored; it only takes longer.
_HALF: Final = "\\ud"


class Append:
    """What the writer does for one batch; all of it on the writer's thread."""

    def __init__(self, place: Place, tape: Tape, newest: Newest, batch: Batch) -> None:
        self._place = place
        self._tape = tape
        self._newest = newest
        self._batch = batch
        self._taped: Sealed | None = None
        self._new: Sealed | None = None

    def ahead(self, connection: Connection, given: int) -> tuple[Event, ...] | None:
        """The events, durable on the tape; ``None`` when they have to wait for their commit."""
        new = sealed(connection, self._newest, self._batch, given)
        if new is None or not new.events or _may_be_refused(new):
            return None
        if not self._tape.write(taped.to_bytes(new)):
            return None
        self._taped = new
        return new.events

    def store(self, connection: Connection, given: int) -> tuple[Event, ...]:
        """Store the events, or find them stored already. Raises ValueError when only some are."""
        if self._taped is not None:
            self._new = self._brought(connection, self._taped)
            return self._taped.events
        self._new = sealed(connection, self._newest, self._batch, given)
        if self._new is None:
            return placing.stored_before(connection, self._batch)
        placing.put(connection, self._new)
        return self._new.events

    def stored(self, connection: Connection) -> None:
        """Their commit is durable. Where they were found they may be of a commit whose sync failed:
        they are written once more, into the file itself.
        """
        if self._new is not None and self._new.events:
            self._newest.committed(self._new.events)
        else:
            fold_wal_in(connection)
            self._newest.read(connection)

    def _brought(self, connection: Connection, new: Sealed) -> Sealed | None:
        """What is on the tape was reported as saved: a file that does not take it is not well."""
        try:
            put = placing.put_back(connection, new)
        except Exception as fault:
            if storage_kind(fault) is None:
                raise self._place.fault("behind", str(fault)) from fault
            raise
        if put == "no place":
            raise self._place.fault("behind")
        return new if put == "put" else None


def _may_be_refused(new: Sealed) -> bool:
    """Whether the file may refuse it for ever: what the tape takes has to be stored later."""
    return any(_HALF in text for text in (*new.texts, ascii(new.clears)))
