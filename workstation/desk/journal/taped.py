"""A sealed batch as the bytes of a record on the tape, and back.

A record is parts behind their number and lengths: what counts the batch, its lanes, the drafts it
replaces as JSON; then of each event the text that it was sealed over, its payload and its salt.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from workstation.desk.journal.sealing import Sealed
from workstation.domain.events import event_of_text

_ENCODER: Final = json.JSONEncoder(separators=(",", ":"))
_NUMBER: Final = struct.Struct("<I")
_COUNTED: Final = struct.Struct("<QQ")
#: Parts before those of the events.
_WHOLE: Final = 3


def to_bytes(new: Sealed) -> bytes:
    """The record of a batch."""
    clears = _ENCODER.encode(new.clears).encode("ascii") if new.clears else b"[]"
    parts = [_COUNTED.pack(new.no, new.given), bytes(new.lanes), clears]
    for event, text in zip(new.events, new.texts, strict=True):
        parts += text.encode("ascii"), event.payload or b"", event.payload_salt or b""
    lengths = struct.pack(f"<{len(parts) + 1}I", len(parts), *map(len, parts))
    return b"".join((lengths, *parts))


def from_bytes(record: bytes) -> Sealed:
    """The batch of a record."""
    parts = _parts(record)
    counted, lanes, clears = parts[:_WHOLE]
    each = parts[_WHOLE:]
    no, given = _COUNTED.unpack(counted)
    texts = tuple(text.decode("ascii") for text in each[::3])
    events = tuple(map(event_of_text, texts, each[1::3], each[2::3]))
    return Sealed(no, events, texts, tuple(lanes), tuple(map(tuple, json.loads(clears))), given)


def _parts(record: bytes) -> Sequence[bytes]:
    (number,) = _NUMBER.unpack_from(record)
    lengths = struct.unpack_from(f"<{number}I", record, _NUMBER.size)
    ends = list(accumulate(lengths, initial=_NUMBER.size * (number + 1)))
    return [record[begin:end] for begin, end in pairwise(ends)]
