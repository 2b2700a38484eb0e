"""Drawn shapes: a grade is always shape, colour and word; a question's state is a small circle."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

State = Literal["open", "answered", "already_told", "not_known", "refused", "unsafe", "part"]
_SIZE = 32


@cache
def grade_icon(rank: int, colour: str) -> QIcon:
    """Filled octagon, filled diamond, filled square, hollow square, for ranks 1 to 4."""
    pixmap, painter = canvas()
    box = QRectF(5, 5, _SIZE - 10, _SIZE - 10)
    painter.setPen(QPen(QColor(colour), 4))
    painter.setBrush(QColor(colour))
    if rank <= 1:
        painter.drawPolygon(_polygon(8, pi / 8))
    elif rank == 2:
        painter.drawPolygon(_polygon(4, 0.0))
    else:
        if rank > 3:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
    painter.end()
    return QIcon(pixmap)


@cache
def state_icon(state: State, colour: str) -> QIcon:
    """The circle of a question's state; the word always stands beside it."""
    pixmap, painter = canvas()
    pen = QPen(QColor(colour), 3)
    painter.setPen(pen)
    box = QRectF(4, 4, _SIZE - 8, _SIZE - 8)
    if state == "answered":
        painter.setBrush(QColor(colour))
    painter.drawEllipse(box)
    if state == "answered":
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.drawPolyline([QPointF(10, 17), QPointF(14, 21), QPointF(22, 11)])
    elif state == "already_told":
        painter.drawPolyline([QPointF(21, 11), QPointF(12, 16), QPointF(21, 21)])
    elif state == "unsafe":
        painter.drawLine(QPointF(13, 11), QPointF(13, 21))
        painter.drawLine(QPointF(19, 11), QPointF(19, 21))
    elif state == "refused":
        painter.drawLine(QPointF(11, 11), QPointF(21, 21))
    elif state == "not_known":
        painter.drawPoint(QPointF(16, 16))
    elif state == "part":
        painter.setBrush(QColor(colour))
        painter.drawPie(box, 90 * 16, 180 * 16)
    painter.end()
    return QIcon(pixmap)


def canvas() -> tuple[QPixmap, QPainter]:
    """A clear square to draw on; end the painter before the picture is used."""
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter


def _polygon(corners: int, turn: float) -> QPolygonF:
    middle, radius = _SIZE / 2, _SIZE / 2 - 4
    return QPolygonF(
        [
            QPointF(middle + radius * sin(turn + i * 2 * pi / corners),
                    middle - radius * cos(turn + i * 2 * pi / corners))
            for i in range(corners)
        ]
    )  # fmt: skip
