"""What the cache's writer does inside its transactions: a page and its place, together or not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from workstation.desk.journal import rows
from workstation.desk.journal.encrypted_file import Connection
from workstation.desk.numbers import e164

if TYPE_CHECKING:  # pydantic stays off the way to the window
    from workstation.protocol.messages import CallersPage, ChangesPage, WireCaller

_NO_AND_EVENT = rows.INSERT.replace("event (", "event (no, ", 1).replace("(?", "(?, ?", 1)


def put_callers(connection: Connection, page: CallersPage) -> None:
    """A page of callers, newer than what is known of them, and how far the copy is now."""
    for caller in page.callers:
        _put_caller(connection, caller)
    set_meta(connection, "callers_up_to", str(page.up_to))
    if not page.more:
        set_meta(connection, "as_of_utc", page.now_utc)


def _put_caller(connection: Connection, caller: WireCaller) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO caller (caller_id, no, name, born, address, address_protected,"
        " phones, markers, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            caller.caller_id,
            caller.no,
            caller.name,
            caller.born,
            caller.address,
            int(caller.address_protected),
            json.dumps(caller.phones),
            json.dumps(caller.markers),
            json.dumps(caller.notes),
        ),
    )
    connection.execute("DELETE FROM phone WHERE caller_id=?", (caller.caller_id,))
    connection.executemany(
        "INSERT INTO phone (e164, caller_id) VALUES (?, ?)",
        [(number, caller.caller_id) for number in _numbers(caller.phones)],
    )
    connection.execute("DELETE FROM history WHERE caller_id=?", (caller.caller_id,))
    connection.executemany(
        "INSERT INTO history (caller_id, at_utc, part, grade, summary, outcome)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (caller.caller_id, past.at_utc, part, past.grade, past.summary, past.outcome)
            for part, past in enumerate(caller.history)
        ],
    )


def _numbers(phones: Iterable[str]) -> set[str]:
    return {number for number in map(e164, phones) if number}


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
            connection.execute(f"{_NO_AND_EVENT} ON CONFLICT DO NOTHING", values)
    up_to = page.changes[-1].no if page.more and page.changes else page.up_to
    set_meta(connection, "feed_token", page.token)
    set_meta(connection, "seen_hub_no", str(up_to))
    return up_to


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Write one fact about the copy."""
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))
