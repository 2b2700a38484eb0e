"""Labels. Every text on a screen comes through here: plain, bounded, never read as mark-up."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

Look = Literal[
    "", "heading", "small", "second", "strong", "first", "story", "key", "chip", "open", "line"
]
#: Characters that one label shows at most; what is longer ends in an ellipsis.
SHOWN: Final = 2_000


def plain_label(text: str = "", look: Look = "", *, wrap: bool = False) -> QLabel:
    """A label that shows ``text`` literally, whatever a caller or another system put into it."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        label.setProperty("look", look)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        label.setMinimumWidth(1)
    say(label, text)
    return label


def say(label: QLabel, text: str) -> None:
    """Put ``text`` on a label, bounded."""
    label.setText(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")


def wear(widget: QWidget, look: str) -> None:
    """Give a widget another look and show it at once."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def rule() -> QFrame:
    """A thin line between panels."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("look", "rule")
    return line
