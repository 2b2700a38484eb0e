"""Addresses as words to search by: folded, split, with what people write for them.

Index and question go through the same folding; what is asked is then only compared, so everything
that people abbreviate is written into the index, under both spellings.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Letters that do not come apart into a letter and a mark.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_APOSTROPHES: Final = re.compile("['’‘`´]")
#: A word, or a flat such as 2/1 kept in one piece.
_WORD: Final = re.compile(r"[a-z0-9]+(?:/[a-z0-9]+)*")
_DIGITS: Final = re.compile(r"\d+")
_NUMBER_AND_LETTER: Final = re.compile(r"(\d+)([a-z]+)")

#: What each word is also written as. A beginning of the word (ave, cres, terr) needs no entry.
_ALSO: Final[dict[str, tuple[str, ...]]] = {
    "apartment": ("apt",),
    "boulevard": ("blvd",),
    "bridge": ("brg",),
    "building": ("bldg",),
    "buildings": ("bldgs",),
    "centre": ("center", "ctr"),
    "close": ("cls",),
    "cottage": ("ctg",),
    "cottages": ("ctgs",),
    "court": ("ct", "crt"),
    "crescent": ("crs",),
    "doctor": ("dr",),
    "drive": ("drv",),
    "first": ("1st",),
    "floor": ("flr",),
    "fort": ("ft",),
    "gardens": ("gdns", "gdn"),
    "great": ("gt",),
    "green": ("grn",),
    "grove": ("grv",),
    "heights": ("hts",),
    "highway": ("hwy",),
    "house": ("hse",),
    "lane": ("ln",),
    "little": ("lt",),
    "lower": ("lwr",),
    "mains": ("mns",),
    "meadow": ("mdw",),
    "meadows": ("mdws",),
    "mount": ("mt",),
    "north": ("nth",),
    "park": ("pk",),
    "parkway": ("pkwy",),
    "place": ("plc",),
    "road": ("rd",),
    "saint": ("st",),
    "school": ("schl",),
    "second": ("2nd",),
    "south": ("sth",),
    "square": ("sqr",),
    "station": ("stn",),
    "street": ("st", "str"),
    "terrace": ("tce",),
    "third": ("3rd",),
    "upper": ("upr",),
    "view": ("vw",),
    "walk": ("wlk",),
    "way": ("wy",),
}
#: What people cut to a beginning; only a file's own abbreviations need the whole word back.
_BEGINNINGS: Final[dict[str, tuple[str, ...]]] = {
    "av": ("avenue",),
    "ave": ("avenue",),
    "cl": ("close",),
    "cott": ("cottage",),
    "cr": ("crescent",),
    "cres": ("crescent",),
    "dr": ("drive",),
    "gr": ("grove",),
    "pl": ("place",),
    "sq": ("square",),
    "ter": ("terrace",),
    "terr": ("terrace",),
}
#: Words said round a place that no entry is found by.
_SAID_ROUND: Final = frozenset(
    "the at in on of by near beside behind outside opposite number no".split()
)


def _both_ways() -> dict[str, tuple[str, ...]]:
    spellings: dict[str, set[str]] = {}
    for whole, shorts in (
        *_ALSO.items(),
        *((w, (s,)) for s, ws in _BEGINNINGS.items() for w in ws),
    ):
        for short in shorts:
            spellings.setdefault(short, set()).add(whole)
    for whole, shorts in _ALSO.items():
        spellings.setdefault(whole, set()).update(shorts)
    return {word: tuple(sorted(others)) for word, others in spellings.items()}


_SPELLINGS: Final = _both_ways()


def words(text: str) -> list[str]:
    """The words of ``text`` in order: small ASCII letters and digits, no marks or punctuation."""
    if text.isascii():
        return _WORD.findall(text.lower().replace("'", "").replace("`", ""))
    marked = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return _WORD.findall(_APOSTROPHES.sub("", marked).encode("ascii", "ignore").decode("ascii"))


def spelled(name: str) -> list[tuple[str, ...]]:
    """Each word of ``name`` as it is written and as people may write it, with the parts of 12a."""
    found: list[tuple[str, ...]] = []
    for part in name.split(","):
        every = words(part)
        for n, word in enumerate(every):
            others = _SPELLINGS.get(word, ())
            if word == "st":  # at the end a street, anywhere else a saint
                others = ("street" if 0 < n == len(every) - 1 else "saint",)
            halves = _NUMBER_AND_LETTER.fullmatch(word)
            found.append((word, *others, *(halves.groups() if halves else ())))
    return found


def indexed(text: str, postcode: str = "") -> str:
    """Everything an entry called ``text`` is found by, as one line for the index."""
    found = dict.fromkeys(written for word in spelled(text) for written in word)
    return " ".join([*found, *joined(postcode)])


def joined(postcode: str) -> tuple[str, ...]:
    """What a postcode is found by: its halves, and both in one."""
    halves = words(postcode)
    return (*halves, "".join(halves)) if halves else ()


def in_order(text: str) -> str:
    """A key that sorts 2 before 12 and 12 before 12A."""
    return " ".join(_DIGITS.sub(lambda n: n[0].rjust(6, "0"), word) for word in words(text))


def asked_words(text: str) -> list[str]:
    """The words of a question, without those said round a place (unless there is nothing else)."""
    every = words(text)
    return [word for word in every if word not in _SAID_ROUND] or every
