"""Pages of people for the desks: put together from the text that is kept, with no object for each.

A cursor holds what its copy began with, so that every page of it is of one scope.
"""

from __future__ import annotations

import json
from typing import Final

from workstation.hub.callers.rows import is_caller_id, least_since
from workstation.hub.clock import later
from workstation.hub.hub import Hub
from workstation.hub.problems import Refused
from workstation.hub.store import callers
from workstation.hub.store.callers import PageRow, PartsRow

_DAY_S: Final = 86_400


def copy_page(hub: Hub, recent_days: int, begin: str, limit: int) -> bytes:
    """A `CopyPage` as JSON, from the cursor ``begin`` on. Raises `Refused` (400) for no cursor."""
    with hub.reading() as tx:
        # Read before the rows: whatever has a number up to this one is visible to the next query.
        from_no = callers.newest(tx)
        now = hub.clock(tx)
        if begin:
            total, least, beyond = _read(begin)
        else:
            least, beyond = _least(now, recent_days), callers.FIRST
            total = callers.count(tx, least)
        rows = callers.page(tx, least, beyond, limit + 1)
    shown, following = rows[:limit], ""
    if len(rows) > limit:
        last_id, *_, last_priority = shown[-1]
        following = f"{total}.{least}.{last_priority}.{last_id}"
    return _body(
        shown,
        "",
        next=following,
        epoch=hub.identity.epoch,
        from_no=from_no,
        total=total,
        now_utc=now,
    )


def changes_page(
    hub: Hub, after: int, recent_days: int, limit: int, since: int | None = None
) -> bytes:
    """`CallerChanges` after number ``after`` as JSON; who changed and is out of scope is gone.

    Of histories comes what is new after ``since``, where there is one and that is known.
    """
    with hub.reading() as tx:
        newest = callers.newest(tx)
        now = hub.clock(tx)
        rows = callers.after(tx, after, limit + 1, since)
    least, more = _least(now, recent_days), len(rows) > limit
    shown = rows[:limit]
    known = [row for row in shown if row[4] >= least]
    return _body(
        [(one, no, line, past, at) for one, no, line, past, at, *_ in known if past is not None],
        _parts(known),
        gone=[row[0] for row in shown if row[4] < least],
        epoch=hub.identity.epoch,
        after=after,
        since=since,
        up_to=shown[-1][1] if more else max([newest, after, *(row[1] for row in shown)]),
        more=more,
        now_utc=now,
    )


def _least(now: str, recent_days: int) -> int:
    """The least priority of who is in scope; the marked are above it whatever ``now`` is."""
    return least_since(later(now, -recent_days * _DAY_S)) if recent_days else 0


def _lines(rows: list[PageRow]) -> str:
    lines = [
        f'["{caller_id}",{no},{line[1:-1]},{history}]' for caller_id, no, line, history, _ in rows
    ]
    return f"[{','.join(lines)}]"


def _parts(rows: list[PartsRow]) -> str:
    """Those whose histories are not told whole, as one more field of a page."""
    parts = [
        f'[["{caller_id}",{no},{line[1:-1]},[{entries or ""}]],[{left or ""}]]'
        for caller_id, no, line, history, _, entries, left in rows
        if history is None
    ]
    return f'"partly":[{",".join(parts)}],'


def _body(rows: list[PageRow], parts: str, **others: object) -> bytes:
    rest = json.dumps(others, ensure_ascii=False, separators=(",", ":"))
    return f'{{"callers":{_lines(rows)},{parts}{rest[1:]}'.encode()


def _read(cursor: str) -> tuple[int, int, tuple[int, str]]:
    total, least, priority, caller_id = (*cursor.split(".", 3), "", "", "")[:4]
    numbers = (total, least, priority)
    if not is_caller_id(caller_id) or not all(_is_number(one) for one in numbers):
        raise Refused(400, "unreadable", "A copy cannot begin there; begin it from the start.")
    return int(total), int(least), (int(priority), caller_id)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
