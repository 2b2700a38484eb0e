"""The outcome bar: what can happen now, and what each still needs. F12 is never disabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workstation.ui.desk.reading.handing import Tile, tiles
from workstation.ui.pieces.words import hint, plain_label, say

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class OutcomeBar(QWidget):
    """Signals: ``pressed`` with the key of an outcome."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(64)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(16, 6, 16, 6)
        self._line.setSpacing(8)
        self._made: dict[str, _Button] = {}

    def show_call(self, call: CallView) -> None:
        """Say of each outcome whether it can go, or what it needs."""
        for tile in tiles(call):
            if tile.key not in self._made:
                button = _Button(tile)
                button.clicked.connect(lambda _=False, key=tile.key: self.pressed.emit(key))
                self._made[tile.key] = button
                self._line.addWidget(button, 1)
            self._made[tile.key].say(tile)


class _Button(QPushButton):
    """A tile of two lines: key and name; what it needs."""

    def __init__(self, tile: Tile) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("look", "send" if tile.key == "send_now" else "tile")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(12, 4, 12, 4)
        inner.setSpacing(0)
        name = tile.name.upper() if tile.key == "send_now" else tile.name
        self._name = plain_label(f"{tile.function_key}  {name}", "strong")
        self._words = plain_label("", "small")
        for label in (self._name, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setMinimumWidth(1)
            inner.addWidget(label)

    def say(self, tile: Tile) -> None:
        """Show the second line; a screen reader hears both."""
        say(self._words, tile.words)
        hint(self, tile.words)
        self.setAccessibleName(f"{tile.function_key} {tile.name}: {tile.words}")
