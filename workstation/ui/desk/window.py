"""The desk's window: one screen for the whole call. It paints before any store is open.

What takes typing and what sends is there first; the columns beside it follow the first paint, a
piece at a time, so that no key waits for all of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QSizePolicy, QVBoxLayout, QWidget

from workstation.ui.desk.keys import KEYS
from workstation.ui.desk.narrative_panel import NarrativePanel
from workstation.ui.desk.news_line import NewsLine
from workstation.ui.desk.outcome_bar import OutcomeBar
from workstation.ui.desk.status_line import StatusLine
from workstation.ui.pieces.announcer import Announcer
from workstation.ui.pieces.digits import word
from workstation.ui.pieces.words import rule
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workstation.desk.call.view import CallView, DeskView
    from workstation.ui.desk.columns import Columns
    from workstation.ui.desk.questions_panel import QuestionsPanel
    from workstation.ui.desk.work_area import WorkArea
    from workstation.ui.pieces.entry import Entry
    from workstation.ui.pieces.finder import Finder

WIDE = (408, 560)
NARROW = (264, 424)
#: As high as its share, whatever stands in it: what comes below moves nothing that is typed above.
_FILLS = QSizePolicy.Policy.Ignored
#: Below this width the outer columns are narrow.
NARROW_BELOW = 1600
#: Pixels at 100 %: the left column folded up.
STRIP = 96
#: Pixels at 100 % that the columns beside it never take from the narrative.
MIDDLE = 180
#: What the columns are made of, each read in a turn of its own.
_PARTS: Final = (
    "callers.pop",
    "callers.history_panel",
    "questions_panel",
    "near_strip",
    "ringing_panel",
    "risk_panel",
    "hand_over_panel",
    "columns",
    "showing",
)


class DeskWindow(QMainWindow):
    """Panels and nothing else: what keys do is in `workstation.ui.desk.steering`.

    Signals: ``pressed`` the deed of a key; ``second`` once a second; ``closing`` before the window
    goes; ``completed`` every column is there. ``early`` are the deeds of keys pressed before
    anything could be done.
    """

    pressed = Signal(str)
    second = Signal()
    closing = Signal()
    completed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Workstation")
        self.resize(1920, 1040)
        self.status, self.narrative = StatusLine(), NarrativePanel()
        self.news, self.outcomes = NewsLine(), OutcomeBar()
        self.announcer = Announcer(self)
        self._columns: Columns | None = None
        self._pieces, self._is_begun = self._completing(), False
        self._is_unfolded = False
        self._lay_out()
        self._listen()
        self.narrative.line.setFocus()

    @property
    def columns(self) -> Columns:
        """The panels beside the narrative; what is not made yet is made when they are asked for."""
        while self._columns is None:
            next(self._pieces)
        return self._columns

    def when_complete(self, then: Callable[[], None]) -> None:
        """Call ``then`` once every column is there, also where nothing was painted."""
        if self._columns is not None:
            then()
            return
        self.completed.connect(then)
        self._begin()

    @property
    def work(self) -> WorkArea:
        """Below the narrative."""
        return self.columns.work

    @property
    def questions(self) -> QuestionsPanel:
        """The questions."""
        return self.columns.work.questions

    @property
    def entry(self) -> Entry:
        """The docked form."""
        return self.work.entry

    @property
    def finder(self) -> Finder:
        """The finder."""
        return self.work.finder

    def show_desk(self, desk: DeskView, call: CallView | None) -> None:
        """Show everything as it is now; the typing focus and half-typed text stay untouched."""
        from workstation.ui.desk.showing import show_desk

        show_desk(self, desk, call)

    def show_clocks(self, desk: DeskView, call: CallView | None) -> None:
        """Only what runs with time."""
        from workstation.ui.desk.showing import show_clocks

        show_clocks(self, desk, call)

    def unfold(self) -> None:
        """In a small window: the left column in place of its strip, and back."""
        self._is_unfolded = not self._is_unfolded
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the program save and end its threads first."""
        self._timer.stop()
        self.closing.emit()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The focus starts where typing belongs."""
        super().showEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint does not wait for the columns; they come right after it."""
        super().paintEvent(event)
        self._begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The outer columns give way on a small screen."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters that nothing with the focus takes are somebody's words: none of them is lost."""
        sign = word(event)
        if sign:
            self.narrative.go_on(sign)
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        self.early: list[str] = []
        self.pressed.connect(self.early.append)
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key.sequence), self)
            shortcut.activated.connect(lambda deed=key.deed: self.pressed.emit(deed))
        self.news.pressed.connect(self.pressed)
        self.news.answered.connect(self.announcer.say)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.second)
        self._timer.start()

    def _begin(self) -> None:
        if not self._is_begun:
            self._is_begun = True
            QTimer.singleShot(0, self._go_on)

    def _go_on(self) -> None:
        """One piece more; keys that came meanwhile are taken before the next."""
        if self._columns is None:
            next(self._pieces)
            QTimer.singleShot(0, self._go_on)

    def _completing(self) -> Iterator[None]:
        for name in _PARTS:
            import_module(f"workstation.ui.desk.{name}")
            yield
        from workstation.ui.desk.columns import Columns

        columns = Columns()
        columns.ringing.pressed.connect(self.pressed)
        columns.place.read_back.connect(lambda: self.pressed.emit("read_back"))
        columns.work.vacated.connect(self.narrative.line.setFocus)
        yield
        for place, column in (
            (self._lower, columns.lower),
            (self._strip, columns.folded),
            (self._left, columns.left),
            (self._right, columns.right),
        ):
            place.hold(column())
            yield
        columns.grade.compact(self._is_small)
        self._columns = columns
        self.completed.emit()
        yield

    @property
    def _is_small(self) -> bool:
        return self.width() < px(NARROW_BELOW)

    def _fit(self) -> None:
        small = self._is_small
        left, right = NARROW if small else WIDE
        folded = small and not self._is_unfolded
        comes, goes = (self._strip, self._left) if folded else (self._left, self._strip)
        goes.hide()  # first: with both of them the window would grow
        self._left.setFixedWidth(px(left))
        room = self.width() - px(STRIP if folded else left) - px(MIDDLE)
        self._right.setFixedWidth(max(min(px(right), self.width() * 2 // 5, room), px(STRIP)))
        comes.show()
        self.status.brief(small)
        if self._columns is not None:
            self._columns.grade.compact(small)

    def _lay_out(self) -> None:
        self._left, self._strip, self._lower, self._right = (_Place() for _ in range(4))
        self._strip.setFixedWidth(px(STRIP))
        middle = QWidget()
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.narrative, 2)
        inner.addWidget(self._lower, 3)
        self._lower.setSizePolicy(QSizePolicy.Policy.Preferred, _FILLS)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        for part, stretch in ((self._left, 0), (self._strip, 0), (_upright(), 0), (middle, 1),
                              (_upright(), 0), (self._right, 0)):  # fmt: skip
            columns.addWidget(part, stretch)
        whole = QWidget()
        self.setCentralWidget(whole)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.status)
        outer.addWidget(rule())
        outer.addLayout(columns, 1)
        outer.addWidget(rule())
        outer.addWidget(self.news)
        outer.addWidget(rule())
        outer.addWidget(self.outcomes)


class _Place(QWidget):
    """Room for a column, kept from the first paint on, so that nothing moves when it comes."""

    def __init__(self) -> None:
        super().__init__()
        self._inner = QVBoxLayout(self)
        self._inner.setContentsMargins(0, 0, 0, 0)

    def hold(self, column: QWidget) -> None:
        """Fill it."""
        self._inner.addWidget(column)


def _upright() -> QFrame:
    line = QFrame()
    line.setFixedWidth(1)
    line.setProperty("look", "rule")
    return line
