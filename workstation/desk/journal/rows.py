"""Events as rows and back. The order of columns is written down once, here."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final

from workstation.domain.events import Event, PolicyRef

_PLAIN: Final = (
    "event_id",
    "stream_id",
    "store_id",
    "store_seq",
    "stream_seq",
    "prev_hash",
    "type",
    "v",
    "realm",
    "actor",
    "sign_in",
    "cause_id",
    "seen_hub_no",
    "at_utc",
    "mono_ns",
    "boot_id",
    "hub_offset_ms",
    "payload",
    "payload_salt",
    "payload_digest",
    "hash",
)
_POLICY: Final = ("policy_id", "policy_version", "policy_hash")

#: Columns of an event, for SELECT and INSERT alike.
COLUMNS: Final = ", ".join(f"event.{name}" for name in (*_PLAIN, *_POLICY))
#: Their names alone, in the same order.
NAMES: Final = ", ".join((*_PLAIN, *_POLICY))
WIDTH: Final = len(_PLAIN) + len(_POLICY)
INSERT: Final = "INSERT INTO event ({}) VALUES ({})".format(  # noqa: S608 -- our own names only
    NAMES, ", ".join("?" * WIDTH)
)
#: An event under its number in the file, which no other event may have.
INSERT_AT: Final = INSERT.replace("(", "(no, ", 1).replace("VALUES (", "VALUES (?, ")
_VALUES: Final = attrgetter(*_PLAIN)


def row_of(event: Event) -> tuple[Any, ...]:
    """The values of `INSERT`, and of `INSERT_AT` behind the number."""
    pinned = event.policy
    policy = (pinned.id, pinned.version, pinned.hash) if pinned else (None, None, None)
    return (*_VALUES(event), *policy)


def event_of(row: Sequence[Any]) -> Event:
    """The event that the first `WIDTH` columns of ``row`` hold, as it was sealed."""
    policy = row[len(_PLAIN) : WIDTH]
    pinned = PolicyRef(*policy) if policy[0] is not None else None
    return Event(**dict(zip(_PLAIN, row, strict=False)), policy=pinned)
