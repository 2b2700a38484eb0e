"""This shift: what came of every answered call, and the hours, to walk through by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from workstation.ui.desk.shift_paint import GAP, ROW, SIDE, ShiftPaints
from workstation.ui.pieces.digits import word
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.reading.shift_row import ShiftRow


class ShiftPage(QFrame):
    """Docked like a form, and nothing in it can be changed.

    Signals: ``picked`` with the deed of a row; ``opened``; ``left``.
    """

    picked = Signal(str)
    opened = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "raised")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.addWidget(plain_label("This shift   Shift+F3", "strong"))
        self.rows = _Rows()
        self.rows.entered.connect(self._pick)
        inner.addWidget(self.rows, 1)
        hint = "Up and down · Enter goes to a call, or opens what is behind a figure · Esc back"
        inner.addWidget(plain_label(hint, "small", wrap=True))

    def open(self, rows: tuple[ShiftRow, ...], at: str = "") -> None:
        """Show ``rows``; under the keys is that of the deed ``at``, or the first that has any."""
        self.show_rows(rows)
        named = [n for n, row in enumerate(rows) if row.deed]
        same = [n for n in named if rows[n].deed == at]
        self.rows.setCurrentRow(next(iter((*same, *named)), 0))
        self.opened.emit()
        self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_rows(self, rows: tuple[ShiftRow, ...]) -> None:
        """The rows as they are now; whoever walks through them stays where they are."""
        self.rows.show_rows(rows)

    def show_picture(self, plot: str, picture: QPixmap) -> None:
        """The newest picture of a plot."""
        self.rows.show_picture(plot, picture)

    def _pick(self, deed: str) -> None:
        self.left.emit()
        self.picked.emit(deed)


class _Rows(QListWidget):
    """Signals: ``entered`` with the deed of the row that was entered or clicked; ``moved`` the row
    under the keys is elsewhere now; ``room`` pictures have another width; ``scrolled`` by how many
    pixels whatever this stands in is to move; ``drawn`` the plot whose picture is another now.
    """

    entered = Signal(str)
    moved = Signal()
    room = Signal()
    scrolled = Signal(int)
    drawn = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("This shift")
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._paints = ShiftPaints(self)
        self.setItemDelegate(self._paints)
        self.itemClicked.connect(self._enter)
        self.currentRowChanged.connect(self.moved)
        self._shown: tuple[ShiftRow, ...] = ()

    @property
    def picture_wide(self) -> int:
        """Pixels that a picture may be wide."""
        return max(1, self.viewport().width() - 2 * px(SIDE))

    def show_rows(self, rows: tuple[ShiftRow, ...]) -> None:
        """As `ShiftPage.show_rows`."""
        if rows == self._shown:
            return
        here, at = self._deed(self.currentItem()), self.currentRow()
        self._shown = rows
        self.clear()
        for row in rows:
            item = QListWidgetItem(shown_line(row.spoken))
            item.setData(ROW, row)
            self.addItem(item)
        same = (n for n, row in enumerate(rows) if here and row.deed == here)
        self.setCurrentRow(next(same, min(max(at, 0), len(rows) - 1)))

    def show_picture(self, plot: str, picture: QPixmap) -> None:
        """As `ShiftPage.show_picture`."""
        self._paints.pictures[plot] = picture
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
        self.drawn.emit(plot)

    def picture(self, plot: str) -> QPixmap:
        """What is shown of a plot; nothing before it was drawn."""
        return self._paints.pictures.get(plot, QPixmap())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to what the row names; a row taller than the room is walked through."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.currentItem())
        elif word(event):
            event.ignore()
        elif not self._walks(event.key()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows wrap anew; the one under the keys stays in sight."""
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())
        self.moved.emit()
        self.room.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Another look or scale: pictures are drawn anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.room.emit()

    def _walks(self, key: int) -> bool:
        """Whether the key moved within the row, because there is more of it to be seen."""
        place = self.visualItemRect(self.currentItem())
        seen = self.viewport().visibleRegion().boundingRect()
        down = key == Qt.Key.Key_Down
        more = place.bottom() - seen.bottom() if down else seen.top() - place.top()
        tall = place.height() > seen.height()
        if key not in (Qt.Key.Key_Down, Qt.Key.Key_Up) or not tall or more <= px(GAP):
            return False
        step = min(more, seen.height() * 4 // 5) * (1 if down else -1)
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + step)
        if rest := step - (bar.value() - before):
            self.scrolled.emit(rest)
        return True

    def _enter(self, item: QListWidgetItem | None) -> None:
        if deed := self._deed(item):
            self.entered.emit(deed)

    @staticmethod
    def _deed(item: QListWidgetItem | None) -> str:
        return str(item.data(ROW).deed) if item is not None else ""
