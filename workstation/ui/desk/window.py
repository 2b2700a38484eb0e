"""The desk's window: one screen for the whole call. It paints before any store is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workstation.ui.desk.caller_panel import CallerPanel, HistoryPanel
from workstation.ui.desk.finder import Finder
from workstation.ui.desk.grade_panel import GradePanel
from workstation.ui.desk.hand_over_panel import HandOverPanel, OpenItemsPanel
from workstation.ui.desk.keys import KEYS
from workstation.ui.desk.narrative_panel import NarrativePanel
from workstation.ui.desk.news_line import NewsLine
from workstation.ui.desk.outcome_bar import OutcomeBar
from workstation.ui.desk.place_panel import PlacePanel
from workstation.ui.desk.questions_panel import QuestionsPanel
from workstation.ui.desk.reading.status import news_words, status, tray_words
from workstation.ui.desk.risk_panel import RiskPanel
from workstation.ui.desk.status_line import StatusLine
from workstation.ui.pieces.entry import Entry
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, DeskView

WIDE = (408, 560)
NARROW = (264, 424)
#: Below this width the outer columns are narrow.
NARROW_BELOW = 1600


class DeskWindow(QWidget):
    """Panels and nothing else: what keys do is in `workstation.ui.desk.steering`.

    Signals: ``pressed`` the deed of a key; ``second`` once a second; ``closing`` before the window
    goes. ``early`` are the deeds of keys pressed before anything could be done.
    """

    pressed = Signal(str)
    second = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Workstation")
        self.resize(1920, 1040)
        self.status = StatusLine()
        self.caller, self.history = CallerPanel(), HistoryPanel()
        self.place = PlacePanel(lambda: self.read_back())
        self.narrative, self.questions = NarrativePanel(), QuestionsPanel()
        self.entry, self.finder = Entry(), Finder()
        self.grade, self.risk = GradePanel(), RiskPanel()
        self.open_items, self.hand_over = OpenItemsPanel(), HandOverPanel()
        self.news, self.outcomes = NewsLine(), OutcomeBar()
        self.read_back: Callable[[], None] = lambda: None
        self.early: list[str] = []
        self.pressed.connect(self.early.append)
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key.sequence), self)
            shortcut.activated.connect(lambda deed=key.deed: self.pressed.emit(deed))
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.second)
        self._timer.start()
        self.narrative.line.setFocus()

    def show_desk(self, desk: DeskView, call: CallView | None) -> None:
        """Show everything as it is now; the typing focus and half-typed text stay untouched."""
        now = _now()
        self.status.show_status(status(desk, call, now), clock(now))
        self.news.say(news_words(desk, call), tray_words(desk))
        self.narrative.note(desk.resumed)
        for panel in (self.caller, self.history, self.place, self.questions, self.grade):
            panel.setEnabled(call is not None)
        if call is None:
            return
        self.caller.show_call(call)
        self.history.show_call(call)
        self.place.show_call(call)
        self.narrative.show_call(call)
        self.questions.show_call(call)
        self.grade.show_call(call)
        self.risk.show_call(call)
        self.open_items.show_call(call)
        self.hand_over.show_call(call, now)
        self.outcomes.show_call(call)

    def show_clocks(self, desk: DeskView, call: CallView | None) -> None:
        """Only what runs with time."""
        now = _now()
        self.status.show_status(status(desk, call, now), clock(now))
        if call is not None:
            self.hand_over.show_call(call, now)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the program save and end its threads first."""
        self._timer.stop()
        self.closing.emit()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The focus starts where typing belongs."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The outer columns give way on a small screen."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        left, right = NARROW if self.width() < NARROW_BELOW else WIDE
        self._left.setFixedWidth(left)
        self._right.setFixedWidth(right)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._left = _column(self.caller, self.place, self.history)
        middle = QWidget()
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.narrative, 1)
        inner.addWidget(self.questions, 1)
        self._right = _column(
            self.hand_over, self.finder, self.entry, self.grade, self.risk, self.open_items
        )
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._left)
        columns.addWidget(_upright())
        columns.addWidget(middle, 1)
        columns.addWidget(_upright())
        columns.addWidget(self._right)
        outer.addWidget(self.status)
        outer.addLayout(columns, 1)
        outer.addWidget(self.news)
        outer.addWidget(self.outcomes)


def _column(*panels: QWidget) -> QScrollArea:
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    for panel in panels:
        inner.addWidget(panel)
    inner.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(holder)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _upright() -> QFrame:
    line = QFrame()
    line.setFixedWidth(1)
    line.setProperty("look", "rule")
    return line


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
