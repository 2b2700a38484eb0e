"""As one types, from the first letter on: every key of what people type, against the bare SQL.

The bare side knows what each fragment is and asks the one statement for it that is fastest; the
desk has to find that out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from workstation.bench.callers_store import Person, Store
from workstation.bench.paired import goal, in_turns, share, spread
from workstation.desk.cache.callers import finding
from workstation.desk.cache.callers.dates import dates_begun_in, dates_in
from workstation.desk.cache.callers.words import name_words, place_words

#: People who are looked for, each in every way.
_LOOKED_FOR: Final = 40
_FIRST_ROWS: Final = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """What is in the line after a key, and the statement for it."""

    text: str
    kind: str
    sql: str
    values: tuple[Any, ...]


def measure(store: Store) -> dict[str, Any]:
    """Every key of every way of looking for some people."""
    people = store.people(
        _LOOKED_FOR, 21, lambda one: bool(one.postcode) and " " in one.name and bool(one.number)
    )
    typed = [key for person in people for key in _keys(person)]
    bare = store.bare()
    with store.open() as directory:
        ours, theirs = in_turns(
            typed,
            lambda key: directory.find(key.text, _FIRST_ROWS),
            lambda key: bare.execute(key.sql, key.values).fetchall(),
        )
        found = sum(bool(directory.find(key.text).people) for key in typed)
    bare.close()
    return {
        "what": "typing",
        "keys": len(typed),
        "somebody_found": round(found / max(1, len(typed)), 3),
        "ours_ms": spread(ours),
        "bare_ms": spread(theirs),
        "goals": [
            goal("as one types, p99", share(ours, 0.99) / share(theirs, 0.99), 1.5),
            goal("as one types, p99", share(ours, 0.99), 6.0, "ms"),
        ],
    }


def _keys(person: Person) -> Iterator[Typed]:
    forename, _, surname = person.name.lower().partition(" ")
    year, month, day = person.born.split("-")
    street = person.address.split(",")[0].lower()
    for words in (
        f"{forename} {surname}",
        f"{surname} {forename}",
        f"{forename[:3]} {surname[:5]}",
    ):
        yield from _worded(words, "name")
    yield from _worded(street, "place")
    for postcode in (person.postcode.lower(), person.postcode.lower().replace(" ", "")):
        for text in _ends(postcode):
            yield _match(text, "postcode", [place_words("", text)[0]])
    for text in _ends(person.postcode.lower()):
        whole = [*name_words(surname), place_words("", text)[0]]
        yield _match(f"{surname} {text}", "name and postcode", whole)
    for date in (f"{day}/{month}/{year[2:]}", f"{int(day)} {int(month)} {year}", person.born):
        yield from _dated(date)
    national = "0" + person.number[3:]
    for many in range(4, 8):
        yield _tail(national[-many:], national[-many:])
    yield _tail(national, person.number)


def _worded(text: str, kind: str) -> Iterator[Typed]:
    for part in _ends(text):
        coded = name_words(part) if kind == "name" else place_words(part, "")
        if coded:
            yield _match(part, kind, coded)


def _match(text: str, kind: str, coded: list[str]) -> Typed:
    match = " AND ".join(f'"{word}"*' for word in coded)
    return Typed(text, kind, finding.BY_WORDS, (match, _FIRST_ROWS))


def _dated(text: str) -> Iterator[Typed]:
    for part in _ends(text):
        whole, _ = dates_in(part)
        if whole:
            yield Typed(part, "born", finding.BY_BORN, (whole[0], _FIRST_ROWS))
        elif dates_begun_in(part):
            dates = "[" + ",".join(f'"{one}"' for one in dates_begun_in(part)) + "]"
            yield Typed(part, "born", finding.BY_DATES, (dates, 1 << 62, _FIRST_ROWS))
        else:  # as far as anybody can tell, the number of a house
            yield _match(part, "born", place_words(part.replace("-", " "), ""))


def _tail(text: str, number: str) -> Typed:
    return Typed(text, "number", finding.BY_TAIL, (number[::-1], _FIRST_ROWS))


def _ends(text: str) -> Iterator[str]:
    """What is in the line after each key."""
    for end in range(1, len(text) + 1):
        if not text[end - 1].isspace():
            yield text[:end]
