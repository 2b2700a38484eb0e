"""Slips of the keyboard: the known word that a mistyped one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from workstation.domain.cues.words import Word

#: How many letters a known word needs before a slip of a kind is taken for it: two letters have
#: changed places, one is missing or too many, one is another, two slips.
_SWAP_FROM: Final = 5
_COUNT_FROM: Final = 6
_OTHER_FROM: Final = 8
_TWO_SLIPS_FROM: Final = 10


@dataclass(frozen=True, slots=True)
class Spelling:
    """Known words by what remains of them without one or two letters."""

    known: frozenset[str]
    ordinary: frozenset[str]
    remains: Mapping[str, tuple[str, ...]]

    def mended(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """``words`` with slips mended; ``raw`` and the places stay as typed."""
        return tuple(
            replace(word, text=meant) if (meant := self.meant(word.text)) != word.text else word
            for word in words
        )

    def meant(self, text: str) -> str:
        """The one known word that ``text`` is a slip away from, else ``text``."""
        if len(text) < _SWAP_FROM or text in self.known or text in self.ordinary:
            return text
        near = {
            word
            for rest in _shortened(text)
            for word in self.remains.get(rest, ())
            if word[0] == text[0] and _is_slip(text, word)
        }
        return min(near, key=lambda word: (_distance(text, word), word)) if near else text


def spelling(known: Iterable[str], ordinary: Iterable[str]) -> Spelling:
    """For the ``known`` words; ``ordinary`` ones are words of their own, one slip from a known."""
    lower = frozenset(word for word in known if word.islower())
    remains: dict[str, list[str]] = {}
    for word in sorted(lower):
        if len(word) >= _SWAP_FROM:
            for rest in _shortened(word):
                remains.setdefault(rest, []).append(word)
    kept = {rest: tuple(words) for rest, words in remains.items()}
    return Spelling(lower, frozenset(ordinary), kept)


def _shortened(word: str) -> frozenset[str]:
    """``word`` and what remains without one letter; without two where two slips may stand."""
    once = {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}
    if len(word) < _TWO_SLIPS_FROM - 1:
        return frozenset(once)
    return frozenset(once | {w[:n] + w[n + 1 :] for w in once for n in range(len(w))})


def _is_slip(typed: str, word: str) -> bool:
    distance = _distance(typed, word)
    if distance > 1:
        return distance == 2 and len(word) >= _TWO_SLIPS_FROM
    if len(typed) != len(word):
        return len(word) >= _COUNT_FROM
    return sorted(typed) == sorted(word) or len(word) >= _OTHER_FROM


def _distance(a: str, b: str) -> int:
    """Letters wrong, missing, too many or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                least = min(least, older[j - 2] + 1)
            row.append(least)
    return row[-1]
