"""How a name may be misspelt, and what of it stays all the same.

A word leaves traces: itself without one or two letters, and its consonants as they sound. Whatever
is within two slips of it (a letter too many, too few, wrong, or two swapped) shares a trace with
it, and so does what is only written differently. Shared traces make candidates; how far these are
from what was typed is reckoned letter by letter (optimal string alignment).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import Final
from zlib import crc32

#: Letters of a word that leave traces, and from where on two of them may be missing.
_LONGEST: Final = 14
_TWO_FROM: Final = 4
#: Ways of writing one sound, as heard in Scotland: Gaelic, Polish and South Asian names among them.
_SOUNDS: Final = tuple(
    (re.compile(form), sound)
    for form, sound in (
        (r"^ma?ck?(?=[a-z])", "mk"),
        (r"^se(?=[ao])", "x"),
        (r"^kn|^gn|^pn", "n"),
        (r"^wr|^rh", "r"),
        (r"^ps|^z|^x", "s"),
        (r"^wh", "w"),
        (r"ph|bh|mh|v|w(?!$)", "f"),
        (r"ough$", "o"),
        (r"sch|sh|sz|tch|ch(?=[eiy])|cz|tsh|s(?=i[oa])|si(?=o)|ti(?=o)|dj|zh|rz", "x"),
        (r"j?ci(?=k$)", "xi"),
        (r"dg|j|g(?=[eiy])", "j"),
        (r"ck|ch|qu(?=[aeio])|q|kh|gh(?=[aou])|c(?![eiyz])|x(?=$)", "k"),
        (r"gh|(?<=[^aeiouycsgp])h|(?<=[aeiou])h(?![aeiou])", ""),
        (r"c(?=[eiy])|z", "s"),
        (r"dh|th", "t"),
        (r"d$", "t"),
        (r"(?<=[^aeiou])e$", ""),
        (r"[ae]y$|[iy]e?$|ee|ea|ie|ei|ey|y", "i"),
        (r"ou|oo|u|aw|au", "o"),
        (r"ai|ay|e", "a"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS: Final = re.compile("(?<!^)[aeiou]")


@lru_cache(maxsize=16_384)
def as_heard(word: str) -> str:
    """``word`` with one letter for each way of writing a sound."""
    for form, sound in _SOUNDS:
        word = form.sub(sound, word)
    return word


def traces(word: str) -> set[int]:
    """What ``word`` has in common with its misspellings."""
    kept = word[:_LONGEST].encode()
    found = {crc32(kept)}
    begun = 0
    for n in range(len(kept)):
        rest, without = kept[n + 1 :], begun  # sums go on from the letters before: none twice
        found.add(crc32(rest, without))
        if len(kept) >= _TWO_FROM:
            for m in range(len(rest)):
                found.add(crc32(rest[m + 1 :], without))
                without = crc32(rest[m : m + 1], without)
        begun = crc32(kept[n : n + 1], begun)
    return found


def consonants(heard: str) -> str:
    """What of a word as heard is least often mistaken."""
    return _VOWELS.sub("", heard)


def traces_heard(heard: str) -> set[int]:
    """What a word that sounds like ``heard`` has in common with others: all consonants but one."""
    skeleton = consonants(heard)
    left = {skeleton}
    if len(skeleton) > _TWO_FROM:
        left.update("".join(some) for some in combinations(skeleton, len(skeleton) - 1))
    return {crc32(f"~{one}".encode()) for one in left}
