"""Find: one line that finds by their words what a list offers: forms, keys, questions, calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from workstation.ui.pieces.found import Found
from workstation.ui.pieces.found_rows import FoundRows
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

#: Each (deed, words), or a `Found`, which says more.
Offered = Sequence[tuple[str, ...]]
FIND: Final = "Find"
WANTED: Final = "Type what you want to do"


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
        self._title = plain_label(FIND, "strong")
        self._line = QLineEdit()
        self._line.setAccessibleName("Find a form or a key")
        self._line.textEdited.connect(self._narrow)
        self._line.returnPressed.connect(self._pick)
        self._line.installEventFilter(self)
        self._list = FoundRows()
        self._list.itemClicked.connect(lambda _: self._pick())
        for widget in (self._title, self._line, self._list):
            inner.addWidget(widget)
        self._every: Offered = ()

    def open(self, every: Offered, title: str = FIND, asks: str = WANTED) -> None:
        """Offer ``every``, all of it until something is typed; ``asks`` says what for."""
        self._every = every
        say(self._title, title)
        self._line.setPlaceholderText(asks)
        self._line.clear()
        self._narrow("")
        self.opened.emit()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self, every: Offered) -> None:
        """Offer ``every`` instead; what is typed and where the focus is stay."""
        self._every = every
        self._narrow(self._line.text())

    @property
    def every(self) -> Offered:
        """What is offered."""
        return self._every

    @property
    def found(self) -> str:
        """The deed that Enter would pick, empty when nothing is found."""
        return self._list.deed

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
        every = [(one, one.whole.lower()) for one in (Found(*offered) for offered in self._every)]
        found = [both for both in every if all(word in both[1] for word in words)]
        found.sort(key=lambda both: " ".join(words) not in both[1])
        self._list.list_all(one for one, _ in found)

    def _pick(self) -> None:
        deed = self.found
        self.leave()
        if deed:
            self.picked.emit(deed)
