"""A list of painted rows, walked by keys from wherever the focus is; every row is one height."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate

from workstation.ui.desk.callers.painting import TALL
from workstation.ui.desk.callers.rows import Rows
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workstation.ui.desk.callers.rows import Spoken

#: Rows that are seen at least, however little room there is.
LEAST = 2
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}


class Listed(QListView):
    """Signals: ``moved`` another row is under the keys."""

    moved = Signal()

    def __init__(self, name: str, painter: QStyledItemDelegate) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(Rows(self))
        painter.setParent(self)
        self.setItemDelegate(painter)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(LEAST * px(TALL))

    @property
    def rows(self) -> tuple[Spoken, ...]:
        """What is listed."""
        model = self.model()
        return model.rows if isinstance(model, Rows) else ()

    @property
    def at(self) -> int:
        """The row under the keys, -1 where there is none."""
        return self.currentIndex().row()

    def show_rows(self, rows: tuple[Spoken, ...], at: int = 0) -> None:
        """List ``rows``, the one numbered ``at`` under the keys."""
        model = self.model()
        if isinstance(model, Rows):
            model.show_rows(rows)
        self.go(at)

    def add_rows(self, rows: tuple[Spoken, ...]) -> None:
        """List ``rows`` behind the others; what is under the keys or in sight stays."""
        model = self.model()
        if isinstance(model, Rows):
            model.add_rows(rows)

    def go(self, at: int) -> None:
        """To a row, or to the last there is."""
        last = len(self.rows) - 1
        if last >= 0:
            self.setCurrentIndex(self.model().index(min(max(at, 0), last), 0))
        self.moved.emit()

    def walk(self, event: QKeyEvent) -> bool:
        """Whether a key walked the list."""
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.rows:
            return False
        self.go(self.at + step)
        return True

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Say where the keys are."""
        super().currentChanged(current, previous)
        self.scrollTo(current)  # Qt would do it later, and whoever hears of it looks where it is
        self.moved.emit()
