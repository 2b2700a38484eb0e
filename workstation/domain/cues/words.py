"""A typed line as words: where each stands, and which segment and quotation it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(r"w/o?(?![^\W\d_])|c/w|y/o|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]|\n")
_WRITTEN_OUT: Final = {"w/": "with", "c/w": "with", "w/o": "without", "y/o": "yo", "&": "and"}
_ENDINGS: Final = re.compile(r"['’](?:s|re|ve|ll|d|m)$")
#: Marks that end a segment where they stand apart from figures and from the next word.
_SPACED: Final = frozenset(".,:?!-–—")
#: “Girl, 13, …”: an age belongs to the words before its comma.
_AGE: Final = re.compile(r"\s*\d{1,3}(?=\s*(?:[,.;]|$))")
_ALWAYS: Final = frozenset(";()[]=\n")
_OPENING: Final = {'"': '"', "“": "”", "'": "'", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``text`` in small letters, ``raw`` as typed, its place in the line.

    ``segment`` counts the stretches between marks of punctuation, ``mark`` is the one that this
    stretch follows; ``quote`` numbers the quotation that the word stands in, 0 outside of any.
    """

    text: str
    raw: str
    start: int
    end: int
    segment: int
    mark: str
    quote: int


def words_of(line: str) -> tuple[Word, ...]:
    """The words of ``line`` in order."""
    return tuple(_words(line))


def _words(line: str) -> Iterator[Word]:
    segment, before, quotes, closing, quote = 0, "", 0, "", 0
    for token in _TOKEN.finditer(line):
        mark, start, end = token[0], token.start(), token.end()
        if mark[0].isalnum() or mark == "&":
            yield Word(plain(mark), mark, start, end, segment, before, quote)
            continue
        if closing and mark == closing and _apart(line, end):
            closing, quote = "", 0
        elif not closing and _opens(line, start, mark):
            quotes += 1
            closing, quote = _OPENING[mark], quotes
        elif not _parts(line, mark, end):
            continue
        segment, before = segment + 1, mark


def plain(word: str) -> str:
    """``word`` as term lists have it: small letters, no possessive and no contracted verb."""
    short = word.lower()
    if short in _WRITTEN_OUT:
        return _WRITTEN_OUT[short]
    return re.sub(r"['’]", "", _ENDINGS.sub("", short))


def _parts(line: str, mark: str, end: int) -> bool:
    """Whether a mark ends a segment."""
    if mark in _ALWAYS:
        return True
    if mark == "," and _AGE.match(line, end):
        return False
    return mark in _SPACED and _apart(line, end)


def _apart(line: str, end: int) -> bool:
    return end >= len(line) or not line[end].isalnum()


def _opens(line: str, start: int, mark: str) -> bool:
    """A quotation opens before a word and is closed again, else the mark is an apostrophe."""
    if mark not in _OPENING or (start and line[start - 1].isalnum()):
        return False
    close = _OPENING[mark]
    at = line.find(close, start + 1)
    while at >= 0:
        if at > start + 1 and _apart(line, at + 1):
            return True
        at = line.find(close, at + 1)
    return False
