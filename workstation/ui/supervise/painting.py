"""How a line of the supervisor's list is painted: alarms on their own ground."""

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

from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.ui.supervise.reading import Shown

Index = QModelIndex | QPersistentModelIndex
_ALARM: Final = Qt.ItemDataRole.UserRole
#: Room around the words of an alarm, pixels at 100 %.
_LEFT, _RIGHT, _UP = 12, 8, 4
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
#: The keys walk past what is not enabled.
_HEAD: Final = Qt.ItemFlag.NoItemFlags
_LINE: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Paints(QStyledItemDelegate):
    """An alarm stands on its own ground and says so in words; a screen reader hears the item."""

    def __init__(self, shown_in: QListWidget) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Everything but an alarm as usual."""
        if not index.data(_ALARM):
            super().paint(painter, option, index)
            return
        worn, place = tokens(), QRect(option.rect)
        painter.save()
        painter.fillRect(place, QColor(worn.alarm))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place.left(), place.top(), px(4), place.height(), QColor(worn.onalarm))
        painter.setPen(QColor(worn.onalarm))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        inner = place.adjusted(px(_LEFT), px(_UP), -px(_RIGHT), -px(_UP))
        painter.drawText(inner, _WRAP.value, str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as what is painted."""
        usual, font = super().sizeHint(option, index), index.data(Qt.ItemDataRole.FontRole)
        if not index.data(_ALARM) or font is None:
            return usual
        wide = self._list.viewport().width() - px(_LEFT) - px(_RIGHT)
        words = QFontMetrics(font).boundingRect(0, 0, wide, 0, _WRAP.value, str(index.data()))
        return usual.expandedTo(QSize(0, words.height() + 2 * px(_UP)))


def dress(item: QListWidgetItem, one: Shown, like: QFont) -> None:
    """A heading is not walked to, nor a line that says that there is nothing."""
    item.setData(_ALARM, one.alarm)
    item.setFlags(_HEAD if one.head or one.idle else _LINE)
    font = QFont(like)
    font.setBold(one.head or one.alarm)
    item.setFont(font)
    item.setForeground(QColor(tokens().text2 if one.head else tokens().text))
