"""People whose names are spelt like what was typed, the likeliest first."""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from workstation.desk.cache.callers import slips, spelling
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.records import Row
from workstation.desk.cache.gazetteer.words import words

#: Spellings of one word that are tried, and names made of them.
_SPELLINGS: Final = 24
_NAMES: Final = 60
#: People of the likeliest name, and of each other one.
_OF_THE_FIRST: Final = 6
_OF_A_NAME: Final = 3
#: People with these words that are looked at for somebody with no other name, then how many more.
_LOOKED_AT: Final = (24, 200)
#: What the index may go through, in people, once somebody was found and before: each name that few
#: or none have costs the people with its rarer words, and as much as some people anyway.
_GONE_THROUGH: Final = 24_000
_GONE_THROUGH_AT_FIRST: Final = 90_000
_ASKED: Final = 8_000
#: Letters of each word, and of all, from which on somebody else is looked for.
_SHORTEST: Final = 2
_ENOUGH: Final = 5
#: Letters of a word with another behind it, from which on it is no beginning any more.
_LEFT_BEHIND: Final = 4
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


class Spelling(NamedTuple):
    """A word that may have been meant: how unlikely, in powers of ten, and how many have it."""

    unlikely: float
    word: str
    people: int


def is_asked_for(rows: Rows, typed: Sequence[str], *, anybody: bool) -> bool:
    """Whether so much was typed that a slip in it can be told from another name.

    Where ``anybody`` is called so, a slip is looked for only where every word is a whole name, or
    where one that was left behind is none: a rare name would bring others at every letter.
    """
    if min(map(len, typed)) < _SHORTEST or sum(map(len, typed)) < _ENOUGH:
        return False
    if not anybody:
        return True
    known = {row[0] for row in rows(_KNOWN, (json.dumps(typed),))}
    left_behind = (word for word in typed[:-1] if len(word) >= _LEFT_BEHIND)
    return known >= {*typed} or any(word not in known for word in left_behind)


def find(
    rows: Rows, by_words: str, typed: Sequence[str], limit: int, *, anybody: bool
) -> Iterator[Row]:
    """The rows that ``by_words`` gives for the likeliest names; nobody twice.

    Where ``anybody`` is called as typed, less is gone through for them.
    """
    spellings = [likely(rows, word) for word in typed]
    seen: set[int] = set()
    most = math.inf
    gone_through = 0
    for much, name in _likeliest(spellings):
        enough = _GONE_THROUGH if seen or anybody else _GONE_THROUGH_AT_FIRST
        if much > most or gone_through > enough:
            return
        named = so_named(rows, by_words, [one.word for one in name])
        few = len(named) < _LOOKED_AT[0]
        gone_through += _ASKED + _rarer(name) if few else _ASKED // 4
        if not named:
            continue
        most = min(most, much + _TOO_UNLIKELY)
        room = _OF_A_NAME if seen else _OF_THE_FIRST
        fresh = [row for row in named if row[0] not in seen][:room]
        seen.update(row[0] for row in fresh)
        yield from fresh
        if len(seen) >= limit:
            return


def _rarer(name: Sequence[Spelling]) -> int:
    """People with the words of ``name``, the most common of them left out."""
    people = [one.people for one in name]
    return sum(people) - max(people)


def so_named(rows: Rows, by_words: str, name: Sequence[str]) -> list[Row]:
    """People with the words of ``name``: those who have no other name first, then by rank.

    Of a nation many more have a double name with these words in it; they would fill the list.
    """
    match = " AND ".join(f'"{word}"' for word in dict.fromkeys(name))
    found: list[Row] = []
    for many in _LOOKED_AT:
        found = rows(by_words, (match, many))
        if len(name) < 2 or len(found) < many or any(is_whole(row, name) for row in found):
            break
    return sorted(found, key=lambda row: not is_whole(row, name))


def is_whole(row: Row, name: Collection[str]) -> bool:
    """Whether somebody's name has no other words than those of ``name``."""
    return all(word in name for word in words(row[2]))


def likely(rows: Rows, typed: str) -> list[Spelling]:
    """Words that may have been meant by ``typed``, the best first."""
    sound = spelling.as_heard(typed)
    shared = _sharing(rows, spelling.traces(typed))
    close = slips.within(_SLIPS, typed, shared)
    wanted = close.keys() | _sharing(rows, spelling.traces_heard(sound))
    found: list[Spelling] = []
    for word, people, heard in rows(_KNOWN, (json.dumps(list(wanted)),)):
        apart = slips.apart(sound, heard, _APART)
        much = min(
            _SLIP * close.get(word, _UNLIKE),
            _OTHER_SPELLING + apart if apart <= _APART else _UNLIKE,
        )
        found.append(Spelling(much - math.log10(people), word, people))
    return heapq.nsmallest(_SPELLINGS, found)


def _sharing(rows: Rows, traces: set[int]) -> set[str]:
    return {row[0] for row in rows(_SHARING, (json.dumps(sorted(traces)),))}


def _likeliest(
    spellings: Sequence[Sequence[Spelling]],
) -> Iterator[tuple[float, tuple[Spelling, ...]]]:
    """Names made of one spelling for each word, with how unlikely each is, the likeliest first."""
    if not spellings or not all(spellings):
        return
    start = (0,) * len(spellings)
    waiting = [(sum(each[0].unlikely for each in spellings), start)]
    known = {start}
    for _ in range(_NAMES):
        if not waiting:
            return
        much, chosen = heapq.heappop(waiting)
        yield much, tuple(each[n] for each, n in zip(spellings, chosen, strict=True))
        for place, n in enumerate(chosen):
            after = (*chosen[:place], n + 1, *chosen[place + 1 :])
            if n + 1 < len(spellings[place]) and after not in known:
                known.add(after)
                more = sum(each[m].unlikely for each, m in zip(spellings, after, strict=True))
                heapq.heappush(waiting, (more, after))
