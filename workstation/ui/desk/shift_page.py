"""This shift: what came of every answered call, to read and to walk through by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.ui.desk.reading.shift import ShiftRow

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = Qt.ItemDataRole.UserRole
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
#: Pixels at 100 %: a column of figures, at the sides and above and below of a row, an indent.
FIGURES, SIDE, GAP, INDENT = 136, 8, 4, 24


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
        inner.addWidget(plain_label("Up and down · Enter goes to a call · Esc back", "small"))

    def open(self, rows: tuple[ShiftRow, ...]) -> None:
        """Show ``rows`` with the first that names a call under the keys."""
        self.show_rows(rows)
        named = (n for n, row in enumerate(rows) if row.deed)
        self.rows.setCurrentRow(next(named, 0))
        self.opened.emit()
        self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_rows(self, rows: tuple[ShiftRow, ...]) -> None:
        """The rows as they are now; whoever walks through them stays where they are."""
        self.rows.show_rows(rows)

    def _pick(self, deed: str) -> None:
        self.left.emit()
        self.picked.emit(deed)


class _Rows(QListWidget):
    """Signals: ``entered`` with the deed of the row that was entered or clicked; ``moved`` the row
    under the keys is elsewhere now.
    """

    entered = Signal(str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("This shift")
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setItemDelegate(_Paints(self))
        self.itemClicked.connect(self._enter)
        self.currentRowChanged.connect(self.moved)
        self._shown: tuple[ShiftRow, ...] = ()

    def show_rows(self, rows: tuple[ShiftRow, ...]) -> None:
        """As `ShiftPage.show_rows`."""
        if rows == self._shown:
            return
        here, at = self._deed(self.currentItem()), self.currentRow()
        self._shown = rows
        self.clear()
        for row in rows:
            item = QListWidgetItem(shown_line(row.spoken))
            item.setData(_ROW, row)
            self.addItem(item)
        same = (n for n, row in enumerate(rows) if here and row.deed == here)
        self.setCurrentRow(next(same, min(max(at, 0), len(rows) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the call that the row names."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.currentItem())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows wrap anew; the one under the keys stays in sight."""
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())
        self.moved.emit()

    def _enter(self, item: QListWidgetItem | None) -> None:
        if deed := self._deed(item):
            self.entered.emit(deed)

    @staticmethod
    def _deed(item: QListWidgetItem | None) -> str:
        return str(item.data(_ROW).deed) if item is not None else ""


class _Paints(QStyledItemDelegate):
    """Words at the left, figures in two columns at the right; a screen reader hears the item."""

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the words need beside the figures."""
        row = index.data(_ROW)
        whole = QRect(0, 0, self._list.viewport().width(), 10_000)
        words, _, _ = _places(row, whole)
        metrics = QFontMetrics(_font(self._list.font(), row))
        tall = metrics.boundingRect(words, _WRAP.value, shown_line(row.words)).height()
        return QSize(0, max(px(24), tall) + 2 * px(GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """An alarm stands on its own ground and says so in words."""
        row, worn, place = index.data(_ROW), tokens(), QRect(option.rect)
        painter.save()
        ground = worn.alarm if row.look == "alarm" else worn.panel
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen and row.look != "alarm":
            ground = worn.soft
        painter.fillRect(place, QColor(ground))
        if chosen:
            painter.fillRect(place.left(), place.top(), px(4), place.height(), QColor(_bar(row)))
        quiet = row.look in ("head", "part")
        ink = worn.onalarm if row.look == "alarm" else worn.text2 if quiet else worn.text
        painter.setPen(QColor(ink))
        painter.setFont(_font(painter.font(), row))
        words, own, desk = _places(row, place)
        painter.drawText(words, _WRAP.value, shown_line(row.words))
        painter.drawText(own, _RIGHT.value, row.own)
        painter.drawText(desk, _RIGHT.value, row.desk)
        if row.look == "head":
            painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(worn.rule))
        painter.restore()


def _places(row: ShiftRow, place: QRect) -> tuple[QRect, QRect, QRect]:
    """Where the words and both figures of a row stand."""
    inner = place.adjusted(px(SIDE), px(GAP), -px(SIDE), -px(GAP))
    if row.look == "part":
        inner.setLeft(inner.left() + px(INDENT))
    if not row.desk:
        return inner, QRect(), QRect()
    wide = min(px(FIGURES), inner.width() // 3)
    desk = QRect(inner.right() - wide, inner.top(), wide, inner.height())
    own = desk.translated(-wide, 0)
    return inner.adjusted(0, 0, -2 * wide, 0), own, desk


def _bar(row: ShiftRow) -> str:
    return tokens().onalarm if row.look == "alarm" else tokens().accent


def _font(like: QFont, row: ShiftRow) -> QFont:
    font = QFont(like)
    font.setBold(row.look in ("alarm", "figure") and bool(row.desk))
    return font
