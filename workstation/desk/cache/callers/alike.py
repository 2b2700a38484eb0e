"""People whose names are spelt like what was typed, the likeliest first."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from workstation.desk.cache.callers import slips, spelling
from workstation.desk.cache.callers.looking import LOOKED_AT, Looking
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.words import other_spelling

#: Spellings of one word that are tried, and names made of them.
_SPELLINGS: Final = 24
_NAMES: Final = 60
#: People of the likeliest name, and of each other one.
_OF_THE_FIRST: Final = 6
_OF_A_NAME: Final = 3
#: What the index may go through, in people, until somebody is found and from then on: where
#: somebody is called as typed, where nobody is, and once typing rests. Each name that few or none
#: have costs the people with its rarer words, and as much as some people anyway.
BESIDE: Final = 24_000, 24_000
ALONE: Final = 90_000, 24_000
AT_REST: Final = 48_000, 48_000
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

#: Words by the traces in a list, the last of them traces of the sound, and whether it was by those.
SHARING: Final = (
    "SELECT word.word, people, heard, by_sound FROM (SELECT DISTINCT near.word AS word,"
    " shared.key>=?3 AS by_sound FROM json_each(?1) AS shared"
    " CROSS JOIN near ON trace=shared.value AND near.word<>?2) AS near"
    " CROSS JOIN word ON word.word=near.word"
)
_people: Final = attrgetter("people")


class Spelling(NamedTuple):
    """A word that may have been meant: how unlikely, in powers of ten, and how many have it."""

    unlikely: float
    word: str
    people: int


def is_enough(typed: Sequence[str]) -> bool:
    """Whether so much was typed that a slip in it can be told from another name."""
    return min(map(len, typed)) >= _SHORTEST and sum(map(len, typed)) >= _ENOUGH


def is_asked_for(known: Collection[str], typed: Sequence[str]) -> bool:
    """Whether a slip is looked for where somebody is called so.

    Only where every word is a whole name, or where one that was left behind is none: a rare name
    would bring others at every letter.
    """
    left_behind = (word for word in typed[:-1] if len(word) >= _LEFT_BEHIND)
    return all(word in known for word in typed) or any(word not in known for word in left_behind)


def find(
    look: Looking,
    typed: tuple[str, ...],
    known: Mapping[str, int],
    limit: int,
    *,
    effort: tuple[int, int],
    others: bool = False,
) -> Iterator[int]:
    """Ids of people of the likeliest names; nobody twice. ``known``: how many have a typed word.

    ``effort``: what may be gone through, `BESIDE` others, `ALONE` or `AT_REST`. ``others``: no name
    that goes on as typed counts, these people are found already.
    """
    spellings = [likely(look.rows, word, known) for word in typed]
    seen: set[int] = set()
    most = math.inf
    gone_through = 0
    for much, name in _likeliest(spellings):
        enough = effort[1 if seen else 0]
        if much > most or gone_through > enough:
            return
        words = tuple([one.word for one in name])
        if others and _goes_on(words, typed):
            continue
        rarest = min(name, key=_people)
        named = look.so_named(words, rarest.word, rarest.people)
        many = limit if words == typed else LOOKED_AT  # no more were read of who is called as typed
        few = (rarest.people if len(name) == 1 else len(named)) < many
        gone_through += _ASKED + _rarer(name) if few else _ASKED // 4
        if not named:
            continue
        most = min(most, much + _TOO_UNLIKELY)
        room = _OF_A_NAME if seen else _OF_THE_FIRST
        fresh = [rowid for rowid, _ in named if rowid not in seen][:room]
        seen.update(fresh)
        yield from fresh
        if len(seen) >= limit:
            return


def _goes_on(words: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether each word begins as typed, Mac or Mc, whichever was typed."""
    both = zip(words, typed, strict=True)
    return all(word.startswith((begun, other_spelling(begun))) for word, begun in both)


def _rarer(name: Sequence[Spelling]) -> int:
    """People with the words of ``name``, the most common of them left out."""
    people = [one.people for one in name]
    return sum(people) - max(people)


def likely(rows: Rows, typed: str, known: Mapping[str, int]) -> list[Spelling]:
    """Words that may have been meant by ``typed``, the best first."""
    sound = spelling.as_heard(typed)
    words = {typed: (known[typed], sound)} if typed in known else {}
    near, heard_so = {*words}, set[str]()
    for word, people, heard, by_sound in rows(SHARING, shared(typed)):
        words[word] = people, heard
        (heard_so if by_sound else near).add(word)
    close = slips.within(_SLIPS, typed, near)
    wanted = close.keys() | heard_so
    apart = slips.within(_APART, sound, {words[word][1] for word in wanted})
    found = []
    for word in wanted:
        people, heard = words[word]
        much = _SLIP * close[word] if word in close else _UNLIKE
        if heard in apart and _OTHER_SPELLING + apart[heard] < much:
            much = _OTHER_SPELLING + apart[heard]
        if much < _UNLIKE:
            found.append((much - math.log10(people), word, people))
    found.sort()
    return list(map(Spelling._make, found[:_SPELLINGS]))


@lru_cache(maxsize=32)
def shared(typed: str) -> tuple[str, str, int]:
    """What `SHARING` is asked for ``typed``; a word left behind is asked for at many keys."""
    spelt = sorted(spelling.traces(typed))
    heard = sorted(spelling.traces_heard(spelling.as_heard(typed)))
    return str([*spelt, *heard]), typed, len(spelt)


def _likeliest(
    spellings: Sequence[Sequence[Spelling]],
) -> Iterator[tuple[float, list[Spelling]]]:
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
        yield much, [each[n] for each, n in zip(spellings, chosen, strict=True)]
        for place, n in enumerate(chosen):
            each = spellings[place]
            after = (*chosen[:place], n + 1, *chosen[place + 1 :])
            if n + 1 < len(each) and after not in known:
                known.add(after)
                heapq.heappush(waiting, (much - each[n].unlikely + each[n + 1].unlikely, after))
