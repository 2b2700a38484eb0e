"""The rows of the finder: words, what more there is to them, and the key at the right end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workstation.ui.pieces.shown import shown_line
from workstation.ui.theme.tokens import SMALL
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from workstation.ui.pieces.found import Found

Index = QModelIndex | QPersistentModelIndex
_ONE: Final = Qt.ItemDataRole.UserRole
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
#: Pixels at 100 %: a row at the least, around its words, inside a key's cap.
TALL, EDGE, CAP = 28, 12, 6


class FoundRows(QListWidget):
    """One is current; the arrows are the business of the line above."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Found")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Paints(self))

    def list_all(self, found: Iterable[Found]) -> None:
        """List ``found``; the first is current."""
        self.clear()
        for one in found:
            item = QListWidgetItem(shown_line(one.whole))
            item.setData(_ONE, one)
            self.addItem(item)
        self.setCurrentRow(0)

    @property
    def deed(self) -> str:
        """What picking the current one does; empty when nothing is listed."""
        item = self.currentItem()
        return str(item.data(_ONE).deed) if item is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Paints(QStyledItemDelegate):
    """Paints one row; a screen reader hears the item's text."""

    def __init__(self, parent: FoundRows) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as its words need beside the key."""
        one = index.data(_ONE)
        width = self._list.viewport().width() - 2 * px(EDGE) - _cap_room(self._list.font(), one)
        metrics = QFontMetrics(self._list.font())
        room = QRect(0, 0, max(px(80), width), 10_000)
        tall = metrics.boundingRect(room, _WRAP.value, shown_line(one.words)).height()
        return QSize(0, max(px(TALL), tall + px(EDGE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row as the theme has it, then words, more of them in grey, and the cap."""
        one, worn = index.data(_ONE), tokens()
        self.initStyleOption(option, index)
        option.text = ""
        row = QStyle.ControlElement.CE_ItemViewItem
        self._list.style().drawControl(row, option, painter, self._list)
        painter.save()
        painter.setFont(self._list.font())
        place = QRect(option.rect).adjusted(px(EDGE), 0, -px(EDGE), 0)
        words = place.adjusted(0, 0, -_cap_room(painter.font(), one), 0)
        painter.setPen(QColor(worn.text))
        painter.drawText(words, _WRAP.value, shown_line(one.words))
        painter.setPen(QColor(worn.text2))
        if one.more:
            metrics = painter.fontMetrics()
            after = metrics.horizontalAdvance(shown_line(one.words)) + px(EDGE)
            rest = words.adjusted(after, 0, 0, 0)
            elide = Qt.TextElideMode.ElideRight
            more = metrics.elidedText(shown_line(one.more), elide, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, more)
        if one.key:
            _paint_cap(painter, place, one.key, QColor(worn.edge))
        painter.restore()


def _paint_cap(painter: QPainter, place: QRect, key: str, edge: QColor) -> None:
    painter.setFont(_small(painter.font()))
    metrics = painter.fontMetrics()
    wide, tall = metrics.horizontalAdvance(key) + 2 * px(CAP), metrics.height() + px(2)
    cap = QRect(place.right() - wide, place.center().y() - tall // 2, wide, tall)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.setPen(edge)
    painter.drawRoundedRect(cap, px(3), px(3))


def _cap_room(font: QFont, one: Found) -> int:
    """Pixels that the key takes at the right end."""
    if not one.key:
        return 0
    return QFontMetrics(_small(font)).horizontalAdvance(one.key) + 2 * px(CAP) + px(12)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(px(SMALL))
    return small
