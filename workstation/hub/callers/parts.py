"""What is new of a history: entries that were added or changed, and those that left it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub.callers.rows import as_text
from workstation.hub.store.caller_parts import PartRow
from workstation.protocol.callers import past_line

#: Time and id of a contact: what two entries of one history are told apart by.
_Key = tuple[str, str]


def parts_of(before: Caller | None, now: Caller | None) -> tuple[PartRow, ...] | None:
    """What changed of the history; ``None`` when desks have to be told the whole of it.

    That is so of whoever comes on record, again as well, and of two contacts of one time and id.
    """
    if before is None or now is None or not (_told_apart(before) and _told_apart(now)):
        return None
    first = _alike(before.history, now.history)
    was, will = before.history[first:], now.history[first:]
    last = _alike(was[::-1], will[::-1])
    held = {_key(one): one for one in was[: len(was) - last]}
    wanted = {_key(one): one for one in will[: len(will) - last]}
    there = [(key, 0, past_line(one)) for key, one in wanted.items() if held.get(key) != one]
    left = [(key, 1, key) for key in held if key not in wanted]
    return tuple(
        PartRow(now.caller_id, *key, gone, as_text(entry)) for key, gone, entry in (*there, *left)
    )


def _key(one: PastContact) -> _Key:
    return one.at_utc, one.contact_id


def _told_apart(caller: Caller) -> bool:
    return len(set(map(_key, caller.history))) == len(caller.history)


def _alike(some: Sequence[PastContact], others: Sequence[PastContact]) -> int:
    """With how many of the same both begin."""
    return sum(1 for _ in takewhile(bool, map(PastContact.__eq__, some, others)))
