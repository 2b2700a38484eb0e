"""People who fit every word, judged one by one where the most telling words leave only a few.

The index goes through everybody with a common word, or with one of two letters, to find the few who
have a rare one, too. Those few are read and looked at instead.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from workstation.desk.cache.callers.looking import HOMES, Looking
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.words import PLACE, name_words, place_words

#: Somebody's row number and name, and where they live: address, postcode, whether protected.
Home = tuple[int, str, str, str, int]

#: People who are read at most, and words that are asked for.
_FEW: Final = 250
_TELLING: Final = 2
#: Letters of a word from which on it tells something, and of one that all words begin with.
_LONG: Final = 4
_SHORT: Final = 2
#: In a file of fewer people the index goes through a common word sooner than a few are read, unless
#: they are a handful.
_MANY: Final = 500_000
_HANDFUL: Final = 32
_PEOPLE: Final = (
    "SELECT begun.value, sum(people) FROM (SELECT value FROM json_each(?)) AS begun"
    " CROSS JOIN word ON word>=begun.value AND word<begun.value || '{' GROUP BY begun.value"
    " UNION ALL SELECT '', max(id) FROM caller"
)


def few(look: Looking, typed: Sequence[str]) -> list[Home] | None:
    """Everybody with the most telling of ``typed``, by rank; ``None`` when they are not few."""
    if len(typed) <= _TELLING and min(map(len, typed)) > _SHORT:
        return None
    long = [word for word in typed if len(word) >= _LONG and word.isalpha()]
    if not long:
        return None
    everybody, people = _people(look.rows, long)
    telling = sorted(people, key=people.__getitem__)[:_TELLING]
    if len(telling) == len(typed):
        return None
    fewest = people[telling[0]]
    if fewest > _HANDFUL and (everybody < _MANY or (len(telling) == 1 and fewest > _FEW)):
        return None
    found = look.rows(HOMES, (" AND ".join(map(look.either, telling)), _FEW))
    return found if len(found) < _FEW else None


def is_called(home: Home, typed: Sequence[str]) -> bool:
    """Whether every word begins one of somebody's names."""
    return _fits(name_words(home[1]), typed)


def is_of(home: Home, typed: Sequence[str]) -> bool:
    """Whether every word begins one of somebody's names, or one of where they live."""
    places = [] if home[4] else place_words(home[2], home[3])
    bare = [word[1:] for word in places]
    return _fits([*name_words(home[1]), *places, *bare], typed)


def _fits(words: Sequence[str], typed: Sequence[str]) -> bool:
    every = f" {' '.join(words)}"
    return all(f" {one}" in every for one in typed)


def _people(rows: Rows, long: Sequence[str]) -> tuple[int, dict[str, int]]:
    """How many people there are, and how many have words, of names or of places, that begin so."""
    begun = json.dumps([*long, *(PLACE + word for word in long)])
    counted: dict[str, int] = dict(rows(_PEOPLE, (begun,)))
    people = {word: counted.get(word, 0) + counted.get(PLACE + word, 0) for word in long}
    return counted[""] or 0, people
