"""Pools of names that are large enough for a nation, the few common and the many rare.

About 60,000 family names and 4,000 forenames, drawn by Zipf's law: the n-th is n times rarer than
the first. Rare ones are put together from parts, so that they look and sound like the others.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from workstation.hub.made_up.words import FAMILIES, FAMILY_PARTS, GIVEN

#: Of a hundred households, and how many family names of that origin there are.
ORIGINS: Final[dict[str, tuple[int, int]]] = {
    "Scottish": (62, 36_000),
    "Gaelic": (6, 4_000),
    "Polish": (8, 8_000),
    "South Asian": (14, 8_000),
    "Irish": (10, 4_000),
}
#: Forenames of one origin at most.
_GIVEN_OF_ORIGIN: Final = 1_800
_VOWELS: Final = frozenset("aeiouAEIOU")


@dataclass(frozen=True, slots=True)
class Pool:
    """Names by rank, with how often each is drawn, summed up."""

    names: tuple[str, ...]
    sums: tuple[float, ...]

    @classmethod
    def of(cls, names: Sequence[str], skew: float = 1.0) -> Pool:
        """``names``, the most common first; the n-th is n to the power ``skew`` times rarer."""
        ranks = range(1, len(names) + 1)
        return cls(tuple(names), tuple(accumulate(rank**-skew for rank in ranks)))

    def pick(self, part: float) -> str:
        """The name at ``part`` (0 to 1) of all that are drawn."""
        return self.names[min(bisect(self.sums, part * self.sums[-1]), len(self.names) - 1)]


def pools(seed: int) -> dict[str, tuple[Pool, Pool]]:
    """Forenames and family names by origin; ``seed`` decides which are common."""
    chance = random.Random(seed)  # noqa: S311 - made-up people, not secrets
    return {
        origin: (
            Pool.of(_some(chance, _GIVEN_OF_ORIGIN, GIVEN[origin], _double(GIVEN[origin])), 1.1),
            Pool.of(_family_names(chance, origin, many)),
        )
        for origin, (_, many) in ORIGINS.items()
    }


def variant(family: str) -> str:
    """The same name as somebody else would write it, or the name itself."""
    for written, other in (("Mac", "Mc"), ("Mc", "Mac"), ("O'", "O")):
        if family.startswith(written):
            return other + family[len(written) :]
    return family


def _some(chance: random.Random, many: int, *kinds: Iterable[str]) -> list[str]:
    """``many`` different names, those of the first kind the most common."""
    found: dict[str, None] = {}
    ordered: list[str] = []
    for names in kinds:
        for name in names:
            if len(found) == many:
                break
            found.setdefault(name)
        newer = list(found)[len(ordered) :]
        chance.shuffle(newer)
        ordered += newer
    return ordered


def _family_names(chance: random.Random, origin: str, many: int) -> list[str]:
    """Names that there are, then words put together from parts, then two of them joined."""
    begins, ends = FAMILY_PARTS[origin]
    plain = [joined for end in ends for begin in begins if (joined := _joined(begin, end))]
    return _some(chance, many, FAMILIES[origin], plain, _double([*FAMILIES[origin], *plain]))


def _double(names: Sequence[str]) -> Iterator[str]:
    for step in range(1, len(names)):
        for at, name in enumerate(names):
            other = names[(at * 7 + step) % len(names)]
            if other != name:
                yield f"{name}-{other}"


def _joined(begin: str, end: str) -> str:
    """One word, where that can be spoken; patronymics keep the capital of the second part."""
    if begin.startswith(("Mac", "Mc", "Nic", "O'", "Fitz")):
        return f"{begin}{end[0].upper()}{end[1:]}"
    if begin[-1] in _VOWELS and end[0] in _VOWELS:
        return ""
    return f"{begin}{end.lower()}"
