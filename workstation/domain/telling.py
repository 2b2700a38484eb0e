"""Words of a story that tell it from others: what everybody says is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

#: Words kept of one story, in the order they were said.
KEPT: Final = 60
#: Characters of one word.
LONGEST: Final = 24

_WORD: Final = re.compile(r"[^\W_]+")
#: A British registration of today's form, written together or with a blank.
_REGISTRATION: Final = re.compile(r"\b([A-Z]{2}[0-9]{2}) ?([A-Z]{3})\b", re.IGNORECASE)

#: What tells nothing: everyday words, and what is said in every call to the police.
_COMMON: Final = frozenset(
    """
    a about above across after again against ago all already also always am an and another any
    anybody anyone anything are around as ask asked asking at away back be because been before
    behind being below between big both bit but by call called caller calling calls came can cannot
    could day did didn do does doesn doing don done door down each eight either else even ever every
    everything few first five for four from front gave get gets getting give given go goes going
    gone good got had half has hasn have haven having he hear heard hello help her here hers him
    himself his hold home hour hours house how if in inside into is isn it its itself just keep
    keeps kind knew know known knows last late later least left let like line little live lives
    long look looked looking looks lot made make makes making male female man many may maybe me mean
    men might mine minute minutes more morning most much must my myself name near need needs never
    new next night nine no nobody none not nothing now number of off officer officers often ok okay
    old on once one only onto or other others our ours out outside over own people person persons
    phone phoned place please police possibly probably put quite rang really right ring ringing road
    said same saw say saying says second see seem seems seen send sent seven she should side since
    sir six so some somebody someone something soon sounds states stating still stood stop street
    sure take taken takes taking talk tell ten than thank thanks that the their theirs them
    themselves then there these they thing things think thinks this those thought three through
    time times to today told tomorrow too took town toward towards tried try trying two under until
    up upon us use used very wait want wanted wants was wasn way we well went were weren what when
    where whether which while who whole whom whose why will wish with within without woman women won
    would wouldn yes yesterday yet you your yours
    avenue close court crescent drive east flat gardens glasgow grove lane north park place row
    south square terrace west
    """.split()
)


def stem(word: str) -> str:
    """``word`` without its plural, so that a van is among vans."""
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def telling_words(texts: Iterable[str], limit: int = KEPT) -> tuple[str, ...]:
    """The first ``limit`` telling words of ``texts``, in small letters, each once."""
    found: dict[str, str] = {}
    for text in texts:
        for one in _WORD.findall(text.casefold()):
            if _tells(one):
                found.setdefault(stem(one), one)
                if len(found) == limit:
                    return tuple(found.values())
    return tuple(found.values())


def registrations_in(text: str) -> tuple[str, ...]:
    """Registrations that stand in ``text``, as `registration` writes them."""
    return tuple(registration("".join(found)) for found in _REGISTRATION.findall(text))


def registration(text: str) -> str:
    """A registration in capitals without blanks, so that two of a kind are equal."""
    return "".join(one for one in text.upper() if one.isalnum())[:12]


def number_key(text: str) -> str:
    """The last ten digits of a telephone number; empty where there are fewer than seven."""
    digits = "".join(one for one in text if one.isascii() and one.isdigit())
    return digits[-10:] if len(digits) >= 7 else ""


def _tells(word: str) -> bool:
    if len(word) > LONGEST or word in _COMMON or stem(word) in _COMMON:
        return False
    letters = any(one.isalpha() for one in word)
    return letters and (len(word) > 2 or (not word.isalpha() and len(word) > 1))
