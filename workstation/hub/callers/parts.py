"""What is new of a history: entries that were added or changed, and those that left it."""

from __future__ import annotations

import json
from typing import Any

from workstation.hub.callers.rows import as_text
from workstation.hub.store.caller_parts import PartRow
from workstation.hub.store.callers import GONE, CallerRow

#: Time and id of a contact: what two entries of one history are told apart by.
_Key = tuple[str, str]


def parts_of(before: CallerRow, after: CallerRow) -> tuple[PartRow, ...] | None:
    """What changed of the history; ``None`` when desks have to be told the whole of it.

    That is so of whoever leaves the record or comes back, and of two contacts of one time and id.
    """
    if GONE in (before.priority, after.priority):
        return None
    if before.history == after.history:
        return ()
    was, now = _by_key(before), _by_key(after)
    if was is None or now is None:
        return None
    there = [(key, 0, entry) for key, entry in now.items() if was.get(key) != entry]
    left = [(key, 1, list(key)) for key in was if key not in now]
    return tuple(
        PartRow(after.caller_id, *key, gone, as_text(entry)) for key, gone, entry in (*there, *left)
    )


def _by_key(row: CallerRow) -> dict[_Key, Any] | None:
    history = json.loads(row.history)
    found = {(entry[0], entry[1]): entry for entry in history}
    return found if len(found) == len(history) else None
