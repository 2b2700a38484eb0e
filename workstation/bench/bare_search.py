"""What people type, as the fewest prepared statements that give the desk's own answers.

The bare side has read the text beforehand: it knows what each fragment may be, how it is coded, by
which traces misspelt names are found, and how the answer is put together. What is in the file it
has to ask: for each reading one statement, long beginnings turned into whole words within it. Which
of the names spelt alike somebody has it is told, the others are not asked for. It makes no objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workstation.desk.cache.callers import alike, asking, finding, looking
from workstation.desk.cache.callers.asking import Asked
from workstation.desk.cache.callers.looking import whole
from workstation.desk.cache.callers.words import PLACE, POSTCODE, name_words, other_spelling

Row = tuple[Any, ...]
Statement = tuple[str, tuple[Any, ...]]
LIMIT: Final = 20

#: People with some words among whom whoever has no other name is looked for; how many are shown.
_LOOKED_AT, _WHOLE = 200, 5
_BETWEEN: Final = 3
#: The whole words that a long beginning stands for, as a part of a question to the index.
_ENDINGS: Final = (
    "coalesce((SELECT '(' || group_concat('\"' || word || '\"', ' OR ') || ')' FROM (SELECT word"
    " FROM word WHERE word>={0} AND word<{0} || '{{' ORDER BY people DESC LIMIT 40)),"
    " '\"' || {0} || '\"')"
)
_LONG: Final = 6


@dataclass(frozen=True, slots=True)
class Bare:
    """The statements for a text, and in which row of which of them each of the best 20 stands."""

    statements: tuple[Statement, ...]
    places: tuple[tuple[int, int], ...]
    #: Whether everybody whom the desk finds is among the rows.
    same: bool

    def ask(self, connection: Any) -> list[Row]:
        """The best 20, in their order."""
        found = [connection.execute(*one).fetchall() for one in self.statements]
        return [found[statement][row] for statement, row in self.places]


def bare(connection: Any, text: str) -> Bare:
    """How ``text`` is asked."""
    asked: set[str] = set()

    def rows(sql: str, values: Sequence[Any]) -> list[Row]:
        asked.add(sql)
        return list(connection.execute(sql, values).fetchall())

    answer = [one.caller_id for one in finding.find(rows, text, LIMIT)[0]]
    statements: list[Statement] = []
    at: dict[str, tuple[int, int]] = {}
    near = alike.SHARING in asked
    for statement in _statements(connection, asking.read(text), set(answer), at, near):
        for n, row in enumerate(connection.execute(*statement).fetchall()):
            at.setdefault(row[1], (len(statements), n))
        statements.append(statement)
    places = tuple(at[one] for one in answer if one in at)
    return Bare(tuple(statements), places, len(places) == len(answer))


def _statements(
    connection: Any, asked: Asked, answer: set[str], at: dict[str, Any], near: bool
) -> Iterator[Statement]:
    """Reading by reading, the likeliest first, until there are enough; ``at``: who is found."""
    if asked.number:
        yield finding.BY_TAIL, (asked.number, LIMIT)
    for born in asked.born:
        if len(at) < LIMIT:
            yield finding.BY_BORN, (born, LIMIT)
    if asked.born_begun and len(at) < LIMIT:
        yield _dates(connection, asked.born_begun)
    if asked.tail and len(at) < LIMIT:
        yield finding.BY_TAIL, (asked.tail, LIMIT)
    if asked.words and not asked.born and len(at) < LIMIT:
        yield from _worded(connection, asked, answer, at, near)


def _dates(connection: Any, dates: Iterable[str]) -> Statement:
    """The first rank up to which there are enough is known."""
    wanted = json.dumps(list(dates))
    every = [(finding.BY_DATES, (wanted, rank, LIMIT)) for rank in finding.FURTHER]
    enough = (one for one in every if len(connection.execute(*one).fetchall()) >= LIMIT)
    return next(enough, every[-1])


def _worded(
    connection: Any, asked: Asked, answer: set[str], at: dict[str, Any], near: bool
) -> Iterator[Statement]:
    """Everybody called so, then everybody who is called or lives so, then ``near`` spellings."""
    every = asked.words
    for words in dict.fromkeys((every, tuple(map(other_spelling, every)))):
        if asked.all_names:
            named = _match([(word,) for word in words])
            yield named
            full = connection.execute(*named).fetchall()
            is_whole = map(whole(words), (row[2] for row in full))
            if len(words) > 1 and len(full) >= LIMIT and not any(is_whole):
                yield _of_no_other_name(words)
    if answer - at.keys() or len(at) < LIMIT:
        yield _match([_either(word) for word in every])
    if near:
        yield from _alike(connection, every, answer - at.keys())


def _either(word: str) -> tuple[str, ...]:
    """A word as one of a name, of a place, and as the beginning of a postcode."""
    if word[0].isdigit():
        return (word,)
    return (word, PLACE + word, *([POSTCODE + word] if len(word) <= len("kx") else []))


def _match(words: Sequence[Sequence[str]]) -> Statement:
    """Everybody with one of each of ``words``, by rank, in one statement."""
    flat = [word for group in words for word in group]
    if all(_is_short(word) for word in flat):
        said = (" OR ".join(f'"{word}"*' for word in group) for group in words)
        return looking.BY_WORDS, (" AND ".join(f"({one})" for one in said), LIMIT)
    number = {word: f"?{n}" for n, word in enumerate(dict.fromkeys(flat), 1)}
    groups = (" || ' OR ' || ".join(_part(word, number[word]) for word in g) for g in words)
    match = " || ' AND ' || ".join(f"'(' || {group} || ')'" for group in groups)
    sql = looking.BY_WORDS.replace("?2", str(LIMIT)).replace("?1", f"({match})")
    return sql, tuple(number)


def _is_short(word: str) -> bool:
    return len(word) <= _LONG or word[0] == POSTCODE


def _part(word: str, number: str) -> str:
    return f"'\"' || {number} || '\"*'" if _is_short(word) else _ENDINGS.format(number)


def _of_no_other_name(words: Sequence[str]) -> Statement:
    """Whoever has ``words`` and a name that is no longer than they are."""
    match = " AND ".join(f'"{word}"' for word in dict.fromkeys(words))
    longest = sum(map(len, words)) + len(words) + _BETWEEN
    sql = f"{looking.BY_WORDS} WHERE length(name)<=?3 LIMIT {_WHOLE}"
    return sql, (match, _LOOKED_AT, longest)


def _alike(connection: Any, typed: Sequence[str], missing: set[str]) -> Iterator[Statement]:
    """Words that share a trace with those typed; then the names that were found by them."""

    def rows(sql: str, values: Sequence[Any]) -> list[Row]:
        return list(connection.execute(sql, values).fetchall())

    known = looking.Looking(rows).known(typed)
    unlikely: list[dict[str, float]] = []
    for word in typed:
        yield alike.SHARING, alike.shared(word)
        unlikely.append({one.word: one.unlikely for one in alike.likely(rows, word, known)})
    names: dict[tuple[str, ...], set[str]] = {}
    for caller_id, name in rows(_NAMES_OF, (json.dumps(sorted(missing)),)):
        words = [[w for w in name_words(name) if w in likely] for likely in unlikely]
        if all(words):
            meant = (
                min(some, key=likely.__getitem__)
                for some, likely in zip(words, unlikely, strict=True)
            )
            names.setdefault(tuple(dict.fromkeys(meant)), set()).add(caller_id)
    for one, wanted in names.items():
        yield from _so_named(rows, one, wanted)


_NAMES_OF: Final = (
    "SELECT caller_id, name FROM caller WHERE substr(caller_id, -12) IN"
    " (SELECT substr(value, -12) FROM json_each(?1))"
    " AND caller_id IN (SELECT value FROM json_each(?1))"
)


def _so_named(rows: Any, name: tuple[str, ...], wanted: set[str]) -> Iterator[Statement]:
    """As many of that name as are shown; whoever has no other name by a statement of their own."""
    match = " AND ".join(f'"{word}"' for word in name)
    first = [row[1] for row in rows(looking.BY_WORDS, (match, looking.LOOKED_AT))]
    last = max((n for n, one in enumerate(first, 1) if one in wanted), default=0)
    if last:
        yield looking.BY_WORDS, (match, last)
    if wanted - {*first}:
        yield _of_no_other_name(name)
