"""People who fit every word, judged one by one where the most telling words leave only a few.

The index goes through everybody with a common word, or with one of two letters, to find the few who
have a rare one, too. Those few are read and looked at instead.
"""

from __future__ import annotations

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
#: In a file of fewer people the index goes through a common word sooner than a few are read.
_MANY: Final = 500_000
_EVERYBODY: Final = "SELECT max(id) FROM caller"
_PEOPLE: Final = "SELECT sum(people) FROM word WHERE word>=?1 AND word<?1 || '{'"


def few(look: Looking, typed: Sequence[str]) -> list[Home] | None:
    """Everybody with the most telling of ``typed``, by rank; ``None`` when they are not few."""
    if len(typed) <= _TELLING and min(map(len, typed)) > _SHORT:
        return None
    if (look.rows(_EVERYBODY, ())[0][0] or 0) < _MANY:
        return None
    people = {w: _people(look.rows, w) for w in typed if len(w) >= _LONG and w.isalpha()}
    telling = sorted(people, key=people.__getitem__)[:_TELLING]
    if not telling or (len(telling) == 1 and people[telling[0]] > _FEW):
        return None
    if len(telling) == len(typed):
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
    for one in typed:
        for word in words:
            if word.startswith(one):
                break
        else:
            return False
    return True


def _people(rows: Rows, word: str) -> int:
    return sum(rows(_PEOPLE, (begun,))[0][0] or 0 for begun in (word, PLACE + word))
