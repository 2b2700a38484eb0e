"""A small drawn sign; the word it stands for is beside it, or is its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workstation.ui.pieces.words import plain_label, say
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
        self._drawn: tuple[object, QPixmap] = (None, QPixmap())
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
        as_drawn = (self._icon.cacheKey(), mode, self.devicePixelRatioF())
        if self._drawn[0] != as_drawn:
            size = QSize(self._side, self._side)
            self._drawn = as_drawn, self._icon.pixmap(size, as_drawn[2], mode)
        QPainter(self).drawPixmap(place, self._drawn[1])


def named(icon: QIcon, name: str, side: int = 16) -> QLabel:
    """``icon`` where no word stands beside it: an image with a name."""
    label = plain_label()
    label.setFixedWidth(px(side))
    draw_named(label, icon, name, side)
    return label


def draw_named(label: QLabel, icon: QIcon, name: str, side: int = 16) -> None:
    """Another icon where `named` put one, under its name."""
    label.setPixmap(icon.pixmap(px(side), px(side)))
    label.setAccessibleName(name)


class Signed(QWidget):
    """A sign and its words in a line; ``after`` stands at the right end."""

    def __init__(self, look: Look = "", *, after: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("look", "bare")
        self._sign, self._words = Picture(), plain_label("", look, wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self._sign)
        line.addWidget(self._words, 1)
        if after is not None:
            line.addWidget(after)

    def say(self, sign: Sign, text: str) -> None:
        """Other words, or another sign."""
        self._sign.draw(sign_icon(sign, tokens().text))
        say(self._words, text)


def signed(sign: Sign, text: str, look: Look = "", *, after: QWidget | None = None) -> QWidget:
    """A `Signed` with its words."""
    line = Signed(look, after=after)
    line.say(sign, text)
    return line
