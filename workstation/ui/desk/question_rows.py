"""The list of questions: letter, title, and at the right end what was answered and its circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workstation.ui.theme.shapes import state_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.ui.desk.reading.asking import QuestionRow

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = Qt.ItemDataRole.UserRole
TALL: Final = 36


class QuestionRows(QListWidget):
    """Signals: ``chosen`` with the key of a question."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Questions for this incident type")
        self.setMinimumHeight(px(2 * TALL))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Paints(self))
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(_ROW).key))
        self._drawn: tuple[QuestionRow, ...] = ()

    def show_rows(self, rows: tuple[QuestionRow, ...]) -> None:
        """List ``rows``; nothing is done when they are as they were."""
        if rows == self._drawn:
            return
        self._drawn = rows
        self.clear()
        for one in rows:
            item = QListWidgetItem(f"{one.letter}   {one.title}      {one.answer}")
            item.setData(_ROW, one)
            self.addItem(item)


class _Paints(QStyledItemDelegate):
    """Paints one row; a screen reader hears the item's text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of text with room around it."""
        return QSize(0, px(TALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Letter, title, answer, circle; a rule below."""
        row, worn = index.data(_ROW), tokens()
        place = QRect(option.rect)
        painter.save()
        painter.setPen(QColor(worn.rule))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        side = px(16)
        circle = QRect(place.right() - side, place.center().y() - side // 2, side, side)
        colour = worn.text if row.state == "answered" else worn.text2
        state_icon(row.state, colour).paint(painter, circle)
        text = place.adjusted(0, 0, -side - px(8), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(worn.text2))
        painter.drawText(text, middle, row.letter)
        font.setBold(False)
        painter.setFont(font)
        title = text.adjusted(px(28), 0, -int(text.width() * 0.42), 0)
        painter.setPen(QColor(worn.text))
        painter.drawText(title, middle, _elided(painter, row.title, title.width()))
        answer = text.adjusted(int(text.width() * 0.6), 0, 0, 0)
        painter.setPen(QColor(colour))
        words = _elided(painter, row.answer, answer.width())
        painter.drawText(answer, middle | Qt.AlignmentFlag.AlignRight, words)
        painter.restore()


def _elided(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
