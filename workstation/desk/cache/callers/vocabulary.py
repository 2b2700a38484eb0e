"""Every word that somebody in the file is found by, with how many people have it.

Names leave the traces of their misspellings beside it, so that nothing is loaded into memory and
nothing is searched through: what is meant by a slip is looked up like everything else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice, pairwise
from operator import itemgetter
from typing import Final

from workstation.desk.cache.callers import spelling
from workstation.desk.cache.callers.inserting import insert
from workstation.desk.cache.callers.words import PLACE
from workstation.desk.journal.encrypted_file import Connection

#: A trace, and the word that leaves it.
Trace = tuple[int, str]

#: Words whose traces are held in memory together.
_AT_ONCE: Final = 10_000
#: Beyond every trace.
_TRACES: Final = 2**32
_ADD: Final = (
    "INSERT INTO word (word, people, heard) VALUES (?, ?, ?)"
    " ON CONFLICT (word) DO UPDATE SET people=people+excluded.people"
)
_LEAVE: Final = "INSERT INTO near (trace, word)"
_SAID: Final = "SELECT term, doc FROM temp.said WHERE term>=? AND term<?"
_KNOWN: Final = "SELECT word FROM word WHERE word IN (SELECT value FROM json_each(?))"
_GONE: Final = f"{_KNOWN} AND people<=0"


def is_kept(word: str) -> bool:
    """Names and names of places, whose misspellings and endings are looked for; not numbers."""
    return word.isalpha() or (word[0] == PLACE and word[1:].isalpha())


def said(connection: Connection) -> Counter[str]:
    """Every word of a search index that was just made, and how many people have it."""
    connection.execute("CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, who, 'row')")
    people: Counter[str] = Counter()
    for first in ("a", f"{PLACE}a"):
        last = first[:-1] + "{"
        people.update(dict(connection.execute(_SAID, (first, last)).fetchall()))
    connection.execute("DROP TABLE temp.said")
    return Counter({word: n for word, n in people.items() if is_kept(word)})


@contextmanager
def ahead(people: Iterable[str]) -> Iterator[Iterator[list[Trace]]]:
    """The traces of words in the order of the file, portion by portion; a thread makes the next one
    ahead.

    That costs nothing while indexes are made: the driver lets go of Python then.
    """
    words = [word for word in people if word.isalpha()]
    parts = 1 + len(words) // _AT_ONCE
    bounds = [_TRACES * part // parts for part in range(parts + 1)]
    with ThreadPoolExecutor(1, "traces") as beside:
        first = beside.submit(traces_of, words, *bounds[:2])
        yield _one_ahead(beside, words, bounds, first)


def _one_ahead(
    beside: Executor, words: list[str], bounds: list[int], coming: Future[list[Trace]]
) -> Iterator[list[Trace]]:
    for reach in pairwise(bounds[1:]):
        made, coming = coming.result(), beside.submit(traces_of, words, *reach)
        yield made
    yield coming.result()


def fill(connection: Connection, people: Counter[str], traces: Iterable[list[Trace]]) -> None:
    """Write down the words of a first copy with their ``traces``."""
    _count(connection, people, {word for word in people if word.isalpha()})
    for some in traces:
        insert(connection, _LEAVE, 2, some)


def count(connection: Connection, people: Counter[str]) -> None:
    """Add to, or take from, how many people have a word; what nobody has any more is gone."""
    changes = {word: n for word, n in people.items() if n and is_kept(word)}
    more = json.dumps([word for word in changes if word.isalpha()])
    known = {row[0] for row in connection.execute(_KNOWN, (more,))}
    fresh = {word for word in changes if word.isalpha() and word not in known}
    _count(connection, changes, fresh)
    for some in _portions(sorted(fresh)):
        insert(connection, _LEAVE, 2, traces_of(some))
    fewer = json.dumps([word for word, n in changes.items() if n < 0])
    gone = [row[0] for row in connection.execute(_GONE, (fewer,))]
    connection.executemany("DELETE FROM word WHERE word=?", [(word,) for word in gone])
    for some in _portions([word for word in gone if word.isalpha()]):
        connection.executemany("DELETE FROM near WHERE trace=? AND word=?", traces_of(some))


def _count(connection: Connection, people: Mapping[str, int], fresh: Collection[str]) -> None:
    counted = [
        (word, n, spelling.as_heard(word) if word in fresh else "")
        for word, n in sorted(people.items())
    ]
    connection.executemany(_ADD, counted)


def traces_of(words: list[str], least: int = 0, beyond: int = _TRACES) -> list[Trace]:
    """The rows by which misspellings of ``words`` are found, in the order of the file.

    Only traces from ``least`` on and before ``beyond``.
    """
    found = [
        (trace, word)
        for word in words
        for trace in spelling.traces(word) | spelling.traces_heard(spelling.as_heard(word))
        if least <= trace < beyond
    ]
    found.sort(key=itemgetter(0))
    return found


def _portions(words: list[str]) -> Iterator[list[str]]:
    """A first copy has tens of thousands of words with as many traces each as a page has people."""
    rest = iter(words)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
