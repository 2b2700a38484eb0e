"""Paints rows of people and of their contacts: two lines each, signs always beside their words.

Twenty rows are painted at every key that is pressed, so nothing is made here twice.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.ui.desk.callers.rows import ROW
from workstation.ui.theme.shapes import grade_icon
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.tokens import BODY, SMALL
from workstation.ui.theme.worn import px, scale, tokens

if TYPE_CHECKING:
    from workstation.ui.desk.callers.rows import PersonRow
    from workstation.ui.desk.callers.whole import ContactRow
    from workstation.ui.theme.signs import Sign

Index = QModelIndex | QPersistentModelIndex
#: Pixels at 100 %: a row, its edges, a sign, the gap after it, the column of a day.
TALL, EDGE, SIDE, GAP, DAY = 48, 12, 14, 6, 108
#: Words whose width a font remembers: those of a few lists.
_REMEMBERED: Final = 2_000
_ELIDE: Final = Qt.TextElideMode.ElideRight


class Face:
    """A font of a row, which remembers how wide what it writes is."""

    def __init__(self, font: QFont) -> None:
        self.font, self._metrics = font, QFontMetrics(font)
        exactly = QFontMetricsF(font)
        self._tall, self._ascent = exactly.height(), exactly.ascent()
        self.exactly = lru_cache(_REMEMBERED)(exactly.horizontalAdvance)
        self.wide = lru_cache(_REMEMBERED)(self._metrics.horizontalAdvance)

    def base(self, top: int, tall: int) -> float:
        """Where letters stand in the middle of ``tall`` pixels below ``top``."""
        return top + (tall - self._tall) / 2 + self._ascent

    def fitting(self, text: str, room: int) -> str:
        """What ``room`` pixels take of ``text``, ending in an ellipsis where that is not all."""
        return text if self.wide(text) <= room else self._metrics.elidedText(text, _ELIDE, room)


class Fonts(NamedTuple):
    """The three fonts of a row."""

    strong: Face
    usual: Face
    small: Face


def _fonts() -> Fonts:
    return _made_fonts(QApplication.font().family(), scale())


@cache
def _made_fonts(_: str, __: float) -> Fonts:
    def sized(size: int, weight: QFont.Weight) -> Face:
        font = QFont(QApplication.font())
        font.setPixelSize(px(size))
        font.setWeight(weight)
        return Face(font)

    strong = sized(BODY, QFont.Weight.DemiBold)
    usual, small = sized(BODY, QFont.Weight.Normal), sized(SMALL, QFont.Weight.Normal)
    return Fonts(strong, usual, small)


@cache
def _pen(colour: str) -> QPen:
    return QPen(QColor(colour))


@cache
def _sign(sign: Sign, colour: str, side: int, ratio: float) -> QPixmap:
    return sign_icon(sign, colour).pixmap(QSize(side, side), ratio)


@cache
def _grade(rank: int, colour: str, side: int, ratio: float) -> QPixmap:
    return grade_icon(rank, colour).pixmap(QSize(side, side), ratio)


class _Line:
    """One line of a row, written from the left; the right end is taken first."""

    def __init__(self, painter: QPainter, place: QRect, ratio: float) -> None:
        self._painter, self._ratio = painter, ratio
        self._left, self._end = place.left(), place.left() + place.width()
        self._top, self._tall = place.top(), place.height()

    def right(self, text: str, face: Face, colour: str) -> None:
        """At the right end."""
        if not text:
            return
        wide = min(face.wide(text) + px(2), (self._end - self._left) // 2)
        words = face.fitting(text, wide)
        self._write(self._end - face.exactly(words), words, face, colour)
        self._end -= wide + px(12)

    def text(self, text: str, face: Face, colour: str) -> None:
        """Where the last ended, as far as there is room."""
        room = self._end - self._left
        if not text or room <= 0:
            return
        words = face.fitting(text, room)
        self._write(self._left, words, face, colour)
        self._left += face.wide(words) + px(12)

    def picture(self, pixmap: QPixmap) -> None:
        """A sign; its word follows."""
        side = px(SIDE)
        if self._end - self._left < side:
            return
        self._painter.drawPixmap(self._left, self._top + (self._tall - side) // 2, pixmap)
        self._left += side + px(GAP)

    def signed(self, sign: Sign, text: str, fonts: Fonts, colour: str) -> None:
        """A sign and its word."""
        if text and self._end - self._left > px(SIDE + GAP):
            self.picture(_sign(sign, colour, px(SIDE), self._ratio))
            self.text(text, fonts.small, colour)

    def _write(self, left: float, text: str, face: Face, colour: str) -> None:
        """At a point: within a rectangle Qt would lay out a paragraph, at twice the price."""
        self._painter.setFont(face.font)
        self._painter.setPen(_pen(colour))
        self._painter.drawText(QPointF(left, face.base(self._top, self._tall)), text)


class _TwoLines(QStyledItemDelegate):
    """The ground of a row, and its two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every row is as tall as every other."""
        return QSize(0, px(TALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Both lines, the row under the keys on its own ground with a bar at its left."""
        row, place, worn = index.data(ROW), QRect(option.rect), tokens()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(worn.soft))
            painter.fillRect(place.left(), place.top(), px(4), place.height(), QColor(worn.accent))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(worn.rule))
        inner = place.adjusted(px(EDGE), px(4), -px(EDGE), -px(4))
        half = inner.height() // 2
        ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
        upper = _Line(painter, QRect(inner.left(), inner.top(), inner.width(), half), ratio)
        lower = _Line(painter, QRect(inner.left(), inner.top() + half, inner.width(), half), ratio)
        self.lines(row, upper, lower, ratio)
        painter.restore()

    def lines(self, row: object, upper: _Line, lower: _Line, ratio: float) -> None:
        """Write them."""
        raise NotImplementedError


