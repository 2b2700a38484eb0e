"""People who fit every word, judged one by one where the most telling words leave only a few.

The index goes through everybody with a common word, or with one of two letters, to find the few who
have a rare one, too. Those few are read and looked at instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.records import Row
from workstation.desk.cache.callers.words import PLACE, name_words, place_words

#: People who are read at most, and words that are asked for.
_FEW: Final = 250
_TELLING: Final = 2
#: Letters of a word from which on it tells something, and of one that all words begin with.
_LONG: Final = 4
_SHORT: Final = 2
_PEOPLE: Final = "SELECT sum(people) FROM word WHERE word>=?1 AND word<?1 || '{'"


def few(
    rows: Rows, by_words: str, typed: Sequence[str], asked: Callable[[str], str]
) -> list[Row] | None:
    """Everybody with the most telling of ``typed``, by rank; ``None`` when they are not few.

    ``asked``: what is asked of the index for a word.
    """
    if len(typed) <= _TELLING and min(map(len, typed)) > _SHORT:
        return None
    people = {word: _people(rows, word) for word in typed if len(word) >= _LONG and word.isalpha()}
    telling = sorted(people, key=people.__getitem__)[:_TELLING]
    if not telling or (len(telling) == 1 and people[telling[0]] > _FEW):
        return None
    if len(telling) == len(typed):
        return None
    found = rows(by_words, (" AND ".join(map(asked, telling)), _FEW))
    return found if len(found) < _FEW else None


def is_called(row: Row, typed: Sequence[str]) -> bool:
    """Whether every word begins one of somebody's names."""
    return _fits(name_words(row[2]), typed)


def is_of(row: Row, typed: Sequence[str]) -> bool:
    """Whether every word begins one of somebody's names, or one of where they live."""
    home = [] if row[5] else place_words(row[4], row[9])
    bare = [word[1:] for word in home]
    return _fits([*name_words(row[2]), *home, *bare], typed)


def _fits(words: Sequence[str], typed: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in typed)


def _people(rows: Rows, word: str) -> int:
    return sum(rows(_PEOPLE, (begun,))[0][0] or 0 for begun in (word, PLACE + word))
