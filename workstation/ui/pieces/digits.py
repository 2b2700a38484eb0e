"""What a key says by itself: a digit that chooses, a letter, the sign of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

#: So many can be chosen by a digit.
NINE: Final = 9
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def digit(event: QKeyEvent) -> int:
    """The digit from 1 to 9 that was pressed by itself, 0 for any other key."""
    n = event.key() - Qt.Key.Key_0
    return n if event.modifiers() in _PLAIN and 1 <= n <= NINE else 0


def initial(event: QKeyEvent) -> str:
    """The letter that was pressed, small or capital, empty for any other key."""
    letter = event.text().lower()
    alone = event.modifiers() in (*_PLAIN, Qt.KeyboardModifier.ShiftModifier)
    return letter if letter.isalpha() and alone else ""


def word(event: QKeyEvent) -> str:
    """The sign that a key writes, where it begins or goes on with a word; empty for other keys."""
    alone = event.modifiers() in (*_PLAIN, Qt.KeyboardModifier.ShiftModifier)
    sign = event.text()
    return sign if alone and sign.isprintable() and not sign.isspace() else ""
