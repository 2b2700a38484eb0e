"""Sealed events in their places in the file. What changes it expects a transaction to be open."""

from __future__ import annotations

from typing import Final, Literal

from workstation.desk.journal import rows
from workstation.desk.journal.encrypted_file import Connection
from workstation.desk.journal.newest import Newest, holds
from workstation.desk.journal.sealing import Batch, Sealed
from workstation.domain.events import Event, Position, stream_kind

_DELIVERY: Final = "INSERT INTO delivery (no, lane, state) VALUES (?, ?, 'waiting')"
_STREAM: Final = (
    "INSERT INTO stream (stream_id, kind, first_no, open) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET open=min(open, excluded.open)"
)


def put(connection: Connection, new: Sealed) -> None:
    """Store a batch. A stream is written when it begins and when it ends, not in between."""
    for no, (event, lane) in enumerate(zip(new.events, new.lanes, strict=True), new.no):
        connection.execute(rows.INSERT_AT, (no, *rows.row_of(event)))
        connection.execute(_DELIVERY, (no, lane))
        ends = event.type == "ContactDisposed"
        if ends or event.stream_seq == 1:
            stream = (event.stream_id, stream_kind(event.stream_id), no, int(not ends))
            connection.execute(_STREAM, stream)
    if new.clears:
        connection.executemany(
            "DELETE FROM draft WHERE contact_id=? AND field=? AND given<?",
            [(*key, new.given) for key in new.clears],
        )


def stored_before(connection: Connection, batch: Batch) -> tuple[Event, ...]:
    """The events as they were first stored: said once more, or in a commit that was reported as
    failed and had reached the disk after all.
    """
    sql = f"SELECT {rows.COLUMNS} FROM event WHERE event_id=?"  # noqa: S608
    found = tuple(
        rows.event_of(row)
        for new, _ in batch.new
        for row in connection.execute(sql, (new.event_id,))
    )
    if len(found) != len(batch.new) or len({event.event_id for event in found}) != len(found):
        raise ValueError("some of these events are stored already and some are not")
    return found


def put_back(connection: Connection, new: Sealed) -> Literal["put", "there", "no place"]:
    """Store what is on the tape where it is not stored yet.

    It has no place in a file that is older than the tape, or that went on otherwise.
    """
    first, last = new.events[0], new.events[-1]
    if holds(connection, new.no + len(new.events) - 1, last.hash):
        return "there"
    newest = Newest(connection)
    follows = Position(first.store_id, first.store_seq - 1, first.prev_hash) == newest.position
    if not follows or new.no != newest.no + 1:
        return "no place"
    put(connection, new)
    return "put"
