"""Labels. Every text on a screen comes through here: plain, bounded, never read as mark-up.

`packaging/plain_text_gate.py` holds that no other module makes a label or a caption, and
that there are no hints: Qt reads them as mark-up.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QWidget

from workstation.ui.pieces.shown import SHOWN, shown, shown_line

Look = Literal[
    "",
    "heading",
    "small",
    "second",
    "strong",
    "first",
    "story",
    "key",
    "chip",
    "open",
    "line",
    "place",
]
#: Characters of a button's caption.
CAPTION: Final = 120
#: A single line with more characters than this may be cut off rather than widen its window.
_LONG: Final = 40
_LONG_LEAST: Final = 160


def plain_label(
    text: str = "", look: Look = "", *, wrap: bool = False, limit: int = SHOWN
) -> QLabel:
    """A label that shows ``text`` literally, whatever a caller or another system put into it."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        label.setProperty("look", look)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        label.setMinimumWidth(1)
    say(label, text, limit)
    return label


def say(label: QLabel, text: str, limit: int = SHOWN) -> None:
    """Put ``text`` on a label, as `shown`. A long single line gives way instead of its window."""
    label.setText(shown(text, limit) if label.wordWrap() else shown_line(text, limit))
    if len(text) > _LONG and not label.wordWrap() and label.minimumWidth() == 0:
        label.setMinimumWidth(_LONG_LEAST)


def caption(text: str) -> str:
    """``text`` for a button or a box to tick: an ampersand in it is one, never a short-cut."""
    return shown_line(text, CAPTION).replace("&", "&&")


def wear(widget: QWidget, look: str) -> None:
    """Give a widget another look and show it at once, with the room that the look needs."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def rule() -> QFrame:
    """A thin line between panels."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("look", "rule")
    return line
