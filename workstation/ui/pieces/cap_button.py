"""A button that says what it does, what it is about, and its key in a cap at the right end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.signs import Picture
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


class CapButton(QPushButton):
    """Icon, name, words, cap. It takes no focus: the keys stand on it and the mouse works too.

    ``lines`` is how many lines its words may take; several are small ones.
    """

    def __init__(
        self, name: str, cap: str = "", *, look: str = "", tall: int = 32, lines: int = 1
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if look:
            self.setProperty("look", look)
        self.setProperty("cap", True)
        self._tall = px(tall)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = Picture()
        self._name = Elided(name, "small" if look == "flat" else "strong")
        self._words = Elided("", "second" if lines == 1 else "small", lines=lines)
        self._cap = plain_label(cap, "key")
        self._cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line = line = QHBoxLayout(self)
        edge = px({"flat": 0, "marker": 4}.get(look, 8))
        line.setContentsMargins(edge, 0, edge, 0)
        line.setSpacing(px(6))
        line.addWidget(self._icon)
        line.addWidget(self._name)
        line.addWidget(self._words, 1)
        line.addWidget(self._cap)
        self._icon.hide()
        self._words.hide()
        self._cap.setVisible(bool(cap))
        for part in (self._icon, self._name, self._words, self._cap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{name}, {cap}" if cap else name)

    def say(self, name: str, words: str = "") -> None:
        """Say it anew."""
        say(self._name, name)
        say(self._words, words)
        self._words.setVisible(bool(words))

    def show_icon(self, icon: QIcon) -> None:
        """Put ``icon`` at the left end."""
        self._icon.draw(icon)
        self._icon.show()

    def sizeHint(self) -> QSize:
        """As its layout wants it; a button of itself asks for its text only."""
        return self._line.sizeHint().expandedTo(QSize(0, self._tall))

    def minimumSizeHint(self) -> QSize:
        """As small as its parts can be."""
        return self._line.minimumSize().expandedTo(QSize(0, self._tall))
