"""The best people for what was typed so far: each reading of it is tried, the likeliest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Final

from workstation.desk.cache.callers import alike, asking, narrowing, same_birthday
from workstation.desk.cache.callers.asking import Asked
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.records import SHOWN, Row, caller_of
from workstation.desk.cache.callers.words import PLACE, POSTCODE, other_spelling, place_words
from workstation.domain.callers.caller import Caller, FoundBy

#: What is asked of the index for the beginning of a word.
Begun = Callable[[str], str]

_SHOWN: Final = ", ".join(f"caller.{name}" for name in SHOWN.split(", "))
#: People by rank: those of the first copy have it as their id, the others are led there.
_RANKED: Final = (
    "SELECT rowid AS rk, CASE WHEN rowid>0 THEN rowid"
    " ELSE (SELECT id FROM front WHERE front.rk=who.rowid) END AS id"
    " FROM who WHERE who MATCH ? ORDER BY rowid LIMIT ?"
)
BY_WORDS: Final = f"SELECT {_SHOWN} FROM ({_RANKED}) AS best CROSS JOIN caller ON caller.id=best.id"  # noqa: S608
BY_BORN: Final = f"SELECT {SHOWN} FROM caller WHERE born=? ORDER BY rk LIMIT ?"  # noqa: S608
BY_DATES: Final = (
    f"SELECT {SHOWN} FROM caller WHERE born IN (SELECT value FROM json_each(?)) AND rk<?"  # noqa: S608
    " ORDER BY rk LIMIT ?"
)
BY_IDS: Final = f"SELECT {SHOWN} FROM caller WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
BY_TAIL: Final = (
    f"SELECT {_SHOWN} FROM (SELECT id, rk FROM phone WHERE backwards>=?1 AND backwards<?1 || ':'"  # noqa: S608
    " ORDER BY rk LIMIT ?2) AS best CROSS JOIN caller ON caller.id=best.id ORDER BY best.rk"
)
_ANYBODY: Final = "SELECT 1 FROM who WHERE who MATCH ? LIMIT 1"
#: Letters of a word up to which the index holds all words beginning with them.
_PREFIX: Final = 6
#: Ranks up to which people of many birth dates are looked for, one after another.
_FURTHER: Final = (20_000, 400_000, 1 << 62)
#: Places that are for people who are called alike where the others are taken.
_ALIKE: Final = 8
#: Letters of a postcode before its first figure, at most.
_AREA: Final = 2
#: Longer beginnings stand for this many whole words at most.
_ENDINGS: Final = 40
_ENDING: Final = (
    "SELECT word FROM word WHERE word>=?1 AND word<?1 || '{' ORDER BY people DESC LIMIT ?2"
)


def find(rows: Rows, text: str, limit: int) -> tuple[tuple[Caller, ...], FoundBy]:
    """The best ``limit`` people and by what the first of them was found."""
    found: dict[int, Row] = {}
    by: FoundBy = "nothing"
    asked = asking.read(text)
    for how, some in _readings(rows, asked, limit):
        for row in some:
            by = how if not found else by
            found.setdefault(row[0], row)
        if len(found) >= limit:
            break
    return tuple(caller_of(row) for row in list(found.values())[:limit]), by


def _readings(rows: Rows, asked: Asked, limit: int) -> Iterator[tuple[FoundBy, list[Row]]]:
    if asked.number:
        yield "number", rows(BY_TAIL, (asked.number, limit))
    for born in asked.born:
        yield "born", _born(rows, born, asked.words, limit)
    if asked.born_begun:
        yield "born", _born_begun(rows, asked.born_begun, limit)
    if asked.tail:
        yield "number", rows(BY_TAIL, (asked.tail, limit))
    if asked.words and not asked.born:
        yield from _worded(rows, asked, limit)


def _worded(rows: Rows, asked: Asked, limit: int) -> Iterator[tuple[FoundBy, list[Row]]]:
    """Whoever is called so; then whoever is called or lives so; then whoever is called alike.

    Whole names that somebody has are neither places nor slips: nobody else is looked for. Where
    only longer names begin or go on like that, some of the places are for who is called alike.
    """
    begun = cache(partial(_beginning, rows))
    either = cache(partial(_anything, rows, begun))
    few = narrowing.few(rows, BY_WORDS, asked.words, either)
    called = _called(rows, asked.words, begun, limit, few) if asked.all_names else []
    either_way = {*asked.words, *map(other_spelling, asked.words)}
    if any(alike.is_whole(row, either_way) for row in called):
        yield "words", called
        return
    found = called
    if len(called) < limit:
        yield "words", called
        found = called
        if few is not None:
            found = [row for row in few if narrowing.is_of(row, asked.words)]
        elif not asked.all_names or any(either(word) != begun(word) for word in asked.words):
            found = rows(BY_WORDS, (" AND ".join(map(either, asked.words)), limit))
    likest = _alike(rows, asked, limit, anybody=bool(called or found), enough=len(found) >= limit)
    yield "words", found[: limit - _ALIKE] if likest else found
    yield "alike", likest
    yield "words", found


def _alike(rows: Rows, asked: Asked, limit: int, *, anybody: bool, enough: bool) -> list[Row]:
    """People of names like those typed; where there are ``enough``, only for whole names."""
    if not asked.all_names or (enough and len(asked.words) < 2):
        return []
    if not alike.is_asked_for(rows, asked.words, anybody=anybody):
        return []
    return list(alike.find(rows, BY_WORDS, asked.words, limit, anybody=anybody))


def _called(
    rows: Rows, typed: tuple[str, ...], begun: Begun, limit: int, few: list[Row] | None
) -> list[Row]:
    """Whoever has such names, Mac or Mc, whichever was typed; of the ``few`` if they are all."""
    called = _named(rows, typed, begun, limit, few)
    others = tuple(map(other_spelling, typed))
    if others == typed:
        return called
    spelt = _named(rows, others, begun, limit, None)
    room = max(limit - len(spelt), limit * 2 // 3)
    return [*called[:room], *spelt, *called[room:]]


def _named(
    rows: Rows, typed: tuple[str, ...], begun: Begun, limit: int, few: list[Row] | None
) -> list[Row]:
    """Whose names begin so, with some who have no other names, however many others there are."""
    if few is not None:
        found = [row for row in few if narrowing.is_called(row, typed)]
        if len(found) < limit:
            return found
    found = rows(BY_WORDS, (" AND ".join(map(begun, typed)), limit))
    if len(typed) < 2 or len(found) < limit or any(alike.is_whole(row, typed) for row in found):
        return found
    likest = alike.so_named(rows, BY_WORDS, typed)[: limit // 4]
    return [*(row for row in likest if alike.is_whole(row, typed)), *found][:limit]


def _born_begun(rows: Rows, dates: tuple[str, ...], limit: int) -> list[Row]:
    """People of any of many birth dates: looked for among the likeliest first, then further."""
    wanted = json.dumps(dates)
    found: list[Row] = []
    for rank in _FURTHER:
        found = rows(BY_DATES, (wanted, rank, limit))
        if len(found) >= limit:
            break
    return found


def _born(rows: Rows, born: str, typed: tuple[str, ...], limit: int) -> list[Row]:
    """People of a birth date; with words, those whose names fit and who live where it says."""
    if not typed:
        return rows(BY_BORN, (born, limit))
    names = [word for word in typed if not word[0].isdigit()]
    places = [word for word in typed if word[0].isdigit()]
    fitting = same_birthday.fitting(rows, born, names)[: limit if not places else None]
    people = {row[0]: row for row in rows(BY_IDS, (json.dumps(fitting),))}
    return [
        people[rowid]
        for rowid in fitting
        if rowid in people and all(_lives_at(people[rowid], place) for place in places)
    ]


def _lives_at(row: Row, place: str) -> bool:
    """Whether ``place`` begins a word of where somebody lives; a protected home has none."""
    shown = caller_of(row)
    home = place_words(shown.address, shown.postcode) if not shown.address_protected else []
    return any(word.startswith(place) for word in home)


def _anything(rows: Rows, begun: Begun, word: str) -> str:
    """What is asked for a word that may be of a name or of a place, as far as there are such."""
    if word[0].isdigit():
        return begun(word)
    read = [begun(word)]
    places = [PLACE + word, *([POSTCODE + word] if len(word) <= _AREA else [])]
    read += [place for place in map(begun, places) if rows(_ANYBODY, (place,))]
    return f"({' OR '.join(read)})" if len(read) > 1 else read[0]


def _beginning(rows: Rows, word: str) -> str:
    """What is asked of the index for a beginning: long ones would be gathered and sorted there."""
    if len(word) <= _PREFIX or word[0] == POSTCODE:
        return f'"{word}"*'
    whole = [row[0] for row in rows(_ENDING, (word, _ENDINGS))]
    return "(" + " OR ".join(f'"{one}"' for one in whole or [word]) + ")"
