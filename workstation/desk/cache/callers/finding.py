"""The best people for what was typed so far: each reading of it is tried, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workstation.desk.cache.callers import asking
from workstation.desk.cache.callers.asking import Asked
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.records import SHOWN, Row, caller_of
from workstation.domain.callers.caller import Caller, FoundBy

_SHOWN: Final = ", ".join(f"caller.{name}" for name in SHOWN.split(", "))
#: People by rank: those of the first copy have it as their id, the others are led there.
_RANKED: Final = (
    "SELECT rowid AS rk, CASE WHEN rowid>0 THEN rowid"
    " ELSE (SELECT id FROM front WHERE front.rk=who.rowid) END AS id"
    " FROM who WHERE who MATCH ? ORDER BY rowid LIMIT ?"
)
BY_WORDS: Final = f"SELECT {_SHOWN} FROM ({_RANKED}) AS best CROSS JOIN caller ON caller.id=best.id"  # noqa: S608
BY_BORN: Final = f"SELECT {SHOWN} FROM caller WHERE born=? ORDER BY rk LIMIT ?"  # noqa: S608
BY_TAIL: Final = (
    f"SELECT {_SHOWN} FROM (SELECT id, rk FROM phone WHERE backwards>=?1 AND backwards<?1 || ':'"  # noqa: S608
    " ORDER BY rk LIMIT ?2) AS best CROSS JOIN caller ON caller.id=best.id ORDER BY best.rk"
)
#: Letters of a word up to which the index holds all words beginning with them.
_PREFIX: Final = 6
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
    if not asked.words:
        for born in asked.born:
            yield "born", rows(BY_BORN, (born, limit))
    if asked.tail:
        yield "number", rows(BY_TAIL, (asked.tail, limit))
    if asked.words and not asked.born:
        if asked.all_names:
            match = " AND ".join(_beginning(rows, word) for word in asked.words)
            yield "words", rows(BY_WORDS, (match, limit))
        match = " AND ".join(_anything(rows, word) for word in asked.words)
        yield "words", rows(BY_WORDS, (match, limit))


def _anything(rows: Rows, word: str) -> str:
    if word[0].isdigit():
        return _beginning(rows, word)
    return f"({_beginning(rows, word)} OR {_beginning(rows, '0' + word)})"


def _beginning(rows: Rows, word: str) -> str:
    """What is asked of the index for a beginning: long ones would be gathered and sorted there."""
    if len(word) <= _PREFIX or word[0] == "1":
        return f'"{word}"*'
    whole = [row[0] for row in rows(_ENDING, (word, _ENDINGS))]
    return "(" + " OR ".join(f'"{one}"' for one in whole or [word]) + ")"
