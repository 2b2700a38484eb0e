"""The news line: the last few sentences that the person at the desk was told."""

from __future__ import annotations

from collections import deque
from typing import Final

from workstation.desk.changes import Change, Changes

NEWS_KEPT: Final = 5


class NewsLine:
    """What was told, oldest first and bounded."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._told: deque[str] = deque(maxlen=NEWS_KEPT)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The newest sentences, newest last."""
        return tuple(self._told)

    def tell(self, sentence: str) -> None:
        """Put a sentence on the line, unless it stands there last already."""
        if not self._told or self._told[-1] != sentence:
            self._told.append(sentence)
        self._changes.publish(Change.NEWS)
