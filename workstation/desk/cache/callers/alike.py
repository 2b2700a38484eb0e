"""People whose names are spelt like what was typed, the likeliest first."""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Iterator, Sequence
from typing import Final

from workstation.desk.cache.callers import slips, spelling
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.records import Row

#: Spellings of one word that are tried, names made of them, and people of one such name.
_SPELLINGS: Final = 24
_NAMES: Final = 60
_OF_A_NAME: Final = 6
#: Letters of each word, and of all, from which on somebody else is looked for.
_SHORTEST: Final = 2
_ENOUGH: Final = 5
#: Slips in one word at most.
_SLIPS: Final = 2
#: How much less likely each makes a spelling, in powers of ten; common names make up for some.
_SLIP: Final = 3.0
_OTHER_SPELLING: Final = 1.5
#: Letters by which two words may sound apart, and what makes one no spelling of the other.
_APART: Final = 2
_UNLIKE: Final = 99
#: How much less likely than the first name that somebody has a name may be.
_TOO_UNLIKELY: Final = 4.0

_SHARING: Final = (
    "SELECT near.word FROM (SELECT value FROM json_each(?)) AS shared"
    " CROSS JOIN near ON trace=shared.value"
)
_KNOWN: Final = (
    "SELECT word.word, people, heard FROM (SELECT value FROM json_each(?)) AS wanted"
    " CROSS JOIN word ON word.word=wanted.value"
)


def is_asked_for(rows: Rows, typed: Sequence[str], *, anybody: bool) -> bool:
    """Whether so much was typed that a slip in it can be told from another name.

    Where ``anybody`` is called so, only whole names are taken for slips: a rare name would bring
    others with it at every letter.
    """
    if min(map(len, typed)) < _SHORTEST or sum(map(len, typed)) < _ENOUGH:
        return False
    words = list(dict.fromkeys(typed))
    return not anybody or len(rows(_KNOWN, (json.dumps(words),))) == len(words)


def find(rows: Rows, by_words: str, typed: Sequence[str], limit: int) -> Iterator[Row]:
    """The rows that ``by_words`` gives for the likeliest names; nobody twice."""
    spellings = [likely(rows, word) for word in typed]
    seen: set[int] = set()
    most = math.inf
    for much, name in _likeliest(spellings):
        if much > most:
            return
        match = " AND ".join(f'"{word}"' for word in dict.fromkeys(name))
        for row in rows(by_words, (match, _OF_A_NAME)):
            most = min(most, much + _TOO_UNLIKELY)
            if row[0] not in seen:
                seen.add(row[0])
                yield row
        if len(seen) >= limit:
            return


def likely(rows: Rows, typed: str) -> list[tuple[float, str]]:
    """Words that may have been meant by ``typed``, each with how unlikely it is, the best first."""
    sound = spelling.as_heard(typed)
    shared = _sharing(rows, spelling.traces(typed))
    close = slips.within(_SLIPS, typed, shared)
    wanted = close.keys() | _sharing(rows, spelling.traces_heard(sound))
    found: list[tuple[float, str]] = []
    for word, people, heard in rows(_KNOWN, (json.dumps(list(wanted)),)):
        apart = slips.apart(sound, heard, _APART)
        much = min(
            _SLIP * close.get(word, _UNLIKE),
            _OTHER_SPELLING + apart if apart <= _APART else _UNLIKE,
        )
        found.append((much - math.log10(people), word))
    return heapq.nsmallest(_SPELLINGS, found)


def _sharing(rows: Rows, traces: set[int]) -> set[str]:
    return {row[0] for row in rows(_SHARING, (json.dumps(sorted(traces)),))}


def _likeliest(
    spellings: Sequence[Sequence[tuple[float, str]]],
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Names made of one spelling for each word, with how unlikely each is, the likeliest first."""
    if not spellings or not all(spellings):
        return
    start = (0,) * len(spellings)
    waiting = [(sum(each[0][0] for each in spellings), start)]
    known = {start}
    for _ in range(_NAMES):
        if not waiting:
            return
        much, chosen = heapq.heappop(waiting)
        yield much, tuple(each[n][1] for each, n in zip(spellings, chosen, strict=True))
        for place, n in enumerate(chosen):
            after = (*chosen[:place], n + 1, *chosen[place + 1 :])
            if n + 1 < len(spellings[place]) and after not in known:
                known.add(after)
                more = sum(each[m][0] for each, m in zip(spellings, after, strict=True))
                heapq.heappush(waiting, (more, after))
