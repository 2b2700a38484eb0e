"""The desk's window: one screen for the whole call. It paints before any store is open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workstation.ui.desk.caller_panel import CallerPanel
from workstation.ui.desk.grade_panel import GradePanel
from workstation.ui.desk.hand_over_panel import HandOverPanel
from workstation.ui.desk.history_panel import HistoryPanel
from workstation.ui.desk.keys import KEYS
from workstation.ui.desk.narrative_panel import NarrativePanel
from workstation.ui.desk.news_line import NewsLine
from workstation.ui.desk.open_items_panel import OpenItemsPanel
from workstation.ui.desk.outcome_bar import OutcomeBar
from workstation.ui.desk.place_panel import PlacePanel
from workstation.ui.desk.reading.elsewhere import note_words
from workstation.ui.desk.reading.heard import standing
from workstation.ui.desk.reading.status import news_words, saved_words, status
from workstation.ui.desk.reading.tray import tray_words
from workstation.ui.desk.reasons_panel import ReasonsPanel
from workstation.ui.desk.ringing_panel import RingingPanel
from workstation.ui.desk.risk_panel import RiskPanel
from workstation.ui.desk.status_line import StatusLine
from workstation.ui.desk.strip import Strip
from workstation.ui.desk.work_area import WorkArea
from workstation.ui.pieces.announcer import Announcer
from workstation.ui.pieces.reach import Reach
from workstation.ui.pieces.times import clock
from workstation.ui.pieces.words import rule
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, DeskView
    from workstation.ui.desk.finder import Finder
    from workstation.ui.pieces.entry import Entry

WIDE = (408, 560)
NARROW = (264, 424)
STRIP = 96
#: Below this width the outer columns are narrow.
NARROW_BELOW = 1600


class DeskWindow(QMainWindow):
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
        self.caller, self.place, self.history = CallerPanel(), PlacePanel(), HistoryPanel()
        self.strip, self.narrative, self.work = Strip(), NarrativePanel(), WorkArea()
        self.questions = self.work.questions
        self.ringing, self.grade, self.reasons = RingingPanel(), GradePanel(), ReasonsPanel()
        self.risk, self.open_items = RiskPanel(), OpenItemsPanel()
        self.hand_over, self.news, self.outcomes = HandOverPanel(), NewsLine(), OutcomeBar()
        self.announcer = Announcer(self)
        self._is_unfolded = False
        self._lay_out()
        self._listen()
        self.narrative.line.setFocus()

    def _listen(self) -> None:
        self.early: list[str] = []
        self.pressed.connect(self.early.append)
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key.sequence), self)
            shortcut.activated.connect(lambda deed=key.deed: self.pressed.emit(deed))
        for said in (self.news.pressed, self.ringing.pressed):
            said.connect(self.pressed)
        self.news.answered.connect(self.announcer.say)
        self.place.read_back.connect(lambda: self.pressed.emit("read_back"))
        self.work.vacated.connect(self.narrative.line.setFocus)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.second)
        self._timer.start()

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
        now = _now()
        self.status.show_status(status(desk, call, now), clock(now))
        self.news.say(news_words(desk, call), tray_words(desk))
        self.narrative.note(note_words(call) or desk.resumed)
        self.narrative.right(saved_words(call))
        for panel in (self.caller, self.history, self.place, self.questions, self.grade):
            panel.setEnabled(call is not None)
        self.ringing.show_call(call, now)
        here = call.contact.contact_id if call else ""
        self.announcer.hear(standing(desk, call), desk.news, here)
        if call is None:
            return
        for shown in (self.caller, self.history, self.place, self.strip, self.narrative,
                      self.questions, self.grade, self.reasons, self.risk, self.open_items,
                      self.outcomes):  # fmt: skip
            shown.show_call(call)
        self.hand_over.show_call(call, now)

    def show_clocks(self, desk: DeskView, call: CallView | None) -> None:
        """Only what runs with time."""
        now = _now()
        self.status.show_status(status(desk, call, now), clock(now))
        self.ringing.show_call(call, now)
        if call is not None:
            self.hand_over.show_call(call, now)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The outer columns give way on a small screen."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        small = self.width() < px(NARROW_BELOW)
        left, right = NARROW if small else WIDE
        self._left.setFixedWidth(px(left))
        self._right.setFixedWidth(min(px(right), self.width() * 2 // 5))
        folded = small and not self._is_unfolded
        self._left.setVisible(not folded)
        self._strip.setVisible(folded)
        self.grade.compact(small)
        self.status.brief(small)

    def _lay_out(self) -> None:
        self._strip = _column(self.strip)
        self._strip.setFixedWidth(px(STRIP))
        self._left = _column(self.caller, self.place, self.history)
        middle = _stacked((self.narrative, 2), (self.work, 3))
        self._right = _stacked(
            (_column(self.ringing, self.grade, self.reasons, self.risk, self.open_items), 1),
            (rule(), 0),
            (Reach(self.hand_over), 0),
        )
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


def _stacked(*parts: tuple[QWidget, int]) -> QWidget:
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    for part, stretch in parts:
        inner.addWidget(part, stretch)
    return holder


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
