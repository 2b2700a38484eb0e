"""People as words to search by. Index and question go through the same folding.

Words of a name stand as they are; words of a place carry a digit in front, so that names and places
live in one index, are asked for together, and a name is not disturbed by a street of that name.
"""

from __future__ import annotations

import re
from itertools import pairwise
from string import ascii_letters, digits
from typing import Final

from workstation.desk.cache.gazetteer.words import words

#: What stands before a word of an address, and before a postcode in one piece.
PLACE: Final = "0"
POSTCODE: Final = "1"
#: Beginnings of surnames that people write in one word or in two: both are found.
BEGINNINGS: Final = frozenset(
    "mac mc m o nic mhic ni fitz de di da du le la van von al el st".split()
)
#: Words of one name or address at most.
MOST: Final = 40
_E164: Final = re.compile(r"\+[1-9]\d{6,14}")
#: What `words` makes of ASCII, letter by letter: a small letter, a figure, a gap or nothing.
_ASCII: Final = {
    **dict.fromkeys(range(128), " "),
    **{ord(letter): letter.lower() for letter in ascii_letters + digits},
    **dict.fromkeys(b"'`"),
}


def name_words(name: str) -> list[str]:
    """The words somebody of this ``name`` is found by."""
    return list(dict.fromkeys(_of_name(name)))


def names_in(name: str) -> frozenset[str]:
    """`name_words`, where their order says nothing."""
    return frozenset(_of_name(name))


def joined(every: list[str]) -> list[str]:
    """Surnames in two words as one: Mac Donald as macdonald, O Brien as obrien."""
    if len(every) < 2 or BEGINNINGS.isdisjoint(every):
        return []
    return [first + second for first, second in pairwise(every) if first in BEGINNINGS]


def other_spelling(word: str) -> str:
    """Mac for Mc and Mc for Mac; any other word as it is."""
    if word.startswith("mac") and len(word) > 4:
        return "mc" + word[3:]
    if word.startswith("mc") and len(word) > 3:
        return "mac" + word[2:]
    return word


def place_words(address: str, postcode: str) -> list[str]:
    """The coded words of an address and its postcode."""
    return list(dict.fromkeys(_of_place(address, postcode)))


def indexed(name: str, address: str, postcode: str, *, protected: bool) -> str:
    """Everything somebody is found by, as one line for the index: a protected home is not in it."""
    found = _of_name(name)
    if not protected:
        found += _of_place(address, postcode)
    return " ".join(dict.fromkeys(found))


def backwards(number: str) -> str | None:
    """A number as it is kept, the last digit first; ``None`` when it is not E.164."""
    return number[::-1] if _E164.fullmatch(number) else None


def _of_name(name: str) -> list[str]:
    every = _folded(name)
    return every + joined(every)


def _of_place(address: str, postcode: str) -> list[str]:
    found = [PLACE + word for word in _folded(address)]
    if whole := "".join(_folded(postcode)):
        found.append(POSTCODE + whole)
    return found


def _folded(text: str) -> list[str]:
    """`words`, those joined by a stroke apart, and no more of them than count."""
    if text.isascii():
        return text.translate(_ASCII).split()[:MOST]
    return words(text.replace("/", " "))[:MOST]
