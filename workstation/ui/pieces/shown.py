"""What of a text may be drawn, whoever wrote it: bounded, and no character without a shape."""

from __future__ import annotations

import re
from typing import Final

#: Characters and lines that one place shows at most; what is longer ends in an ellipsis.
SHOWN: Final = 2_000
LINES: Final = 120
#: The same in a record: a line of the narrative (`workstation.domain.text.LINE`) with what it was
#: before has room.
IN_A_RECORD: Final = 5_000
#: Controls, overrides of the writing direction, halves of surrogate pairs, separators of lines and
#: paragraphs: none has a shape of its own, and some make words read as others.
_SHAPELESS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
_EMPTY_LINES: Final = re.compile(r"\n(?:[ \t]*\n){2,}")
#: More marks on one letter than any language writes: they would cover the lines above and below.
_PILED: Final = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def shown(text: str, limit: int = SHOWN) -> str:
    """``text`` as it may be drawn: bounded, and a mark where a character has no shape."""
    bounded = text if len(text) <= limit else text[: limit - 1] + "…"
    if bounded.isascii() and bounded.isprintable():
        return bounded
    seen = _PILED.sub(r"\1", _SHAPELESS.sub("\ufffd", bounded))
    lines = _EMPTY_LINES.sub("\n\n", seen).split("\n")
    return "\n".join(lines if len(lines) <= LINES else [*lines[:LINES], "…"])


def shown_line(text: str, limit: int = SHOWN) -> str:
    """The same on one line."""
    return " ".join(shown(text, limit).split("\n"))
