"""Labels. Every text on a screen comes through here: plain, bounded, never read as mark-up.

`packaging/plain_text_gate.py` holds that no other module makes a label, a hint or a caption.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

Look = Literal[
    "", "heading", "small", "second", "strong", "first", "story", "key", "chip", "open", "line"
]
#: Characters that one label shows at most; what is longer ends in an ellipsis.
SHOWN: Final = 2_000
#: Characters of a button's caption or of a hint.
CAPTION: Final = 120
HINT: Final = 600
#: A single line with more characters than this may be cut off rather than widen its window.
_LONG: Final = 40
_LONG_LEAST: Final = 160
#: Controls, overrides of the writing direction, halves of surrogate pairs, separators of lines and
#: paragraphs: none has a shape of its own, and some make words read as others.
_SHAPELESS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
#: More marks on one letter than any language writes: they would cover the lines above and below.
_PILED: Final = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


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
    """Put ``text`` on a label, as `shown`. A long single line gives way instead of its window."""
    label.setText(shown(text))
    if len(text) > _LONG and not label.wordWrap() and label.minimumWidth() == 0:
        label.setMinimumWidth(_LONG_LEAST)


def shown(text: str, limit: int = SHOWN) -> str:
    """``text`` as it may be drawn: bounded, and a mark where a character has no shape."""
    bounded = text if len(text) <= limit else text[: limit - 1] + "…"
    if bounded.isascii() and bounded.isprintable():
        return bounded
    return _PILED.sub(r"\1", _SHAPELESS.sub("\ufffd", bounded))


def caption(text: str) -> str:
    """``text`` for a button or a box to tick: an ampersand in it is one, never a short-cut."""
    return shown(text, CAPTION).replace("&", "&&")


def hint(widget: QWidget, text: str) -> None:
    """Give ``widget`` a hint that shows ``text`` literally; a screen reader hears it as it is.

    Qt reads a hint as mark-up when it looks like it, so that it is written as mark-up here.
    """
    plain = shown(text, HINT)
    lines = escape(plain).replace("\n", "<br>")
    widget.setToolTip(f"<qt>{lines}</qt>" if plain else "")
    widget.setAccessibleDescription(plain)


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
