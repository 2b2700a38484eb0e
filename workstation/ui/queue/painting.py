"""How a row of the queue is painted: grade, what and where, at the right the clock that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workstation.ui.theme.shapes import grade_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.ui.queue.rows import RowWords

Index = QModelIndex | QPersistentModelIndex
_WORDS: Final = Qt.ItemDataRole.UserRole + 1
#: Pixels at 100 %: room around a row, of its shape, of the grade's name and of the clock.
_PAD, _SHAPE, _GRADE, _CLOCK = 8, 20, 92, 116
#: From these widths on the grade, and the clock, have a column of their own.
_WIDE, _NARROW = 520, 340
_WRAP: Final = Qt.TextFlag.TextWordWrap.value
_RIGHT: Final = Qt.AlignmentFlag.AlignRight.value | _WRAP


class _Piece(NamedTuple):
    """Words in their place. ``alarm``: on the ground of an alarm."""

    place: QRect
    words: str
    font: QFont
    second: bool = False
    flags: int = _WRAP
    alarm: bool = False


class Paints(QStyledItemDelegate):
    """A screen reader hears the item's text, which holds every word that is painted."""

    def __init__(self, shown_in: QListWidget) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A heading in small letters, or a row in its columns."""
        words: RowWords = index.data(_WORDS)
        worn, place = tokens(), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(worn.soft))
            painter.fillRect(place.left(), place.top(), px(4), place.height(), QColor(worn.accent))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(worn.rule))
        for piece in self._pieces(words):
            _draw(painter, piece._replace(place=piece.place.translated(place.topLeft())))
        if words.incident_id:
            icon = grade_icon(words.rank, worn.grade(words.rank))
            side = px(_SHAPE)
            at = place.topLeft()
            painter.drawPixmap(at.x() + px(_PAD), at.y() + px(_PAD), icon.pixmap(side, side))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as its words."""
        pieces = self._pieces(index.data(_WORDS))
        return QSize(px(_GRADE), max(p.place.bottom() for p in pieces) + px(_PAD))

    def _pieces(self, words: RowWords) -> list[_Piece]:
        like, wide = self._list.font(), self._list.viewport().width()
        small, strong = _sized(like, 0.86), _sized(like, 1.0, bold=True)
        if not words.incident_id:
            inner = QRect(px(_PAD), px(_PAD), wide - 2 * px(_PAD), 0)
            return [_set(inner, words.first, _sized(like, 0.8, bold=True), second=True)]
        left = 2 * px(_PAD) + px(_SHAPE)
        right = px(_CLOCK) if words.clock and wide >= px(_NARROW) else 0
        pieces = []
        if wide >= px(_WIDE):
            pieces.append(_set(QRect(left, px(_PAD), px(_GRADE), 0), words.grade, like))
            left += px(_GRADE)
            what = words.what
        else:
            what = f"{words.grade}   {words.what}"
        middle = QRect(left, px(_PAD), wide - left - right - px(_PAD), 0)
        lines = [(what, strong), (words.under, small), (words.third, small)]
        if words.clock and not right:
            lines.insert(0, (f"{words.clock} {words.note}", strong))
        pieces += _stacked(middle, lines)
        if right:
            place = QRect(wide - right - px(_PAD), px(_PAD), right, 0)
            clock = _set(place, words.clock, strong, flags=_RIGHT, alarm=words.alarm)
            below = QRect(place.left(), clock.place.bottom() + px(2), right, 0)
            pieces += [clock, _set(below, words.note, small, second=True, flags=_RIGHT)]
        return pieces


def dress(item: QListWidgetItem, words: RowWords) -> None:
    """Give an item its words; a heading is not walked to."""
    item.setData(_WORDS, words)
    item.setText("\n".join(filter(None, (words.first, words.second, words.third))))
    if not words.incident_id:
        item.setFlags(Qt.ItemFlag.NoItemFlags)


def _stacked(place: QRect, lines: list[tuple[str, QFont]]) -> list[_Piece]:
    """One below the other, empty ones left out; what is not bold is of less weight."""
    pieces: list[_Piece] = []
    for words, font in lines:
        if words:
            pieces.append(_set(place, words, font, second=not font.bold()))
            place = QRect(place.left(), pieces[-1].place.bottom() + px(2), place.width(), 0)
    return pieces


def _set(
    place: QRect,
    words: str,
    font: QFont,
    *,
    second: bool = False,
    flags: int = _WRAP,
    alarm: bool = False,
) -> _Piece:
    """``words`` as tall as they need within the width of ``place``."""
    tall = QFontMetrics(font).boundingRect(0, 0, place.width(), 0, flags, words).height()
    fitted = QRect(place.left(), place.top(), place.width(), tall)
    return _Piece(fitted, words, font, second, flags, alarm)


def _draw(painter: QPainter, piece: _Piece) -> None:
    worn = tokens()
    colour = worn.text2 if piece.second else worn.text
    painter.setFont(piece.font)
    if piece.alarm:
        inked = QFontMetrics(piece.font).boundingRect(piece.place, piece.flags, piece.words)
        painter.fillRect(inked.adjusted(-px(6), -px(1), px(4), px(1)), QColor(worn.alarm))
        colour = worn.onalarm
    painter.setPen(QColor(colour))
    painter.drawText(piece.place, piece.flags, piece.words)


def _sized(like: QFont, factor: float, *, bold: bool = False) -> QFont:
    font = QFont(like)
    font.setPixelSize(max(1, round(like.pixelSize() * factor)))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