class PaintsPeople(_TwoLines):
    """Name, birth date and last contact; below them where, and what must be known of them."""

    def lines(self, row: PersonRow, upper: _Line, lower: _Line, ratio: float) -> None:  # type: ignore[override]
        """As the class says."""
        fonts, worn = _fonts(), tokens()
        said = " · ".join(part for part in (row.how, row.last) if part)
        upper.right(said, fonts.small, worn.text2)
        if row.number:
            upper.text(str(row.number), fonts.small, worn.text2)
        upper.text(row.name, fonts.strong, worn.text)
        upper.text(row.born, fonts.usual, worn.text2)
        if row.marked:
            upper.signed("tick", "marked", fonts, worn.text)
        for marker in row.markers:
            lower.signed("warning", marker, fonts, worn.text)
        lower.signed("no_phone", row.never, fonts, worn.text)
        lower.signed("lock" if row.protected else "place", row.where, fonts, worn.text2)
        lower.signed("person", row.same, fonts, worn.text2)


class PaintsContacts(_TwoLines):
    """Day, grade and what came of it; below them what it was about, and what was promised."""

    def lines(self, row: ContactRow, upper: _Line, lower: _Line, ratio: float) -> None:  # type: ignore[override]
        """As the class says."""
        fonts, worn = _fonts(), tokens()
        upper.right(row.outcome, fonts.small, worn.text2)
        upper.text(row.day, fonts.usual, worn.text2)
        if row.rank:
            colour = worn.grade(row.rank)
            upper.picture(_grade(row.rank, colour, px(SIDE), ratio))
        upper.text(row.grade, fonts.usual, worn.text)
        upper.text(row.line, fonts.small, worn.text2)
        upper.text(row.matter, fonts.small, worn.text2)
        lower.right(row.promise, fonts.small, worn.text)
        if row.broken:
            lower.signed("warning", "NOT DONE", fonts, worn.text)
        lower.text(row.summary, fonts.strong, worn.text)
