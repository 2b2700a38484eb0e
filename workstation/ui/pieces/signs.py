"""A small drawn sign as a label; the word it stands for is beside it and in its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from workstation.ui.pieces.words import Look
    from workstation.ui.theme.signs import Sign


def pictured(icon: QIcon, side: int = 16) -> QLabel:
    """``icon`` as a label of ``side`` pixels at 100 %."""
    label = plain_label()
    label.setPixmap(icon.pixmap(px(side), px(side)))
    label.setFixedWidth(px(side))
    return label


def signed(sign: Sign, text: str, look: Look = "", *, after: QWidget | None = None) -> QWidget:
    """A sign and its words in a line; ``after`` stands at the right end."""
    holder = QWidget()
    holder.setProperty("look", "bare")
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(8))
    line.addWidget(pictured(sign_icon(sign, tokens().text)))
    line.addWidget(plain_label(text, look, wrap=True), 1)
    if after is not None:
        line.addWidget(after)
    return holder
