"""One line that says as much as there is room for, in whole words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.words import say

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workstation.ui.pieces.words import Look


class FittingLine(Elided):
    """Given several wordings, it shows the first that fits; the last may end in an ellipsis."""

    def __init__(self, look: Look = "") -> None:
        super().__init__("", look)
        self._wordings: tuple[str, ...] = ("",)

    def offer(self, *wordings: str) -> None:
        """Say the first of ``wordings`` that fits; a screen reader hears the first of all."""
        self._wordings = wordings or ("",)
        self.setAccessibleName(self._wordings[0])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be more room, or less."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        fitting = (one for one in self._wordings if metrics.horizontalAdvance(one) <= room)
        say(self, next(fitting, self._wordings[-1]))
