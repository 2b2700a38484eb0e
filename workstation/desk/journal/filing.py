"""Where an event is kept first, and its places afterwards.

Whoever saves waits for one page; the places that an event is found by, and what tells how far it
got, are written when nobody waits. Readings see both through the views of `tables`. Every function
but `file_in_passing` expects a transaction to be open.
"""

from __future__ import annotations

from typing import Final

from workstation.desk.journal import rows
from workstation.desk.journal.encrypted_file import Connection
from workstation.domain.events import Event, stream_kind

#: Events that are kept before they are filed: a look through so many takes no time.
FEW: Final = 32
_KEEP: Final = rows.INSERT_AT.replace("INTO event (", "INTO unfiled (lane, ").replace(
    "VALUES (", "VALUES (?, "
)
_ANY: Final = "SELECT EXISTS (SELECT 1 FROM unfiled)"
_FILE: Final = (
    f"INSERT INTO event (no, {rows.NAMES}) SELECT no, {rows.NAMES} FROM unfiled ORDER BY no",  # noqa: S608
    "INSERT INTO delivery (no, lane, state) SELECT no, lane, 'waiting' FROM unfiled ORDER BY no",
)
#: A stream is written when it begins and when it ends, not for what comes between.
_TURNS: Final = (
    "SELECT stream_id, no, type='ContactDisposed' FROM unfiled"
    " WHERE stream_seq=1 OR type='ContactDisposed' ORDER BY no"
)
_STREAM: Final = (
    "INSERT INTO stream (stream_id, kind, first_no, open) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET open=min(open, excluded.open)"
)


def keep(connection: Connection, no: int, event: Event, lane: int) -> None:
    """Keep an event under its number in the file, to be delivered in ``lane``."""
    connection.execute(_KEEP, (lane, no, *rows.row_of(event)))


def turns(event: Event) -> bool:
    """Whether its stream begins or ends with ``event``: that is told by a table of its own."""
    return event.stream_seq == 1 or event.type == "ContactDisposed"


def file(connection: Connection) -> None:
    """Bring what is kept to its places."""
    if not connection.execute(_ANY).fetchone()[0]:
        return
    for sql in _FILE:
        connection.execute(sql)
    for stream_id, no, ends in connection.execute(_TURNS).fetchall():
        connection.execute(_STREAM, (stream_id, stream_kind(stream_id), no, int(not ends)))
    connection.execute("DELETE FROM unfiled")


def file_in_passing(connection: Connection) -> None:
    """As `file`, in a transaction of its own."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        file(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
