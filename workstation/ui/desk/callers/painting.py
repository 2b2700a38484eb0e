"""Paints rows of people and of their contacts: two lines each, signs always beside their words.

Twenty rows are painted at every key that is pressed, so nothing is made here twice.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
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
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ELIDE: Final = Qt.TextElideMode.ElideRight


class Fonts(NamedTuple):
    """The three fonts of a row with their measures."""

    strong: QFont
    usual: QFont
    small: QFont
    of_strong: QFontMetrics
    of_usual: QFontMetrics
    of_small: QFontMetrics


def _fonts() -> Fonts:
    return _made_fonts(QApplication.font().toString(), scale())


@cache
def _made_fonts(_: str, __: float) -> Fonts:
    def sized(size: int, weight: QFont.Weight) -> QFont:
        font = QFont(QApplication.font())
        font.setPixelSize(px(size))
        font.setWeight(weight)
        return font

    strong = sized(BODY, QFont.Weight.DemiBold)
    usual, small = sized(BODY, QFont.Weight.Normal), sized(SMALL, QFont.Weight.Normal)
    metrics = [QFontMetrics(font) for font in (strong, usual, small)]
    return Fonts(strong, usual, small, *metrics)


@cache
def _sign(sign: Sign, colour: str, side: int, ratio: float) -> QPixmap:
    return sign_icon(sign, colour).pixmap(QSize(side, side), ratio)


@cache
def _grade(rank: int, colour: str, side: int, ratio: float) -> QPixmap:
    return grade_icon(rank, colour).pixmap(QSize(side, side), ratio)


class _Line:
    """One line of a row, written from the left; the right end is taken first."""

    def __init__(self, painter: QPainter, place: QRect, ratio: float) -> None:
        self._painter, self._place, self._ratio = painter, QRect(place), ratio

    def right(self, text: str, font: QFont, metrics: QFontMetrics, colour: str) -> None:
        """At the right end."""
        if not text:
            return
        wide = min(metrics.horizontalAdvance(text) + px(2), self._place.width() // 2)
        self._write(self._place, _RIGHT, metrics.elidedText(text, _ELIDE, wide), font, colour)
        self._place.setRight(self._place.right() - wide - px(12))

    def text(self, text: str, font: QFont, metrics: QFontMetrics, colour: str) -> None:
        """Where the last ended, as far as there is room."""
        room = self._place.width()
        if not text or room <= 0:
            return
        words = metrics.elidedText(text, _ELIDE, room)
        self._write(self._place, _LEFT, words, font, colour)
        self.go(metrics.horizontalAdvance(words) + px(12))

    def picture(self, pixmap: QPixmap) -> None:
        """A sign; its word follows."""
        side = px(SIDE)
        if self._place.width() < side:
            return
        middle = self._place.top() + (self._place.height() - side) // 2
        self._painter.drawPixmap(self._place.left(), middle, pixmap)
        self.go(side + px(GAP))

    def signed(self, sign: Sign, text: str, fonts: Fonts, colour: str) -> None:
        """A sign and its word."""
        if text and self._place.width() > px(SIDE + GAP):
            self.picture(_sign(sign, colour, px(SIDE), self._ratio))
            self.text(text, fonts.small, fonts.of_small, colour)

    def go(self, by: int) -> None:
        """What comes next begins ``by`` pixels further on."""
        self._place.setLeft(self._place.left() + by)

    def _write(
        self, place: QRect, how: Qt.AlignmentFlag, text: str, font: QFont, colour: str
    ) -> None:
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(place, how.value, text)


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
        upper.right(said, fonts.small, fonts.of_small, worn.text2)
        if row.number:
            upper.text(str(row.number), fonts.small, fonts.of_small, worn.text2)
        upper.text(row.name, fonts.strong, fonts.of_strong, worn.text)
        upper.text(row.born, fonts.usual, fonts.of_usual, worn.text2)
        if row.marked:
            upper.signed("tick", "marked", fonts, worn.text)
        for marker in row.markers:
            lower.signed("warning", marker, fonts, worn.text)
        lower.signed("no_phone", row.never, fonts, worn.text)
        lower.signed("lock" if row.protected else "place", row.where, fonts, worn.text2)


class PaintsContacts(_TwoLines):
    """Day, grade and what came of it; below them what it was about, and what was promised."""

    def lines(self, row: ContactRow, upper: _Line, lower: _Line, ratio: float) -> None:  # type: ignore[override]
        """As the class says."""
        fonts, worn = _fonts(), tokens()
        upper.right(row.outcome, fonts.small, fonts.of_small, worn.text2)
        upper.text(row.day, fonts.usual, fonts.of_usual, worn.text2)
        if row.rank:
            colour = worn.grade(row.rank)
            upper.picture(_grade(row.rank, colour, px(SIDE), ratio))
        upper.text(row.grade, fonts.usual, fonts.of_usual, worn.text)
        upper.text(row.line, fonts.small, fonts.of_small, worn.text2)
        upper.text(row.matter, fonts.small, fonts.of_small, worn.text2)
        lower.right(row.promise, fonts.small, fonts.of_small, worn.text)
        if row.broken:
            lower.signed("warning", "NOT DONE", fonts, worn.text)
        lower.text(row.summary, fonts.strong, fonts.of_strong, worn.text)
