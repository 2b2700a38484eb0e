"""People of one birth date, by how well their names fit what was typed with it.

There are few of them, so each is compared: somebody is found under any misspelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.words import name_words

#: People of one date that are compared; more have it only where it stands for "not known".
_COMPARED: Final = 2_000
_BORN: Final = f"SELECT id, name FROM caller WHERE born=? ORDER BY rk LIMIT {_COMPARED}"  # noqa: S608
#: Share of the typed letters that may be wrong in a name that still fits.
_WRONG: Final = 0.5
#: What it costs that a word is only the beginning of a name, in letters.
_BEGINNING: Final = 0.25


def fitting(rows: Rows, born: str, typed: Sequence[str]) -> list[int]:
    """Ids of the people born on ``born`` whose names fit ``typed``, the best first."""
    most = _WRONG * sum(map(len, typed))
    weighed = [(_wrong(typed, name_words(name)), rowid) for rowid, name in rows(_BORN, (born,))]
    fit = [one for one in weighed if one[0] <= most]
    fit.sort(key=lambda one: one[0])  # equally good ones stay in the order of their ranks
    return [rowid for _, rowid in fit]


def _wrong(typed: Sequence[str], name: Sequence[str]) -> float:
    """Letters in which ``typed`` differs from ``name``, each word from the one it is likest."""
    from rapidfuzz.distance import OSA

    return sum(
        min(
            (
                _BEGINNING * (word != one) if one.startswith(word) else OSA.distance(word, one)
                for one in name
            ),
            default=len(word),
        )
        for word in typed
    )
