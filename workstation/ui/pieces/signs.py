"""A small drawn sign; the word it stands for is beside it, or is its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.ui.pieces.words import Look
    from workstation.ui.theme.signs import Sign


class Picture(QWidget):
    """An icon of ``side`` pixels at 100 %. To a screen reader it is no image: the word beside it is
    all there is to hear.
    """

    def __init__(self, icon: QIcon | None = None, side: int = 16) -> None:
        super().__init__()
        self._icon, self._side = icon or QIcon(), px(side)
        self.setFixedWidth(self._side)

    def draw(self, icon: QIcon) -> None:
        """Show another."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        """Never less."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the middle of the line."""
        place = QRect(0, (self.height() - self._side) // 2, self._side, self._side)
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        self._icon.paint(QPainter(self), place, Qt.AlignmentFlag.AlignCenter, mode)


def named(icon: QIcon, name: str, side: int = 16) -> QLabel:
    """``icon`` where no word stands beside it: an image with a name."""
    label = plain_label()
    label.setPixmap(icon.pixmap(px(side), px(side)))
    label.setFixedWidth(px(side))
    label.setAccessibleName(name)
    return label


def signed(sign: Sign, text: str, look: Look = "", *, after: QWidget | None = None) -> QWidget:
    """A sign and its words in a line; ``after`` stands at the right end."""
    holder = QWidget()
    holder.setProperty("look", "bare")
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(8))
    line.addWidget(Picture(sign_icon(sign, tokens().text)))
    line.addWidget(plain_label(text, look, wrap=True), 1)
    if after is not None:
        line.addWidget(after)
    return holder
