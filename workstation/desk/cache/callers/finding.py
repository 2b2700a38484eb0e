"""The best people for what was typed so far: each reading of it is tried, the likeliest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Final

from workstation.desk.cache.callers import alike, asking, same_birthday
from workstation.desk.cache.callers.asking import Asked
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.records import SHOWN, Row, caller_of
from workstation.desk.cache.callers.words import PLACE, POSTCODE, other_spelling, place_words
from workstation.desk.cache.gazetteer.words import words
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
#: Letters of a word up to which the index holds all words beginning with them.
_PREFIX: Final = 6
#: Ranks up to which people of many birth dates are looked for, one after another.
_FURTHER: Final = (20_000, 400_000, 1 << 62)
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

    Whole names that somebody has are neither places nor slips: nobody else is looked for.
    """
    begun = cache(partial(_beginning, rows))
    called = _called(rows, asked.words, begun, limit) if asked.all_names else []
    yield "words", called
    if any(_is_whole(row, asked.words) for row in called):
        return
    either = [_anything(begun, word) for word in asked.words]
    found = rows(BY_WORDS, (" AND ".join(either), limit))
    yield "words", found
    anybody = bool(called or found)
    if asked.all_names and alike.is_asked_for(rows, asked.words, anybody=anybody):
        yield "alike", list(alike.find(rows, BY_WORDS, asked.words, limit))


def _called(rows: Rows, typed: tuple[str, ...], begun: Begun, limit: int) -> list[Row]:
    """Whoever has such names, Mac or Mc, whichever was typed."""
    called = rows(BY_WORDS, (" AND ".join(map(begun, typed)), limit))
    others = tuple(map(other_spelling, typed))
    if others == typed:
        return called
    spelt = rows(BY_WORDS, (" AND ".join(map(begun, others)), limit))
    room = max(limit - len(spelt), limit * 2 // 3)
    return [*called[:room], *spelt, *called[room:]]


def _is_whole(row: Row, typed: tuple[str, ...]) -> bool:
    return set(words(row[2])) <= set(typed)


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


def _anything(begun: Begun, word: str) -> str:
    if word[0].isdigit():
        return begun(word)
    read = [begun(word), begun(PLACE + word)]
    if len(word) <= _AREA:
        read.append(begun(POSTCODE + word))
    return f"({' OR '.join(read)})"


def _beginning(rows: Rows, word: str) -> str:
    """What is asked of the index for a beginning: long ones would be gathered and sorted there."""
    if len(word) <= _PREFIX or word[0] == POSTCODE:
        return f'"{word}"*'
    whole = [row[0] for row in rows(_ENDING, (word, _ENDINGS))]
    return "(" + " OR ".join(f'"{one}"' for one in whole or [word]) + ")"
