"""A label of one line that ends in an ellipsis where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from workstation.ui.pieces.words import Look, say


class Elided(QLabel):
    """Plain, bounded, never wider than its place; a screen reader hears all of it."""

    def __init__(self, text: str = "", look: Look = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if look:
            self.setProperty("look", look)
        self.setMinimumWidth(1)
        say(self, text)

    def sizeHint(self) -> QSize:
        """No room for no words."""
        wanted = super().sizeHint()
        return wanted if self.text() else QSize(0, wanted.height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(1, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        self.style().drawItemText(
            painter,
            room,
            Qt.AlignmentFlag.AlignVCenter.value,
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )
