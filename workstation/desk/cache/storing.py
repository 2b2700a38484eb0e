"""What the cache's writer does inside its transactions: a page and its place, together or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.desk.journal import rows
from workstation.desk.journal.encrypted_file import Connection

if TYPE_CHECKING:  # pydantic stays off the way to the window
    from workstation.protocol.messages import ChangesPage


def put_changes(connection: Connection, page: ChangesPage) -> int:
    """A page of the change feed with its token; gives the newest change number read.

    A page that says ``reset`` replaces everything heard before. An event heard twice counts once.
    """
    if page.reset:
        connection.execute("DELETE FROM event")
    for change in page.changes:
        if change.kind == "gone":
            connection.execute("DELETE FROM event WHERE stream_id=?", (change.stream_id,))
        elif change.event is not None:
            values = (change.no, *rows.row_of(change.event.event()))
            connection.execute(f"{rows.INSERT_AT} ON CONFLICT DO NOTHING", values)
    up_to = page.changes[-1].no if page.more and page.changes else page.up_to
    set_meta(connection, "feed_token", page.token)
    set_meta(connection, "seen_hub_no", str(up_to))
    return up_to


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Write one fact about the copy."""
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))
