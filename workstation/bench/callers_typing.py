"""As one types, from the first letter on: every key of what people type, against the bare SQL.

Both sides give the same 20 people in the same order for every key. The bare one has read the text
beforehand and asks the fewest statements for it; the desk has to find out which they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from workstation.bench.bare_search import LIMIT, Bare, bare
from workstation.bench.callers_store import Person, Store
from workstation.bench.paired import goal, in_turns, share, spread

#: People who are looked for, each in every way.
_LOOKED_FOR: Final = 40


class Typed(NamedTuple):
    """What is in the line after a key, and the statements for it."""

    text: str
    bare: Bare


def measure(store: Store) -> dict[str, Any]:
    """Every key of every way of looking for some people."""
    connection = store.bare()
    with store.open() as directory:
        typed = list(_typed(store, connection))
        ours, theirs = in_turns(
            typed,
            lambda key: directory.find(key.text, LIMIT),
            lambda key: key.bare.ask(connection),
        )
    connection.close()
    keys = max(1, len(typed))
    return {
        "what": "typing",
        "keys": len(typed),
        "somebody_found": round(sum(bool(key.bare.places) for key in typed) / keys, 3),
        "bare_finds_the_same": round(sum(key.bare.same for key in typed) / keys, 4),
        "bare_statements": round(sum(len(key.bare.statements) for key in typed) / keys, 2),
        "ours_ms": spread(ours),
        "bare_ms": spread(theirs),
        "goals": [
            goal("as one types, p99", share(ours, 0.99) / share(theirs, 0.99), 1.5),
            goal("as one types, p99", share(ours, 0.99), 6.0, "ms"),
        ],
    }


def _typed(store: Store, connection: Any) -> Iterator[Typed]:
    people = store.people(
        _LOOKED_FOR, 21, lambda one: bool(one.postcode) and " " in one.name and bool(one.number)
    )
    for text in (text for person in people for text in _keys(person)):
        yield Typed(text, bare(connection, text))


def _keys(person: Person) -> Iterator[str]:
    """What is in the line after every key, as somebody looks for ``person`` in many ways."""
    forename, _, surname = person.name.lower().partition(" ")
    year, month, day = person.born.split("-")
    postcode = person.postcode.lower()
    for text in (
        f"{forename} {surname}",
        f"{surname} {forename}",
        f"{forename[:3]} {surname[:5]}",
        person.address.split(",")[0].lower(),
        postcode,
        postcode.replace(" ", ""),
    ):
        yield from _ends(text)
    for text in _ends(postcode):
        yield f"{surname} {text}"
    for date in (f"{day}/{month}/{year[2:]}", f"{int(day)} {int(month)} {year}", person.born):
        yield from _ends(date)
    national = "0" + person.number[3:]
    yield from (national[-many:] for many in range(4, 8))
    yield national


def _ends(text: str) -> Iterator[str]:
    """What is in the line after each key."""
    for end in range(1, len(text) + 1):
        if not text[end - 1].isspace():
            yield text[:end]
