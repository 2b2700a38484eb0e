"""What a line offers to complete it with: the arrows walk, Enter takes, nothing is forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from workstation.ui.pieces.choice_list import fit_height
from workstation.ui.pieces.shown import shown_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.ui.pieces.form import Choices

_VALUE = Qt.ItemDataRole.UserRole


class Offers(QListWidget):
    """There while its line has the keyboard.

    Signals: ``taken`` with the value of the offer that was clicked or taken with Enter; ``offered``
    whether there is something to take.
    """

    taken = Signal(str)
    offered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Offers for what is typed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.taken.emit(item.data(_VALUE)))
        self._complete: Callable[[str], Choices] | None = None
        self.hide()

    def serve(self, line: QLineEdit, complete: Callable[[str], Choices]) -> None:
        """Offer for ``line`` from now on."""
        self._complete = complete
        line.textEdited.connect(self._offer)
        line.installEventFilter(self)

    def rest(self) -> None:
        """Offer nothing any more."""
        self._complete = None
        self.clear()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk the offers; Enter takes the one that is walked to."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._appear(there=event.type() == QEvent.Type.FocusIn and bool(self.count()))
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.count():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.currentRow() + step
                self.setCurrentRow(max(-1, min(row, self.count() - 1)))
                return True
            item = self.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
                self.taken.emit(item.data(_VALUE))
                return True
        return super().eventFilter(watched, event)

    def _offer(self, text: str) -> None:
        self.clear()
        offers = self._complete(text) if self._complete and text.strip() else ()
        for value, words in offers:
            item = QListWidgetItem(shown_line(words))
            item.setData(_VALUE, value)
            self.addItem(item)
        self.setCurrentRow(-1)
        fit_height(self)
        self._appear(there=bool(offers))

    def _appear(self, *, there: bool) -> None:
        self.setVisible(there)
        self.offered.emit(there)
