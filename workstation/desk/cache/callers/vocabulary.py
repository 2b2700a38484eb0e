"""Every word that somebody in the file is found by, with how many people have it.

Names leave the traces of their misspellings beside it, so that nothing is loaded into memory and
nothing is searched through: what is meant by a slip is looked up like everything else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from typing import Final

from workstation.desk.cache.callers import spelling
from workstation.desk.cache.callers.words import PLACE
from workstation.desk.journal.encrypted_file import Connection

#: Words whose traces are held in memory together.
_AT_ONCE: Final = 10_000
_COUNT: Final = (
    "INSERT INTO word (word, people, heard) VALUES (?, ?, ?)"
    " ON CONFLICT (word) DO UPDATE SET people=people+excluded.people"
)
_SAID: Final = "SELECT term, doc FROM temp.said WHERE term>=? AND term<?"
_KNOWN: Final = "SELECT word FROM word WHERE word IN (SELECT value FROM json_each(?))"
_GONE: Final = f"{_KNOWN} AND people<=0"


def is_kept(word: str) -> bool:
    """Names and names of places, whose misspellings and endings are looked for; not numbers."""
    return word.isalpha() or (word[0] == PLACE and word[1:].isalpha())


def fill(connection: Connection) -> None:
    """Count every word of a search index that was just made."""
    connection.execute("CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, who, 'row')")
    people: Counter[str] = Counter()
    for first in ("a", f"{PLACE}a"):
        last = first[:-1] + "{"
        people.update(dict(connection.execute(_SAID, (first, last)).fetchall()))
    connection.execute("DROP TABLE temp.said")
    count(connection, people)


def count(connection: Connection, people: Counter[str]) -> None:
    """Add to, or take from, how many people have a word; what nobody has any more is gone."""
    changes = {word: n for word, n in people.items() if n and is_kept(word)}
    more = json.dumps([word for word in changes if word.isalpha()])
    known = {row[0] for row in connection.execute(_KNOWN, (more,))}
    fresh = {word for word in changes if word.isalpha() and word not in known}
    connection.executemany(
        _COUNT,
        [
            (word, n, spelling.as_heard(word) if word in fresh else "")
            for word, n in sorted(changes.items())
        ],
    )
    for some in _portions(sorted(fresh)):
        connection.executemany("INSERT INTO near (trace, word) VALUES (?, ?)", traces_of(some))
    fewer = json.dumps([word for word, n in changes.items() if n < 0])
    gone = [row[0] for row in connection.execute(_GONE, (fewer,))]
    connection.executemany("DELETE FROM word WHERE word=?", [(word,) for word in gone])
    for some in _portions([word for word in gone if word.isalpha()]):
        connection.executemany("DELETE FROM near WHERE trace=? AND word=?", traces_of(some))


def traces_of(words: list[str]) -> list[tuple[int, str]]:
    """The rows by which misspellings of ``words`` are found, in the order of the file."""
    found = [
        (trace, word)
        for word in words
        for trace in spelling.traces(word) | spelling.traces_heard(spelling.as_heard(word))
    ]
    found.sort(key=itemgetter(0))
    return found


def _portions(words: list[str]) -> Iterator[list[str]]:
    """A first copy has tens of thousands of words with as many traces each as a page has people."""
    rest = iter(words)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
