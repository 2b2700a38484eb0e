"""A line to type in that says what for, in as many words as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class AskingLine(QLineEdit):
    """What it asks for stands in it until somebody types, and is never cut off."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = self._brief = ""

    def ask(self, whole: str, brief: str) -> None:
        """Ask in ``whole`` words, in ``brief`` ones where there is no room for them."""
        self._whole, self._brief = whole, brief
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be more room, or less."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width() - px(24)
        fits = self.fontMetrics().horizontalAdvance(self._whole) <= room
        self.setPlaceholderText(self._whole if fits else self._brief)
