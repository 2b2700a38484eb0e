"""The story so far: time, words, and whose question they answer; the newest next to the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workstation.ui.theme.tokens import SMALL, STORY
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.ui.desk.reading.story import StoryLine

Index = QModelIndex | QPersistentModelIndex
_LINE: Final = Qt.ItemDataRole.UserRole
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
#: Pixels at 100 %: the time's column, the bar of a verbatim line with its gap, between two lines.
TIME, BAR, GAP = 72, 12, 4


class StoryRows(QListWidget):
    """Lines grow upwards from the typing line, as on paper in a machine."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setProperty("look", "story")
        self.setAccessibleName("Narrative so far")
        self.setItemDelegate(_Paints(self))
        self._shown: tuple[StoryLine, ...] = ()

    def show_lines(self, lines: tuple[StoryLine, ...]) -> None:
        """Add what is new; everything anew only where an older line changed."""
        if lines == self._shown:
            return
        if self._shown and lines[: len(self._shown)] == self._shown:
            fresh = lines[len(self._shown) :]
        else:
            self.clear()
            fresh = lines
        for line in fresh:
            self.addItem(_item(line))
        self._shown = lines
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Leave the room above the lines, not below, and show the newest."""
        tall = sum(self.sizeHintForRow(n) for n in range(self.count()))
        above = max(0, self.height() - tall - px(2))
        if above != self.viewportMargins().top():
            self.setViewportMargins(0, above, 0, 0)
        self.scrollToBottom()


def _item(line: StoryLine) -> QListWidgetItem:
    note = f"   ‹ {line.note}" if line.note else ""
    item = QListWidgetItem(f"{line.time}   {line.text}{note}")
    item.setData(_LINE, line)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


class _Paints(QStyledItemDelegate):
    """Paints one line; a screen reader hears the item's text."""

    def __init__(self, parent: StoryRows) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as its words need at the width there is."""
        line = index.data(_LINE)
        metrics = QFontMetrics(_font(self._list.font(), STORY))
        left = px(TIME) + (px(BAR) if line.verbatim else 0)
        room = max(px(80), self._list.viewport().width() - left)
        words = f"{line.text}  {line.note}" if line.note else line.text
        tall = metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAP.value, words).height()
        return QSize(0, max(px(24), tall) + px(GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Time, bar of a verbatim line, words, and the question they answer in small."""
        line, worn = index.data(_LINE), tokens()
        place = QRect(option.rect).adjusted(0, px(GAP) // 2, 0, -px(GAP) // 2)
        painter.save()
        story = _font(painter.font(), STORY)
        painter.setFont(_font(painter.font(), 14))
        painter.setPen(QColor(worn.text2))
        tall = QFontMetrics(story).height()
        time = QRect(place.left(), place.top(), px(TIME), tall)
        painter.drawText(time, Qt.AlignmentFlag.AlignVCenter, line.time)
        words = place.adjusted(px(TIME), 0, 0, 0)
        if line.verbatim:
            painter.fillRect(words.left(), words.top(), px(2), words.height(), QColor(worn.text2))
            words.adjust(px(BAR), 0, 0, 0)
        painter.setFont(story)
        painter.setPen(QColor(worn.text))
        painter.drawText(words, _WRAP.value, line.text)
        if line.note:
            _paint_note(painter, words, line)
        painter.restore()


def _paint_note(painter: QPainter, words: QRect, line: StoryLine) -> None:
    """Behind the words where there is room, else below them."""
    metrics = painter.fontMetrics()
    taken = metrics.boundingRect(words, _WRAP.value, line.text)
    small = _font(painter.font(), SMALL)
    painter.setFont(small)
    painter.setPen(QColor(tokens().text2))
    start = taken.right() + px(8)
    one_line = taken.height() <= metrics.height() * 1.5
    wide = QFontMetrics(small).horizontalAdvance(line.note)
    if one_line and start + wide <= words.right():
        room = QRect(start, taken.top(), words.right() - start, taken.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, line.note)
    else:
        room = QRect(words.left(), taken.bottom(), words.width(), words.bottom() - taken.bottom())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, line.note)


def _font(like: QFont, size: int) -> QFont:
    font = QFont(like)
    font.setPixelSize(px(size))
    return font
