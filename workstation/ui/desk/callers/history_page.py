"""A person's whole history: thousands of contacts, newest first, the one under the keys in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from workstation.ui.desk.callers.listed import Listed
from workstation.ui.desk.callers.painting import PaintsContacts
from workstation.ui.pieces.digits import word
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.callers.whole import ContactRow


class HistoryPage(QFrame):
    """Docked like a form. Signals: ``asked`` (way, caller id); ``opened``; ``left``."""

    asked = Signal(str, str)
    opened = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.caller_id = ""
        self.setProperty("look", "raised")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(6))
        self._title = plain_label("", "strong", wrap=True)
        self._state = plain_label("", "small", wrap=True)
        self.list = _Contacts()
        self.list.taken.connect(lambda: self.asked.emit("this_is", self.caller_id))
        self.list.moved.connect(self._show_whole)
        self._whole = plain_label("", "", wrap=True)
        for widget in (self._title, self._state):
            inner.addWidget(widget)
        inner.addWidget(self.list, 1)
        inner.addWidget(self._whole)
        keys = "Up and down · Enter: this is the caller · Ctrl+W people · Esc back"
        self._keys = plain_label(keys, "small", wrap=True)
        inner.addWidget(self._keys)

    def open(
        self, caller_id: str, title: str, state: str, contacts: tuple[ContactRow, ...]
    ) -> None:
        """Show them, the newest under the keys."""
        self.caller_id = caller_id
        say(self._title, title)
        say(self._state, state)
        self.list.show_rows(contacts)
        self.opened.emit()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def brief(self, brief: bool) -> None:
        """Without the keys and the contact in full, where there is hardly any room."""
        self._whole.setVisible(not brief)
        self._keys.setVisible(not brief)

    def leave(self) -> None:
        """It is read."""
        self.left.emit()

    def _show_whole(self) -> None:
        rows, at = self.list.rows, self.list.at
        say(self._whole, rows[at].spoken if 0 <= at < len(rows) else "")


class _Contacts(Listed):
    """Signals: ``taken`` Enter was pressed."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__("Whole history", PaintsContacts())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says who calls; everything else walks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif word(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
