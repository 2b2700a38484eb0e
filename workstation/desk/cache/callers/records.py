"""Rows of a file of callers, from what travels and into what is shown. None leaves this folder."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from workstation.desk.cache.callers import words
from workstation.domain.callers.caller import Caller, PastContact

if TYPE_CHECKING:  # pydantic stays off the way to the window
    from workstation.protocol.callers import CallerLine

Row = tuple[Any, ...]

#: What `caller_of` reads, in its order.
SHOWN: Final = (
    "id, caller_id, name, born, address, address_protected, phones, lists, kind, postcode,"
    " household, contacts, last_at_utc"
)
PAST: Final = (
    "at_utc, grade, summary, outcome, contact_id, line, matter, promise, promise_due_utc, promised"
)
#: What `caller_row` gives, in its order.
STORED: Final = (
    "id, caller_id, rk, no, own, kind, name, born, address, postcode, household,"
    " address_protected, phones, lists, contacts, last_at_utc"
)
PAST_STORED: Final = (
    "id, at_utc, contact_id, line, grade, summary, outcome, matter, promise, promise_due_utc,"
    " promised"
)


#: Numbers that JSON writes as they are, with what stands between them.
_UNESCAPED: Final = re.compile(r'[0-9+]+(?:","[0-9+]+)*')
_as_json: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
#: The value at the beginning of a text, and where it ends; `json.loads` makes sure of more first.
_from_json: Final = json.JSONDecoder().raw_decode


def caller_row(line: CallerLine, rowid: int, rank: int, own: int = 0) -> Row:
    """The row of a person who travelled as ``line``."""
    caller_id, no, kind, name, born, address, postcode, household, protected, phones = line[:10]
    lists, past = line[10:15], line[15]
    return (
        rowid,
        caller_id,
        rank,
        no,
        own,
        kind,
        name,
        born,
        address,
        postcode,
        household,
        int(protected),
        phones_text(phones),
        _as_json(lists) if any(lists) else "",
        len(past),
        past[0][0] if past else None,
    )


def past_rows(line: CallerLine, rowid: int) -> list[Row]:
    """The rows of the earlier contacts in ``line``."""
    return [(rowid, *past) for past in line[15]]


def phones_text(phones: list[str]) -> str:
    """Numbers as they are kept: each backwards, which is how it is searched."""
    text = '","'.join(phones[::-1])[::-1]
    if _UNESCAPED.fullmatch(text):
        return f'["{text}"]'
    return _as_json([phone[::-1] for phone in phones])


def phones_of(text: str) -> tuple[str, ...]:
    """Numbers as they are shown."""
    if "\\" in text or '"' not in text:
        return tuple(phone[::-1] for phone in json.loads(text))
    return tuple(text[-3:1:-1].split('","')[::-1])  # nothing in it is escaped: no need to parse


def indexed(row: Row) -> str:
    """What the search index holds of a stored row."""
    return words.indexed(row[6], row[8], row[9], protected=bool(row[11]))


def caller_of(row: Row, history: tuple[PastContact, ...] = ()) -> Caller:
    """A row of `SHOWN` as a person."""
    markers, adjustments, forbidden, notes, same_as = (
        map(tuple, _from_json(row[7])[0]) if row[7] else _EMPTY
    )
    return Caller(
        row[1],
        row[2],
        row[3],
        row[4],
        bool(row[5]),
        phones_of(row[6]),
        markers,
        notes,
        history,
        row[8],
        row[9],
        row[10],
        adjustments,
        forbidden,
        same_as,
        row[11],
        row[12],
    )


_EMPTY: Final[tuple[tuple[str, ...], ...]] = ((),) * 5
