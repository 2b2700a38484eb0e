"""What somebody typed, as questions to the index: the closest reading first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from workstation.desk.cache.gazetteer.tables import LETTERS
from workstation.desk.cache.gazetteer.words import asked_words

#: Characters and words of a question that are looked at.
LONGEST: Final = 200
MOST_WORDS: Final = 12
#: Letters a word is cut to when nothing was found by the whole of it, and letters never cut.
_CUT, _KEPT = 2, 4

_OUTWARD: Final = re.compile(r"[a-z]{1,2}\d[a-z\d]?")
_INWARD: Final = re.compile(r"\d[a-z]{0,2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """One reading of what was typed: each word a beginning, each number itself."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    beginning: str = ""

    @property
    def unit(self) -> bool:
        """Whether a flat or other part of a building is asked for."""
        return len(self.numbers) > 1 or "flat" in self.words or "/" in "".join(self.numbers)

    @property
    def match(self) -> str:
        """The question in the index's own language; words hold letters, digits and / only."""
        begun = [f'"{word[:LETTERS]}"*' for word in (*self.words, self.beginning) if word]
        return " ".join([*begun, *(f'"{number}"' for number in self.numbers)])


def readings(text: str) -> tuple[Asked, ...]:
    """Every reading of ``text`` worth asking, the closest first."""
    typed = asked_words(text[:LONGEST])[:MOST_WORDS]
    if not typed:
        return ()
    joined = _postcodes_joined(typed)
    tried = [_asked(_streets_meant(joined)), _asked(joined), _unfinished(joined)]
    if joined != typed:
        tried += [_asked(typed), _unfinished(typed)]
    return tuple(dict.fromkeys(one for one in tried if one.match))


def looser(text: str) -> tuple[Asked, ...]:
    """Readings for when none of `readings` finds anything: endings off, then numbers off."""
    typed = _postcodes_joined(asked_words(text[:LONGEST])[:MOST_WORDS])
    whole = _asked(typed)
    cut = tuple(word[: max(_KEPT, len(word) - _CUT)] for word in whole.words)
    tried = (Asked(cut, whole.numbers), Asked(whole.words, ()), Asked(cut, ()))
    return tuple(dict.fromkeys(one for one in tried if one.words and one != whole))


def _streets_meant(typed: list[str]) -> list[str]:
    """“st johns st”: behind another word “st” is a street more often than a saint."""
    first = next((n for n, word in enumerate(typed) if not word[0].isdigit()), 0)
    return ["street" if word == "st" and n > first else word for n, word in enumerate(typed)]


def _asked(typed: list[str]) -> Asked:
    return Asked(
        tuple(word for word in typed if not word[0].isdigit()),
        tuple(word for word in typed if word[0].isdigit()),
    )


def _unfinished(typed: list[str]) -> Asked:
    """The last word typed may be the beginning of a number."""
    *before, last = typed
    if not last[0].isdigit():
        return _asked(typed)
    done = _asked(before)
    return Asked(done.words, done.numbers, last)


def _postcodes_joined(typed: list[str]) -> list[str]:
    """“g31 4” as “g314”, which postcodes are found by."""
    joined: list[str] = []
    for word in typed:
        if joined and _INWARD.fullmatch(word) and _OUTWARD.fullmatch(joined[-1]):
            joined[-1] += word
        else:
            joined.append(word)
    return joined
