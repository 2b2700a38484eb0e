"""Text from people and from outside, cleaned once, where it is entered."""

from __future__ import annotations

import unicodedata
from typing import Final

#: Characters of one narrative line, answer or note.
LINE: Final = 4_000
#: Characters of a name, number, reference or other short field.
SHORT: Final = 200

_KEPT_CONTROLS: Final = frozenset("\n\t")


def cleaned(text: str, limit: int = LINE) -> str:
    """``text`` without what stores and screens cannot carry, bounded to ``limit`` characters.

    NUL and other control characters, lone surrogates and bidirectional overrides are removed;
    line ends become a single newline; the ends are stripped.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in unified if c in _KEPT_CONTROLS or not _unsafe(c))
    return kept.strip()[:limit].rstrip()


def one_line(text: str, limit: int = SHORT) -> str:
    """``text`` cleaned and on one line."""
    return " ".join(cleaned(text, limit * 2).split())[:limit].rstrip()


def _unsafe(char: str) -> bool:
    category = unicodedata.category(char)
    if category in ("Cc", "Cs"):
        return True
    return char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff"
