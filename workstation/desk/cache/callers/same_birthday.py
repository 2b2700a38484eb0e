"""People of one birth date, by how well their names fit what was typed with it.

There are few of them, so each is compared: somebody is found under any misspelling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from workstation.desk.cache.callers import slips
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.spelling import as_heard, consonants
from workstation.desk.cache.callers.words import name_words, other_spelling

#: People of one date that are compared; more have it only where it stands for "not known".
_COMPARED: Final = 2_000
_BORN: Final = f"SELECT id, name FROM caller WHERE born=? ORDER BY rk LIMIT {_COMPARED}"  # noqa: S608
#: Share of the typed letters that may be wrong in a name that still fits.
_WRONG: Final = 0.5
#: What it costs that a word is only the beginning of a name, in letters.
_BEGINNING: Final = 0.25
#: What it costs that it is Mac for Mc, and that a name has a word more than was typed.
_OTHER_SPELLING: Final = 0.2
_ANOTHER_WORD: Final = 0.3
#: How many of the likest are also compared as they sound, and what it costs to be alike only so.
_HEARD_TOO: Final = 30
_HEARD: Final = 0.75


def fitting(rows: Rows, born: str, typed: Sequence[str]) -> list[int]:
    """Ids of the people born on ``born`` whose names fit ``typed``, the best first."""
    most = _WRONG * sum(map(len, typed))
    people = [(rowid, name_words(name)) for rowid, name in rows(_BORN, (born,))]
    more = {rowid: _ANOTHER_WORD * max(0, len(name) - len(typed)) for rowid, name in people}
    weighed = [(_sum(_apart, typed, name), rowid, name) for rowid, name in people]
    weighed.sort(key=lambda one: one[0] + more[one[1]])  # equally good ones stay in their order
    heard = tuple(map(as_heard, typed))
    best = [
        (min(wrong, _HEARD + _sum(_apart_heard, heard, tuple(map(as_heard, name)))), rowid)
        for wrong, rowid, name in weighed[:_HEARD_TOO]
    ]
    best.sort(key=lambda one: one[0] + more[one[1]])
    best += [(wrong, rowid) for wrong, rowid, _ in weighed[_HEARD_TOO:]]
    return [rowid for wrong, rowid in best if wrong <= most]


def _sum(apart: Callable[[str, str], float], typed: Sequence[str], name: Sequence[str]) -> float:
    """How far ``typed`` is from ``name``, each word from the one it is likest, in letters."""
    return sum(min((apart(word, one) for one in name), default=len(word)) for word in typed)


def _apart(typed: str, word: str) -> float:
    if typed != word == other_spelling(typed):
        return _OTHER_SPELLING
    return _BEGINNING * (word != typed) if word.startswith(typed) else slips.apart(typed, word)


def _apart_heard(typed: str, word: str) -> float:
    said, meant = consonants(typed), consonants(word)
    return (slips.apart(typed, word) + slips.apart(said, meant)) / 2
