"""Removing people whose time has passed so that no byte of them is left in the file or its log.

Freed space is overwritten as it is freed. The search index only notes what goes and drops it when
its parts are merged, so they are merged: a portion at a time, for others wait for the writer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workstation.desk.cache.callers.reading import Rows

#: People looked at in one query, and removed in one transaction.
LOOKED_AT: Final = 50_000
REMOVED: Final = 200

_LAST: Final = "SELECT max(id) FROM caller"
#: Whoever is marked (`workstation.domain.callers.caller.Caller.marked`) stays, and so does this
#: desk's own unsent work, or part of it.
_EXPIRED: Final = (
    "SELECT caller_id FROM caller WHERE id>? AND id<=? AND own=0"
    " AND (last_at_utc IS NULL OR last_at_utc<?)"
    " AND address_protected=0 AND (lists='' OR json_array_length(lists, '$[0]')"
    " + json_array_length(lists, '$[1]') + json_array_length(lists, '$[2]')=0)"
    " AND NOT EXISTS (SELECT 1 FROM history WHERE history.id=caller.id AND promised='open')"
    " AND caller_id NOT IN (SELECT caller_id FROM own_mark)"
)


@dataclass(frozen=True, slots=True)
class Weeded:
    """What came of it: how many people went, and whether the log is empty, too.

    ``clean`` is false when somebody was reading all the while; weeding again makes it so.
    """

    people: int
    clean: bool


def cut(now_utc: str, recent_days: int) -> str:
    """The moment after which a contact keeps somebody on this desk."""
    now = datetime.fromisoformat(now_utc.replace("Z", "+00:00"))
    return (now - timedelta(days=recent_days)).isoformat(timespec="microseconds")[:26] + "Z"


def expired(rows: Rows, before_utc: str) -> list[str]:
    """Whose last contact was before that moment, and nothing keeps them."""
    last = rows(_LAST, ())[0][0] or 0
    return [
        row[0]
        for first in range(0, last, LOOKED_AT)
        for row in rows(_EXPIRED, (first, first + LOOKED_AT, before_utc))
    ]
