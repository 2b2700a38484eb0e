"""Which of the entries that match is meant most likely."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from workstation.desk.cache.gazetteer.asking import Asked
from workstation.desk.cache.gazetteer.grouping import ADDRESS, AREA, PLACE, POSTCODE
from workstation.desk.cache.gazetteer.words import joined, spelled, words

Weight = tuple[bool, int, bool, int, bool, int, int]


class Row(NamedTuple):
    """One row of the file's places."""

    rank: int
    kind: int
    head: str
    area: str
    street: str
    postcode: str
    uprn: str
    latitude: float
    longitude: float
    radius_m: float
    number: str
    unit: int


def weight(row: Row, asked: Asked) -> Weight:
    """Sorts ascending: the number asked for, words in its own name, the house before its flats,
    whole words, a name that begins so, larger things before their parts, then the file's order.
    """
    own = _postcode_words(row.postcode) if row.kind == POSTCODE else ()
    name = row.head.partition(", ")[0] if row.kind == PLACE else row.head
    missing, whole = _fit(asked.words, (*own, *_name_words(name)))
    numbered = row.kind in (PLACE, ADDRESS)
    other = bool(asked.numbers) and numbered and not set(words(row.number)) & set(asked.numbers)
    order = AREA if asked.numbers and row.kind == ADDRESS else row.kind
    inside = bool(row.unit) and not asked.unit
    return other, missing, inside, -whole, not _begins(name, asked, row.kind), order, row.rank


def _fit(asked: tuple[str, ...], name: tuple[tuple[str, ...], ...]) -> tuple[int, int]:
    """How many of the words are not in the name, and how many are there whole.

    Each word of the name serves once: “st johns st” wants two.
    """
    free = list(name)
    left = []
    for word in asked:
        same = next((one for one in free if word in one), None)
        if same is None:
            left.append(word)
        else:
            free.remove(same)
    missing = 0
    for word in left:
        begun = next((one for one in free if any(w.startswith(word) for w in one)), None)
        if begun is None:
            missing += 1
        else:
            free.remove(begun)
    return missing, len(asked) - len(left)


def _begins(name: str, asked: Asked, kind: int) -> bool:
    """Whether the name begins as asked; a place, whose name begins with its town, may go on so."""
    said = [one for one in _name_words(name) if not one[0][0].isdigit()]
    at = said if kind == PLACE else said[:1]
    first = asked.words[0] if asked.words else None
    return first is not None and any(w.startswith(first) for one in at for w in one)


@lru_cache(maxsize=8192)
def _name_words(head: str) -> tuple[tuple[str, ...], ...]:
    """Each word of a name in all its spellings; the next key press asks for the same names."""
    return tuple(spelled(head))


def _postcode_words(postcode: str) -> tuple[tuple[str, ...], ...]:
    return tuple((word,) for word in joined(postcode))
