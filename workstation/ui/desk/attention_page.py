"""Needs attention: what the hub did not take, to read and to settle by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout

from workstation.ui.desk.reading.attention import EMPTY
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.digits import word
from workstation.ui.pieces.panel import row
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.reading.attention import AttentionRow

_ID: Final = Qt.ItemDataRole.UserRole
#: (words, cap, what is done with the item under the keys)
WAYS: Final = (
    ("Say it again …", "Enter", "again"),
    ("Keep in a file …", "K", "export"),
    ("Dealt with …", "D", "dealt_with"),
)


class AttentionPage(QFrame):
    """Docked like a form. Signals: ``asked`` (way, event id); ``opened``; ``left``."""

    asked = Signal(str, str)
    opened = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "raised")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.addWidget(plain_label("Needs attention   Shift+F2", "strong"))
        self._empty = plain_label(EMPTY, "second", wrap=True)
        self.rows = _Rows()
        self.rows.asked.connect(self._ask)
        inner.addWidget(self._empty)
        inner.addWidget(self.rows, 1)
        self._buttons = row(*(self._button(*one) for one in WAYS))
        inner.addWidget(self._buttons)
        inner.addWidget(plain_label("Up and down · Esc back · nothing leaves unnoted", "small"))

    def open(self, rows: tuple[AttentionRow, ...]) -> None:
        """Show ``rows``, the first under the keys."""
        self.show_rows(rows)
        self.rows.setCurrentRow(0)
        self.opened.emit()
        self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_rows(self, rows: tuple[AttentionRow, ...]) -> None:
        """The rows as they are now; whoever walks through them stays where they are."""
        self.rows.show_rows(rows)
        self._empty.setVisible(not rows)
        self._buttons.setVisible(bool(rows))

    def _button(self, words: str, cap: str, way: str) -> CapButton:
        button = CapButton(words, cap)
        button.clicked.connect(lambda: self._ask(way))
        return button

    def _ask(self, way: str) -> None:
        if event_id := self.rows.here:
            self.left.emit()
            self.asked.emit(way, event_id)


class _Rows(QListWidget):
    """Signals: ``asked`` with the way out of the row under the keys; ``moved``: it is another."""

    asked = Signal(str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Needs attention")
        self.setWordWrap(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemDoubleClicked.connect(lambda _: self.asked.emit("again"))
        self.currentRowChanged.connect(self.moved)
        self._shown: tuple[AttentionRow, ...] = ()

    @property
    def here(self) -> str:
        """The event of the row under the keys, empty where there is none."""
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def show_rows(self, rows: tuple[AttentionRow, ...]) -> None:
        """As `AttentionPage.show_rows`."""
        if rows == self._shown:
            return
        ids = [one.event_id for one in rows]
        same = ids == [one.event_id for one in self._shown]
        here, at = self.here, self.currentRow()
        self._shown = rows
        if not same:
            self.clear()
        for n, one in enumerate(rows):
            if not same:
                self.addItem("")
            item = self.item(n)
            item.setText(one.spoken)
            item.setData(_ID, one.event_id)
        if not same and rows:
            self.setCurrentRow(ids.index(here) if here in ids else min(max(at, 0), len(rows) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says it again, a letter takes one of the other ways."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        cap = "Enter" if enter else event.text().upper()
        way = next((way for _, key, way in WAYS if key == cap), "")
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if way and (plain or event.modifiers() == Qt.KeyboardModifier.ShiftModifier):
            self.asked.emit(way)
        elif word(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
