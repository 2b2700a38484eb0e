"""The outcome bar: what can happen now, and what each still needs. F12 is never disabled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workstation.ui.desk.reading.handing import tiles
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.reading.handing import Tile


#: Below this width, at 100 %, a tile has its key above its name and nothing else.
BRIEF_BELOW: Final = 1000


class OutcomeBar(QWidget):
    """Signals: ``pressed`` with the key of an outcome."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(px(64))
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(px(16), px(6), px(16), px(6))
        self._line.setSpacing(px(8))
        self._made: dict[str, _Button] = {}

    def show_call(self, call: CallView) -> None:
        """Say of each outcome whether it can go, or what it needs."""
        self._fit()
        for tile in tiles(call):
            if tile.key not in self._made:
                button = _Button(tile)
                button.clicked.connect(lambda _=False, key=tile.key: self.pressed.emit(key))
                self._made[tile.key] = button
                self._line.addWidget(button, 1)
            self._made[tile.key].say(tile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less is said where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for button in self._made.values():
            button.brief(self.width() < px(BRIEF_BELOW))


class _Button(QPushButton):
    """A tile: key and name, and below them in two lines what it needs."""

    def __init__(self, tile: Tile) -> None:
        super().__init__()
        send = tile.key == "send_now"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setProperty("look", "send" if send else "tile")
        self._lines = inner = QVBoxLayout(self)
        inner.setContentsMargins(px(6), px(4), px(6), px(4))
        inner.setSpacing(px(2))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(px(8))
        cap = plain_label(tile.function_key, "key")
        cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name = name = plain_label(tile.name.upper() if send else tile.name, "strong")
        self._words = Elided("", "small", lines=2)
        self._top.addWidget(cap)
        self._top.addWidget(name, 1)
        inner.addLayout(self._top)
        inner.addWidget(self._words)
        for label in (cap, name, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        name.setMinimumWidth(1)

    def brief(self, brief: bool) -> None:
        """Key above name, which may take two lines; what it needs is left to the news line."""
        way = QBoxLayout.Direction
        self._top.setDirection(way.TopToBottom if brief else way.LeftToRight)
        self._top.setSpacing(px(2 if brief else 8))
        self._name.setWordWrap(brief)
        self._words.setVisible(not brief)

    def say(self, tile: Tile) -> None:
        """Show what it needs; a screen reader hears all of it."""
        say(self._words, tile.words)
        self.setAccessibleName(f"{tile.function_key} {tile.name}: {tile.words}")

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be; the words end in an ellipsis."""
        return self._lines.minimumSize()

    def sizeHint(self) -> QSize:
        """As its lines want it."""
        return self._lines.sizeHint()
