"""Find: one line that finds every form and every key by its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.worn import px

Found = tuple[str, str]


class Finder(QFrame):
    """Docked like the forms. Signals: ``picked`` with the name of a deed; ``opened``; ``left``."""

    picked = Signal(str)
    opened = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "raised")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        self._title = plain_label("Find", "strong")
        self._line = QLineEdit()
        self._line.setAccessibleName("Find a form or a key")
        self._line.setPlaceholderText("Type what you want to do")
        self._line.textEdited.connect(self._narrow)
        self._line.returnPressed.connect(self._pick)
        self._line.installEventFilter(self)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Found")
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda _: self._pick())
        for widget in (self._title, self._line, self._list):
            inner.addWidget(widget)
        self._every: Sequence[Found] = ()

    def open(self, every: Sequence[Found]) -> None:
        """Offer ``every`` (deed, words), all of them until something is typed."""
        self._every = every
        self._line.clear()
        self._narrow("")
        self.opened.emit()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self, every: Sequence[Found]) -> None:
        """Offer ``every`` instead; what is typed and where the focus is stay."""
        self._every = every
        self._narrow(self._line.text())

    @property
    def every(self) -> Sequence[Found]:
        """What is offered."""
        return self._every

    @property
    def found(self) -> str:
        """The deed that Enter would pick, empty when nothing is found."""
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def leave(self) -> None:
        """Nothing is looked for any more."""
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk the list while the focus stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self._list.count() - 1
                self._list.setCurrentRow(min(max(self._list.currentRow() + step, 0), last))
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        """What has every word that was typed; first what has them one after the other."""
        words = typed.lower().split()
        found = [one for one in self._every if all(word in one[1].lower() for word in words)]
        found.sort(key=lambda one: " ".join(words) not in one[1].lower())
        self._list.clear()
        for deed, text in found:
            item = QListWidgetItem(shown_line(text))
            item.setData(Qt.ItemDataRole.UserRole, deed)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _pick(self) -> None:
        item = self._list.currentItem()
        self.leave()
        if item is not None:
            self.picked.emit(item.data(Qt.ItemDataRole.UserRole))
