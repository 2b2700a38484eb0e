"""References given to callers: the desk's own block, a running number, a check letter.

They are valid whether or not the link is up, because each desk counts in its own block.
"""

from __future__ import annotations

import re
from typing import Final

_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"
_SHAPE: Final = re.compile(r"^([A-Z0-9]{1,8})-(\d{4,9})-([A-Z])$")


def reference(block: str, number: int) -> str:
    """The reference with the running ``number`` (from 1) of the desk that owns ``block``."""
    body = f"{block}-{number:04d}"
    return f"{body}-{_check(body)}"


def is_reference(text: str) -> bool:
    """Whether ``text`` is whole: a wrong or swapped character does not pass."""
    found = _SHAPE.match(text.strip().upper())
    return found is not None and _check(f"{found[1]}-{found[2]}") == found[3]


def _check(body: str) -> str:
    total = sum(place * ord(char) for place, char in enumerate(body, start=2))
    return _LETTERS[total % len(_LETTERS)]
