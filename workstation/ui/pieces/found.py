"""What the finder offers: what it is in words, what more there is to it, and its key."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """``deed`` is what picking it does. ``more`` is found too, and stands behind the words."""

    deed: str
    words: str
    more: str = ""
    key: str = ""

    @property
    def whole(self) -> str:
        """All of it in one line: what is looked through, and what a screen reader hears."""
        said = f"{self.words}: {self.more}" if self.more else self.words
        return f"{said}   {self.key}" if self.key else said
