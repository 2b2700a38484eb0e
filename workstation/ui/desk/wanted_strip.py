"""What this caller is to be asked, or was promised: a quiet banner at the foot, with one key.

It takes its room from the questions and never from what is typed, and never takes the focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from workstation.ui.desk.reading.wanted import key_words, strip_words
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class WantedStrip(QFrame):
    """There only while there is something to ask or to know."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self.setAccessibleName("Asked of this caller")
        inner = QHBoxLayout(self)
        inner.setContentsMargins(px(16), px(6), px(16), px(6))
        self._words = plain_label("", "strong", wrap=True)
        self._key = plain_label("", "key")
        inner.addWidget(self._words, 1)
        inner.addWidget(self._key)
        self.hide()

    def show_call(self, call: CallView | None, now_utc: str) -> None:
        """Say what is wanted of the caller on the screen."""
        wanted = call.wanted if call else ()
        say(self._words, strip_words(wanted, now_utc))
        say(self._key, key_words(wanted))
        self.setVisible(bool(wanted))
