"""What was typed, read as people mean it: words, a birth date, a number or its last digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from workstation.desk.cache.callers.dates import dates_begun_in, dates_in
from workstation.desk.cache.callers.words import POSTCODE, backwards, joined
from workstation.desk.cache.gazetteer.words import words
from workstation.desk.numbers import e164

#: Characters of a question that are read, and words of it.
LIMIT: Final = 120
_MOST: Final = 8
#: The last digits of a number tell something from here on.
_TAIL: Final = 4
#: Digits that a number has at least, with its country code.
_SHORTEST_NUMBER: Final = 7
_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = re.compile(r"[\d\s()+./-]+")
#: A number beside words, as far as it is typed: no house has a number that begins so.
_BESIDE: Final = re.compile(r"(?<![\w/.-])(?:\+\d|\(?0\d\d)[\d ()-]*(?![\w/])")
#: Words that only say what follows.
_JOINS: Final = re.compile(r"\b(?:born|dob|tel|phone|mobile)\b[:.]?\s*(?=[\d(+])", re.IGNORECASE)
_OUTWARD: Final = re.compile(r"[a-z]{1,2}\d[a-z\d]?")
_INWARD: Final = re.compile(r"\d(?:[a-z]{1,2})?")
_POSTCODE: Final = re.compile(r"[a-z]{1,2}\d[a-z\d]?(?:\d[a-z]{0,2})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. ``words`` are asked for together; those of a place carry their code already.

    ``born``: dates, the likeliest first; ``born_begun``: all those that it may be the beginning of.
    ``number`` and ``tail`` are the last digit first. ``all_names``: all the words may be names.
    A number beside words narrows nothing: whoever is called so may ring from a new one.
    """

    words: tuple[str, ...] = ()
    all_names: bool = False
    born: tuple[str, ...] = ()
    born_begun: tuple[str, ...] = ()
    number: str = ""
    tail: str = ""


def read(text: str) -> Asked:
    """What ``text`` asks for; nothing when there is no letter or figure in it."""
    text = text[:LIMIT].strip()
    if not _DIGIT.search(text):
        return _worded(text, ())
    born, rest = dates_in(_JOINS.sub("", text))
    if not born and (begun := dates_begun_in(text)):
        return Asked(born_begun=begun)
    if _DIGITS.fullmatch(text):
        digits = "".join(filter(str.isdecimal, text))
        number = backwards(e164(text) or "") or "" if len(digits) >= _SHORTEST_NUMBER else ""
        tail = digits[::-1] if len(digits) >= _TAIL and not number else ""
        house = (f"0{digits}",) if len(digits) < _TAIL and text.isdecimal() else ()
        return Asked(house, False, born, (), number, tail)
    beside = _BESIDE.search(rest)
    if beside is None:
        return _worded(rest, born)
    number = backwards(e164(beside[0].strip()) or "") or ""
    return _worded(f"{rest[: beside.start()]} {rest[beside.end() :]}", born, number)


def _worded(text: str, born: tuple[str, ...], number: str = "") -> Asked:
    typed = _typed(words(text.replace("/", " "))[:_MOST])
    all_names = bool(typed) and not any(word[0].isdigit() for word in typed)
    return Asked(typed, all_names, born, number=number)


def _typed(every: list[str]) -> tuple[str, ...]:
    """The words as the index has them: postcodes in one piece, beginnings of surnames joined."""
    found: list[str] = []
    rest = list(every)
    while rest:
        word, rest = rest[0], rest[1:]
        if rest and _OUTWARD.fullmatch(word) and _INWARD.fullmatch(rest[0]):
            word, rest = word + rest[0], rest[1:]
        if rest and joined([word, rest[0]]):
            word, rest = word + rest[0], rest[1:]
        if _POSTCODE.fullmatch(word):
            word = POSTCODE + word
        elif word[0].isdigit():
            word = "0" + word
        found.append(word)
    return tuple(found)
