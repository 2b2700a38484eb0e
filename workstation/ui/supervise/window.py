"""The supervisor's window: what needs somebody first, then every desk, worked by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QListWidget,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from workstation.ui.pieces.announcer import Announcer, Standing, Words
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.entry import Entry
from workstation.ui.pieces.flow import Flow
from workstation.ui.pieces.panel import row
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.words import plain_label, rule, say
from workstation.ui.supervise.chosen import chosen_parts, keys_parts, row_of
from workstation.ui.supervise.keys import BAR, SHORT
from workstation.ui.supervise.painting import Paints, dress
from workstation.ui.supervise.pane import Pane
from workstation.ui.supervise.reading import NO_NEWS, Shown, shown_rows, status_words
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workstation.desk.answers import QueueRow
    from workstation.desk.supervise.view import SuperviseView
    from workstation.desk.supervising import Supervision

#: Characters of one line.
LONGEST: Final = 600
#: From this width on, at 100 %, the chosen line is read beside the list; else below it.
_BESIDE: Final = 1200
#: They wait for a word and interrupt none.
_PATIENT: Final = ("approval", "lowering")
_NOWHERE: Final = Shown("", "")


class SuperviseWindow(QMainWindow):
    """Signals: ``pressed`` a deed; ``second`` once a second; ``closing`` before it goes."""

    pressed = Signal(str)
    second = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Workstation – supervisor")
        self.resize(1600, 900)
        self.entry = Entry()
        self.entry.opened.connect(self._opened)
        self.entry.left.connect(self._left)
        self.entry.hide()
        self.pane = Pane()
        self.list = QListWidget()
        self.list.setAccessibleName("The control room")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(Paints(self.list))
        self._status = Elided("", "strong")
        self._news = Elided("Opening …")
        self._told: tuple[str, ...] = ()
        self._answered = ""
        self.announcer = Announcer(self)
        self._drawn: tuple[Shown, ...] = ()
        self._seen: Supervision | None = None
        self._keys_shown = False
        self._bar, self._spare = QWidget(), list[QWidget]()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_chosen)
        timer = QTimer(self)
        timer.setInterval(1000)
        timer.timeout.connect(self.second)
        timer.start()

    @property
    def here(self) -> Shown:
        """The chosen line; an empty one where none is chosen."""
        return self._drawn[self.list.currentRow()] if self._has_row() else _NOWHERE

    @property
    def chosen(self) -> QueueRow | None:
        """The incident that the chosen line is about, where it stands on a list."""
        return row_of(self._seen, self.here.incident_id)

    def show_keys(self) -> None:
        """Every key, in place of the chosen line, until `hide_keys`."""
        self._keys_shown = True
        self._fit()
        self._show_chosen()
        self.pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hide_keys(self) -> None:
        """The chosen line again."""
        self._keys_shown = False
        self._fit()
        self._show_chosen()

    def show_view(self, view: SuperviseView) -> None:
        """Show everything as it is; the chosen line and the focus stay."""
        say(self._status, status_words(view))
        if view.news != self._told:
            self._told, self._answered = view.news, ""
        say(self._news, self._answered or (view.news[-1] if view.news else NO_NEWS))
        standing = {
            Standing("", a.about, a.kind): Words(a.sentence, a.kind not in _PATIENT)
            for a in view.alarms
        }
        self.announcer.hear(standing, view.news)
        self._seen = view.seen
        self._show_rows(shown_rows(view))
        self._show_chosen()

    def answer(self, sentence: str) -> None:
        """What came of the last key; it stays until there is news."""
        self._answered = sentence
        say(self._news, sentence)
        self.announcer.say(sentence)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the program end its threads first."""
        self.closing.emit()
        super().closeEvent(event)

    def _show_rows(self, found: tuple[Shown, ...]) -> None:
        if found == self._drawn:
            return
        same = [one.key for one in found] == [one.key for one in self._drawn]
        here = self.here.key
        self._drawn = found
        if not same:
            self.list.clear()
        for n, one in enumerate(found):
            if not same:
                self.list.addItem("")
            item = self.list.item(n)
            item.setText(shown_line(one.text, LONGEST))
            dress(item, one, self.list.font())
        if not same:
            keys = [one.key for one in found]
            lines = [n for n, one in enumerate(found) if not one.head]
            self.list.setCurrentRow(keys.index(here) if here in keys else next(iter(lines), -1))

    def _show_chosen(self) -> None:
        parts = keys_parts() if self._keys_shown else chosen_parts(self._seen, self.here)
        self.pane.show_parts(parts)

    def _opened(self) -> None:
        self.entry.show()
        self._fit()

    def _left(self) -> None:
        self.entry.hide()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside where it is wide, below where it is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where it is narrow a form takes the place of list and bar, and the bar is short; the
        list of keys takes the place of the list.
        """
        wide, way = self.width() >= px(_BESIDE), QBoxLayout.Direction
        self._both.setDirection(way.LeftToRight if wide else way.TopToBottom)
        free = wide or self.entry.isHidden()
        self._bar.setVisible(free)
        self.list.setVisible(free and (wide or not self._keys_shown))
        for button in self._spare:
            button.setVisible(wide)

    def _has_row(self) -> bool:
        return 0 <= self.list.currentRow() < len(self._drawn)

    def _lay_out(self) -> None:
        whole = QWidget()
        self.setCentralWidget(whole)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(px(16), px(8), px(16), px(8))
        outer.setSpacing(px(8))
        outer.addWidget(row(plain_label("SUPERVISOR", "line"), self._status, stretch=1))
        outer.addWidget(rule())
        self._both.addWidget(self.list, 3)
        self._both.addWidget(self.pane, 2)
        outer.addLayout(self._both, 1)
        outer.addWidget(self.entry)
        outer.addWidget(rule())
        outer.addWidget(self._news)
        bar = Flow(px(8), self._bar)
        for one in BAR:
            bar.addWidget(self._button(*one))
        outer.addWidget(self._bar)

    def _button(self, key: str, words: str, deed: str) -> CapButton:
        button = CapButton(words, key)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.pressed.emit(deed))
        if deed not in SHORT:
            self._spare.append(button)
        return button
