"""What a page of the hub changes of a file of people, and of how far that reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workstation.desk.cache.callers import reading, storing
from workstation.desk.cache.callers.records import Row
from workstation.desk.cache.callers.standing import Extent
from workstation.desk.journal.encrypted_file import Connection

if TYPE_CHECKING:
    from workstation.desk.cache.callers.ready import ReadyPage
    from workstation.protocol.callers import CallerChanges, CopyPage


def take_changes(connection: Connection, changes: CallerChanges, now: Extent) -> Extent:
    """Take a page of changes; how far the file reaches with it.

    One that does not go on from here is left: the next is asked for from where the file is.
    """
    if not _goes_on(connection, changes, now):
        return now
    gone = storing.take_away(connection, changes.gone)
    added = storing.put(connection, changes.callers, front=True)
    storing.put_parts(connection, changes.partly)
    up_to = max(now.up_to, changes.up_to)
    return replace(
        now,
        epoch=changes.epoch,
        up_to=up_to,
        in_step_no=now.in_step_no if changes.more else up_to,
        have=now.have + added - gone,
        as_of_utc=now.as_of_utc if changes.more else changes.now_utc,
    )


def _goes_on(connection: Connection, changes: CallerChanges, now: Extent) -> bool:
    """Whether nothing is missing before a page, nor before the parts of histories in it."""

    def rows(sql: str, values: Sequence[Any]) -> list[Row]:
        return list(connection.execute(sql, values))

    if changes.after > now.up_to:
        return False
    if not changes.partly:
        return True
    known = changes.since is not None and changes.since <= (now.in_step_no or 0)
    return known and reading.holds(rows, [line[0] for line, _ in changes.partly])


def begun(now: Extent, page: CopyPage | ReadyPage, recent_days: int) -> dict[str, Any]:
    """What a page of a first copy says of the whole; changes are read after its first page."""
    return {
        "epoch": page.epoch,
        "recent_days": recent_days,
        "up_to": now.up_to if now.cursor else page.from_no,
        "in_step_no": now.in_step_no if now.cursor else page.from_no,
        "total": page.total,
        "cursor": page.next,
    }
