"""The receiver's window: the queue at the left, the record at the right, worked by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.ui.pieces.announcer import Announcer, Standing, Words
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.entry import Entry
from workstation.ui.pieces.finder import Finder
from workstation.ui.pieces.flow import Flow
from workstation.ui.pieces.words import caption, plain_label, say
from workstation.ui.queue.detail import Detail
from workstation.ui.queue.docked import Docked
from workstation.ui.queue.keys import BAR, WORK
from workstation.ui.queue.painting import Paints, dress
from workstation.ui.queue.rows import RowWords, alarm_words, heading, rows, status_words
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.desk.receive.view import QueueView

_ID = Qt.ItemDataRole.UserRole
#: Pixels at 100 %: in a window less high the list and the record need the room.
ROOMY: Final = 640


class QueueWindow(QMainWindow):
    """Signals: ``chosen`` incident id; ``pressed`` step; ``second``; ``closing``."""

    chosen = Signal(str)
    pressed = Signal(str)
    second = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Workstation – queue")
        self.resize(1600, 900)
        self.entry, self.detail, self.finder = Entry(), Detail(), Finder()
        self._docked = Docked(self.entry)
        self.finder.opened.connect(self.finder.show)
        self.finder.hide()
        self.list = QListWidget()
        self.list.setAccessibleName("Queue of the team")
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setItemDelegate(Paints(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._choose)
        self._status = plain_label("", "strong")
        self._heading = plain_label("", "small")
        self._news = Elided("Opening the queue …")
        self._alarm = Elided("", "line")
        self._alarm.hide()
        self.announcer = Announcer(self)
        self._drawn: tuple[RowWords, ...] = ()
        self._told: tuple[str, ...] = ()
        self._answered = ""
        self._lay_out()
        timer = QTimer(self)
        timer.setInterval(1000)
        timer.timeout.connect(self.second)
        timer.start()

    def show_view(self, view: QueueView) -> None:
        """Show the queue as it is; the chosen row and the focus stay."""
        say(self._status, status_words(view))
        say(self._heading, heading(view))
        if view.news != self._told:
            self._told, self._answered = view.news, ""
        say(self._news, self._answered or (view.news[-1] if view.news else "No news"))
        say(self._alarm, alarm_words(view))
        self._alarm.setVisible(bool(view.alarms))
        standing = {
            Standing("", a.incident_id, f"{a.kind}{a.of}"): Words(a.sentence, True)
            for a in view.alarms
        }
        self.announcer.hear(standing, view.news)
        self._show_rows(rows(view), view.selected_id)
        self.detail.show_record(view.selected)

    def answer(self, sentence: str) -> None:
        """What came of the last key; it stays until there is news."""
        self._answered = sentence
        say(self._news, sentence)
        self.announcer.say(sentence)

    def go_to(self, incident_id: str) -> None:
        """Choose an incident's row."""
        for n, words in enumerate(self._drawn):
            if words.incident_id == incident_id:
                self.list.setCurrentRow(n)

    def leave(self) -> None:
        """Close the window, which ends its program."""
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window what every key does is in the list on F1 alone."""
        self._work.setVisible(self.height() >= px(ROOMY))
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the program end its threads first."""
        self.closing.emit()
        super().closeEvent(event)

    def _show_rows(self, found: tuple[RowWords, ...], selected: str | None) -> None:
        if found == self._drawn:
            return
        same = [r.incident_id for r in found] == [r.incident_id for r in self._drawn]
        self._drawn = found
        self.list.blockSignals(True)
        if not same:
            self.list.clear()
            for words in found:
                item = QListWidgetItem()
                item.setData(_ID, words.incident_id)
                dress(item, words)
                self.list.addItem(item)
                if words.incident_id == selected:
                    self.list.setCurrentItem(item)
        for n, words in enumerate(found):
            dress(self.list.item(n), words)
        self.list.blockSignals(False)
        first = next((n for n, words in enumerate(found) if words.incident_id), None)
        if selected is None and first is not None:
            self.list.setCurrentRow(first)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))

    def _lay_out(self) -> None:
        whole = QWidget()
        self.setCentralWidget(whole)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(
            _strip(
                40,
                plain_label("QUEUE", "line"),
                self._status,
                None,
                plain_label("F1 keys", "small"),
            )
        )
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(12, 8, 12, 8)
        left.addWidget(self._heading)
        left.addWidget(self.list, 1)
        left.addWidget(self._docked)
        left.addWidget(self.finder, 1)
        columns.addLayout(left, 2)
        line = QFrame()
        line.setFixedWidth(1)
        line.setProperty("look", "rule")
        columns.addWidget(line)
        columns.addWidget(self.detail, 3)
        outer.addLayout(columns, 1)
        outer.addWidget(_strip(32, self._news, None, self._alarm))
        self._work = _work_line(self.pressed)
        outer.addWidget(self._work)
        outer.addWidget(_strip(64, *(self._button(*one) for one in BAR)))

    def _button(self, key: str, words: str, step: str) -> QPushButton:
        button = QPushButton(caption(f"{key}   {words}"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("look", "send" if step == "accept" else "tile")
        button.clicked.connect(lambda: self.pressed.emit(step))
        return button


def _work_line(pressed: SignalInstance) -> QWidget:
    """What a team does with what it has accepted, in as many lines as the window needs."""
    holder = QWidget()
    holder.setProperty("look", "canvas")
    holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    outer = QVBoxLayout(holder)
    outer.setContentsMargins(16, 4, 16, 4)
    line = Flow(px(8))
    outer.addLayout(line)
    for key in WORK:
        button = CapButton(key.words, key.sequence)
        button.clicked.connect(lambda _=False, d=key.deed: pressed.emit(d))
        line.addWidget(button)
    return holder


def _strip(height: int, *parts: QWidget | None) -> QWidget:
    """Parts side by side on the canvas; ``None`` takes the room that is left."""
    strip = QWidget()
    strip.setProperty("look", "canvas")
    strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    strip.setFixedHeight(height)
    line = QHBoxLayout(strip)
    line.setContentsMargins(16, 0, 16, 0)
    line.setSpacing(12)
    buttons = all(isinstance(part, QPushButton) for part in parts)
    for part in parts:
        if part is None:
            line.addStretch(1)
        elif buttons:
            line.addWidget(part, 1)
        else:
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return strip
