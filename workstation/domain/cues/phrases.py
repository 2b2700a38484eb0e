"""The small language of term lists, and where a phrase stands in a line.

A phrase is words with spaces between them. ``a|b`` is either, of any of the following. ``stab+`` is
the word with its forms (stabs, stabbed, stabbing); ``<partner>`` is any phrase of that list;
``{70-110}`` is a number in figures; ``..`` lets up to three words stand between. A word in capitals
is met only as written. Between the words of a phrase small words such as articles may stand. A
phrase crosses no punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workstation.domain.cues.words import Word

_GAP_WORDS: Final = 3
_SMALL_SKIPPED: Final = 2
_NUMBER: Final = re.compile(r"^\{(\d+)-(\d+)\}$")
_LIST: Final = re.compile(r"^<([a-z_]+)>$")
_WORD: Final = re.compile(r"^[^\W\d_]+\+?$")
_VOWELS: Final = frozenset("aeiou")
_SHORT_STEM: Final = 4


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of these words, of these numbers in figures (both ends included), of these phrases."""

    words: frozenset[str]
    numbers: tuple[tuple[int, int], ...] = ()
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to three words, whatever they are."""


Part = OneOf | Gap
Phrase = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Fillers:
    """``small`` words may stand inside any phrase, ``never`` ones in no gap (“not used”)."""

    small: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


def phrase(text: str, lists: Mapping[str, tuple[Phrase, ...]]) -> Phrase:
    """``text`` as a phrase. Raises ValueError saying what is wrong with it."""
    parts = tuple(_part(token, lists) for token in text.split())
    if not parts or isinstance(parts[0], Gap) or isinstance(parts[-1], Gap):
        raise ValueError(f"“{text}” neither begins nor ends with a word")
    return parts


def lists_named(text: str) -> frozenset[str]:
    """The lists that a phrase refers to."""
    choices = (choice for token in text.split() for choice in token.split("|"))
    return frozenset(found[1] for choice in choices if (found := _LIST.match(choice)))


def literals(one: Phrase) -> Iterator[str]:
    """Every word that a phrase names."""
    for part in one:
        if isinstance(part, OneOf):
            yield from part.words
            for inner in part.phrases:
                yield from literals(inner)


def first_words(one: Phrase) -> Iterator[str | None]:
    """Words a phrase can begin with; ``None`` for a number."""
    head = one[0]
    if isinstance(head, OneOf):
        yield from head.words
        if head.numbers:
            yield None
        for inner in head.phrases:
            yield from first_words(inner)


def ends(one: Phrase, words: tuple[Word, ...], at: int, fillers: Fillers) -> Iterator[int]:
    """Where the phrase that begins at word ``at`` can end: the index after its last word."""
    for after in _part_ends(one[0], words, at, fillers):
        if len(one) == 1:
            yield after
            continue
        for then in _next_places(words, after, fillers):
            yield from ends(one[1:], words, then, fillers)


def _part_ends(part: Part, words: tuple[Word, ...], at: int, fillers: Fillers) -> Iterator[int]:
    if isinstance(part, Gap):
        for after in range(at, min(at + _GAP_WORDS, len(words)) + 1):
            if after > at and not _may_stand(words[after - 1], words[at - 1].segment, fillers):
                return
            yield after
        return
    if at >= len(words):
        return
    word = words[at]
    if word.text in part.words or word.raw in part.words or _is_number(word, part):
        yield at + 1
    for inner in part.phrases:
        yield from ends(inner, words, at, fillers)


def _may_stand(word: Word, segment: int, fillers: Fillers) -> bool:
    return word.segment == segment and word.text not in fillers.never


def _is_number(word: Word, part: OneOf) -> bool:
    return word.text.isdecimal() and any(
        low <= int(word.text) <= high for low, high in part.numbers
    )


def _next_places(words: tuple[Word, ...], after: int, fillers: Fillers) -> Iterator[int]:
    segment = words[after - 1].segment
    for place in range(after, after + _SMALL_SKIPPED + 1):
        if place >= len(words) or words[place].segment != segment:
            return
        yield place
        if words[place].text not in fillers.small:
            return


def _part(written: str, lists: Mapping[str, tuple[Phrase, ...]]) -> Part:
    if written == "..":
        return Gap()
    words: list[str] = []
    numbers: list[tuple[int, int]] = []
    phrases: list[Phrase] = []
    for choice in written.split("|"):
        if number := _NUMBER.match(choice):
            numbers.append((int(number[1]), int(number[2])))
        elif named := _LIST.match(choice):
            if named[1] not in lists:
                raise ValueError(f"there is no list “{named[1]}”")
            phrases += lists[named[1]]
        elif _WORD.match(choice):
            words += _forms(choice)
        else:
            raise ValueError(f"“{choice}” is not a word, word+, <list>, {{1-9}} or ..")
    return OneOf(frozenset(words), tuple(numbers), tuple(phrases))


def _forms(word: str) -> Iterator[str]:
    """The word; with a plus also its regular forms, and the spoken one in -in."""
    if not word.endswith("+"):
        yield word
        return
    stem = word[:-1]
    yield stem
    if stem.endswith("y") and stem[-2] not in _VOWELS:
        yield from (f"{stem[:-1]}ies", f"{stem[:-1]}ied", f"{stem}ing", f"{stem}in")
        return
    yield f"{stem}es" if stem.endswith(("s", "sh", "ch", "x", "z")) else f"{stem}s"
    if stem.endswith("e"):
        root = stem[:-1]
    else:
        root = stem + stem[-1] if _doubles(stem) else stem
    yield from (f"{root}ed", f"{root}ing", f"{root}in")


def _doubles(stem: str) -> bool:
    """Whether the last letter is written twice before -ed: stab, grab, hit."""
    return (
        len(stem) <= _SHORT_STEM
        and stem[-1] not in _VOWELS | {"w", "x", "y"}
        and stem[-2] in _VOWELS
        and stem[-3:-2] not in _VOWELS
    )
