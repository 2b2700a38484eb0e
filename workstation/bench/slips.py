"""How people misspell names: the kinds of slip that the directory is held to.

Nothing here was used to choose how the directory weighs spellings.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
#: Names that are written in several ways, and what is heard for what is written.
_HEARD: Final = (
    ("stephen", "steven"), ("catherine", "kathryn"), ("geoffrey", "jeffrey"), ("iain", "ian"),
    ("euan", "ewan"), ("sean", "shaun"), ("siobhan", "shivaun"), ("mohammed", "muhammad"),
    ("graham", "graeme"), ("philip", "phillip"), ("ann", "anne"), ("reid", "reed"),
    ("thomson", "thompson"), ("clark", "clarke"), ("smith", "smyth"), ("hussain", "hussein"),
    ("ph", "f"), ("ck", "k"), ("cz", "ch"), ("sz", "sh"), ("ee", "ea"), ("ea", "ee"),
    ("ie", "ei"), ("ai", "ay"), ("ow", "au"), ("w", "v"), ("kh", "k"), ("th", "t"), ("ll", "l"),
    ("tt", "t"), ("nn", "n"), ("c", "k"), ("y", "i"), ("ou", "oo"), ("gh", "g"), ("j", "y"),
)  # fmt: skip

Slip = Callable[[random.Random, str], str | None]


def _edited(chance: random.Random, word: str) -> str:
    at, letter = chance.randrange(len(word)), chance.choice(_LETTERS)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            _swapped(chance, word),
        )
    )


def _swapped(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _in_a_word(slip: Callable[[random.Random, str], str]) -> Slip:
    """``slip`` in one word of four letters or more."""

    def made(chance: random.Random, name: str) -> str | None:
        words = name.split()
        long = [n for n, word in enumerate(words) if len(word) >= 4]
        if not long:
            return None
        at = chance.choice(long)
        words[at] = slip(chance, words[at])
        return " ".join(words)

    return made


def _two(chance: random.Random, name: str) -> str | None:
    """Two slips, in the same word or in two."""
    once = _in_a_word(_edited)(chance, name)
    return once and _in_a_word(_edited)(chance, once)


def _turned(chance: random.Random, name: str) -> str | None:
    """Surname first, with a slip."""
    return _in_a_word(_edited)(chance, " ".join(reversed(name.split())))


def _as_heard(chance: random.Random, name: str) -> str | None:
    fitting = [(written, heard) for written, heard in _HEARD if written in name]
    return name.replace(*chance.choice(fitting), 1) if fitting else None


def _mac(chance: random.Random, name: str) -> str | None:
    for written in (" mac", " mc"):
        if written in name:
            other = " mc" if written == " mac" else " mac"
            return name.replace(written, chance.choice((other, f"{other} ", f"{written} ")), 1)
    return None


def _apostrophe(chance: random.Random, name: str) -> str | None:
    return name.replace("'", chance.choice(("", " ", "’", "`"))) if "'" in name else None


KINDS: Final[dict[str, Slip]] = {
    "one slip": _in_a_word(_edited),
    "two slips": _two,
    "letters swapped": _in_a_word(_swapped),
    "names turned round": _turned,
    "as heard": _as_heard,
    "Mac and Mc": _mac,
    "apostrophe": _apostrophe,
}
