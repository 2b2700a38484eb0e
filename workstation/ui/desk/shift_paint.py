"""How a row of the shift page is painted: words and figures, or a picture of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.ui.pieces.shown import shown_line
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.ui.desk.reading.shift_row import ShiftRow

Index = QModelIndex | QPersistentModelIndex
#: Where an item of the list keeps its `ShiftRow`.
ROW: Final = Qt.ItemDataRole.UserRole
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
#: Pixels at 100 %: a column of figures, at the sides and above and below of a row, an indent, and
#: the room of a picture that is not drawn yet.
FIGURES, SIDE, GAP, INDENT, AWAITED = 136, 8, 4, 24, 220


class ShiftPaints(QStyledItemDelegate):
    """Words at the left, figures in two columns at the right; a screen reader hears the item."""

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent
        #: The newest picture of each plot, by its key.
        self.pictures: dict[str, QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the words need beside the figures."""
        row = index.data(ROW)
        if row.picture:
            return QSize(0, self._room_of(row).height() + 2 * px(GAP))
        whole = QRect(0, 0, self._list.viewport().width(), 10_000)
        words, _, _ = _places(row, whole)
        metrics = QFontMetrics(_font(self._list.font(), row))
        tall = metrics.boundingRect(words, _WRAP.value, shown_line(row.words)).height()
        return QSize(0, max(px(24), tall) + 2 * px(GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """An alarm stands on its own ground and says so in words."""
        row, worn, place = index.data(ROW), tokens(), QRect(option.rect)
        painter.save()
        ground = worn.alarm if row.look == "alarm" else worn.panel
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen and row.look != "alarm":
            ground = worn.soft
        painter.fillRect(place, QColor(ground))
        if chosen:
            painter.fillRect(place.left(), place.top(), px(4), place.height(), QColor(_bar(row)))
        if row.picture:
            self._picture(painter, row, place)
            painter.restore()
            return
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

    def _room_of(self, row: ShiftRow) -> QSize:
        """How large a picture is shown: as wide as there is room, even before it is drawn anew."""
        wide = max(1, self._list.viewport().width() - 2 * px(SIDE))
        kept = self.pictures.get(row.picture)
        if kept is None or not kept.width():
            return QSize(wide, px(AWAITED))
        size = kept.deviceIndependentSize().toSize()
        return (
            QSize(wide, size.height())
            if wide >= size.width()
            else size.scaled(wide, size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        )

    def _picture(self, painter: QPainter, row: ShiftRow, place: QRect) -> None:
        inner = place.adjusted(px(SIDE), px(GAP), -px(SIDE), -px(GAP))
        kept = self.pictures.get(row.picture)
        if kept is None:
            painter.setPen(QColor(tokens().text2))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter.value, "Drawing the picture …")
            return
        size = kept.deviceIndependentSize().toSize()
        size.scale(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(inner.topLeft(), size), kept)


def _places(row: ShiftRow, place: QRect) -> tuple[QRect, QRect, QRect]:
    """Where the words and both figures of a row stand."""
    inner = place.adjusted(px(SIDE), px(GAP), -px(SIDE), -px(GAP))
    if row.look == "part":
        inner.setLeft(inner.left() + px(INDENT))
    if not row.desk:
        return inner, QRect(), QRect()
    wide = min(px(FIGURES), inner.width() // (4 if row.look == "hour" else 3))
    desk = QRect(inner.right() - wide, inner.top(), wide, inner.height())
    own = desk.translated(-wide, 0)
    one = row.look == "hour" and not row.own
    return inner.adjusted(0, 0, -wide if one else -2 * wide, 0), own, desk


def _bar(row: ShiftRow) -> str:
    return tokens().onalarm if row.look == "alarm" else tokens().accent


def _font(like: QFont, row: ShiftRow) -> QFont:
    font = QFont(like)
    font.setBold(row.look in ("alarm", "figure") and bool(row.desk))
    return font
