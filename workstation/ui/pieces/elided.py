"""A label that ends in an ellipsis where there is no room for all of it: one line, or a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from workstation.ui.pieces.words import say

if TYPE_CHECKING:
    from workstation.ui.pieces.words import Look


class Elided(QLabel):
    """Plain, bounded, never wider than its place; a screen reader hears all of it.

    ``lines`` is how many lines it may take; it keeps the room of all of them, so that nothing
    moves when its words change.
    """

    def __init__(self, text: str = "", look: Look = "", *, lines: int = 1) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if look:
            self.setProperty("look", look)
        self.setMinimumWidth(1)
        self._lines = lines
        self._asked: object = None
        self._fitting: list[str] = []
        self._tall = self._ascent = 0.0
        say(self, text)

    def sizeHint(self) -> QSize:
        """No room for no words."""
        wanted = super().sizeHint().expandedTo(QSize(0, self._height))
        return wanted if self.text() else QSize(0, wanted.height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(1, max(super().minimumSizeHint().height(), self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much as there is room for."""
        painter, room = QPainter(self), self.contentsRect()
        found = self.fitting(room.width())
        if len(found) == 1:  # at a point, which is half the price of a paragraph
            base = (room.height() - self._tall) / 2 + self._ascent
            painter.drawText(QPointF(room.left(), room.top() + base), found[0])
        elif found:
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter.value, "\n".join(found))

    def fitting(self, width: int) -> list[str]:
        """The lines as they are painted ``width`` pixels wide; the last may end in an ellipsis."""
        asked = (self.text(), width, self.font())
        if self._asked != asked:
            exactly = QFontMetricsF(self.font())
            self._tall, self._ascent = exactly.height(), exactly.ascent()
            self._asked, self._fitting = asked, self._broken(width)
        return self._fitting

    def _broken(self, width: int) -> list[str]:
        text, found = self.text(), list[str]()
        while text and len(found) < self._lines - 1:
            broken = self._first_line(text, width)
            found.append(broken.rstrip())
            text = text[len(broken) :]
        elide = Qt.TextElideMode.ElideRight
        return [*found, self.fontMetrics().elidedText(text, elide, width)] if text else found

    def _first_line(self, text: str, width: int) -> str:
        layout = QTextLayout(text, self.font())
        layout.setTextOption(QTextOption(self.alignment()))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(width, 1))
        layout.endLayout()
        return text[: line.textLength()]

    @property
    def _height(self) -> int:
        return self.fontMetrics().lineSpacing() * self._lines
