"""Text from people and from outside, cleaned once, where it is entered."""

from __future__ import annotations

import re
from typing import Final

#: Characters of one narrative line, answer or note.
LINE: Final = 4_000
#: Characters of a name, number, reference or other short field.
SHORT: Final = 200

#: Control characters but tab and new line, surrogates, marks and overrides of direction.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+"
)


def cleaned(text: str, limit: int = LINE) -> str:
    """``text`` without what stores and screens cannot carry, bounded to ``limit`` characters.

    NUL and other control characters, lone surrogates and bidirectional overrides are removed;
    line ends become a single newline; the ends are stripped.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub("", unified).strip()[:limit].rstrip()


def one_line(text: str, limit: int = SHORT) -> str:
    """``text`` cleaned and on one line."""
    return " ".join(cleaned(text, limit * 2).split())[:limit].rstrip()
