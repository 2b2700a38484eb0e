"""A panel: a heading with its key at the right end, and a body that answers one question."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.words import plain_label, rule, say
from workstation.ui.theme.worn import px


class Panel(QWidget):
    """Heading, note beside it, key cap, body. Subclasses fill ``self.body``."""

    def __init__(self, heading: str, key: str = "", *, last: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(heading)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(6))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(plain_label(heading.upper(), "heading"))
        self._note = Elided("", "small")
        self._right = Elided("", "small")
        top.addWidget(self._note)
        top.addStretch(1)
        top.addWidget(self._right)
        if key:
            top.addWidget(plain_label(key, "key"))
        inner.addLayout(top)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(4))
        inner.addLayout(self.body, 1)
        outer.addLayout(inner, 1)
        if not last:
            outer.addWidget(rule())

    def note(self, text: str) -> None:
        """A few small words beside the heading."""
        say(self._note, text)

    def right(self, text: str) -> None:
        """A few small words at the right end of the heading."""
        say(self._right, text)


def refill(layout: QLayout, widgets: Iterable[QWidget]) -> None:
    """Put ``widgets`` in place of what a layout held."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)


def row(*widgets: QWidget, stretch: int | None = None) -> QWidget:
    """Widgets side by side; ``stretch`` is the index that takes the room, the end by default."""
    holder = QWidget()
    holder.setProperty("look", "bare")
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(8))
    for n, widget in enumerate(widgets):
        line.addWidget(widget, 1 if n == stretch else 0)
    if stretch is None:
        line.addStretch(1)
    return holder
