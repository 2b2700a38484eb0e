"""Drawn signs: small, in one colour, each beside the word it stands for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen

from workstation.ui.theme.shapes import canvas

Sign = Literal[
    "warning", "tick", "lock", "no_phone", "person", "place", "list", "star", "dashed", "arrow",
    "box", "box_set", "box_asked", "sound", "dot",
]  # fmt: skip


@cache
def sign_icon(sign: Sign, colour: str) -> QIcon:
    """A small sign; its word always stands beside it."""
    pixmap, painter = canvas()
    painter.setPen(
        QPen(QColor(colour), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
             Qt.PenJoinStyle.RoundJoin)
    )  # fmt: skip
    _SIGNS[sign](painter, QColor(colour))
    painter.end()
    return QIcon(pixmap)


def _warning(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawPolygon(_points((16, 5), (28, 27), (4, 27)))
    _cut(painter)
    painter.drawLine(QPointF(16, 13), QPointF(16, 19))
    painter.drawPoint(QPointF(16, 24))


def _tick(painter: QPainter, _: QColor) -> None:
    painter.drawPolyline(_points((6, 17), (13, 24), (26, 8)))


def _lock(painter: QPainter, colour: QColor) -> None:
    painter.drawArc(QRectF(10, 4, 12, 16), 0, 180 * 16)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(6, 14, 20, 13), 2, 2)


def _no_phone(painter: QPainter, _: QColor) -> None:
    painter.drawPolyline(_points((8, 6), (8, 12), (20, 24), (26, 24)))
    painter.drawLine(QPointF(26, 5), QPointF(5, 27))


def _person(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(16, 10), 5, 5)
    painter.drawChord(QRectF(5, 18, 22, 20), 0, 180 * 16)


def _place(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(16, 16), 8, 8)
    for one, other in (((16, 2), (16, 7)), ((16, 25), (16, 30)), ((2, 16), (7, 16)),
                       ((25, 16), (30, 16))):  # fmt: skip
        painter.drawLine(QPointF(*one), QPointF(*other))
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(16, 16), 2, 2)


def _list(painter: QPainter, _: QColor) -> None:
    for y, end in ((8, 27), (16, 27), (24, 19)):
        painter.drawLine(QPointF(5, y), QPointF(end, y))


def _star(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawPolygon(
        _points((16, 3), (19, 13), (29, 16), (19, 19), (16, 29), (13, 19), (3, 16), (13, 13))
    )


def _dashed(painter: QPainter, _: QColor) -> None:
    pen = painter.pen()
    pen.setDashPattern([1.4, 1.6])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawEllipse(QRectF(5, 5, 22, 22))


def _arrow(painter: QPainter, _: QColor) -> None:
    painter.drawLine(QPointF(4, 16), QPointF(27, 16))
    painter.drawPolyline(_points((18, 7), (27, 16), (18, 25)))


def _box(painter: QPainter, _: QColor) -> None:
    painter.drawRect(QRectF(6, 6, 20, 20))


def _box_set(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    _box(painter, colour)
    _cut(painter)
    painter.drawPolyline(_points((10, 17), (14, 21), (22, 11)))


def _box_asked(painter: QPainter, colour: QColor) -> None:
    _box(painter, colour)
    painter.drawPolyline(_points((12, 13), (13, 10), (18, 10), (20, 13), (16, 17)))
    painter.drawPoint(QPointF(16, 22))


def _sound(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawPolygon(_points((5, 12), (10, 12), (17, 6), (17, 26), (10, 20), (5, 20)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(14, 8, 12, 16), -60 * 16, 120 * 16)


def _dot(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(16, 16), 5, 5)


def _cut(painter: QPainter) -> None:
    """From here on drawing takes away, so that the ground shows through."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)


def _points(*points: tuple[float, float]) -> list[QPointF]:
    return [QPointF(x, y) for x, y in points]


_SIGNS: Final[dict[Sign, Callable[[QPainter, QColor], None]]] = {
    "warning": _warning,
    "tick": _tick,
    "lock": _lock,
    "no_phone": _no_phone,
    "person": _person,
    "place": _place,
    "list": _list,
    "star": _star,
    "dashed": _dashed,
    "arrow": _arrow,
    "box": _box,
    "box_set": _box_set,
    "box_asked": _box_asked,
    "sound": _sound,
    "dot": _dot,
}
