"""The panels beside and below the narrative; they are made when the window has been painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workstation.ui.desk.callers.history_panel import HistoryPanel
from workstation.ui.desk.callers.pop import CallerPanel
from workstation.ui.desk.grade_panel import GradePanel
from workstation.ui.desk.hand_over_panel import HandOverPanel
from workstation.ui.desk.near_strip import NearStrip
from workstation.ui.desk.open_items_panel import OpenItemsPanel
from workstation.ui.desk.place_panel import PlacePanel
from workstation.ui.desk.reasons_panel import ReasonsPanel
from workstation.ui.desk.ringing_panel import RingingPanel
from workstation.ui.desk.risk_panel import RiskPanel
from workstation.ui.desk.strip import Strip
from workstation.ui.desk.wanted_strip import WantedStrip
from workstation.ui.desk.work_area import WorkArea
from workstation.ui.pieces.reach import Reach
from workstation.ui.pieces.words import rule
from workstation.ui.theme.worn import px

#: Pixels at 100 % that a hand-over never takes from the judgement: its heading and a whole grade.
JUDGED: Final = 92


class Columns:
    """Every panel once, and the three columns they stand in beside the narrative's."""

    def __init__(self) -> None:
        self.caller, self.place, self.history = CallerPanel(), PlacePanel(), HistoryPanel()
        self.strip, self.work, self.near = Strip(), WorkArea(), NearStrip()
        self.wanted = WantedStrip()
        self.ringing, self.grade, self.reasons = RingingPanel(), GradePanel(), ReasonsPanel()
        self.risk, self.open_items, self.hand_over = RiskPanel(), OpenItemsPanel(), HandOverPanel()

    def left(self) -> QWidget:
        """Who calls, from where, and what is on record."""
        return _column(self.caller, self.place, self.history)

    def folded(self) -> QWidget:
        """The left column as it is in a small window."""
        return _column(self.strip)

    def lower(self) -> QWidget:
        """Below the narrative: the work area, and at its foot what is open near here."""
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.work, 1)
        inner.addWidget(self.wanted)
        inner.addWidget(self.near)
        return holder

    def right(self) -> QWidget:
        """The judgement, and at the foot where the hand-over stands."""
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        judged = (self.ringing, self.grade, self.reasons, self.risk, self.open_items)
        judging = _column(*judged)
        judging.setMinimumHeight(px(JUDGED))
        inner.addWidget(judging, 1)
        inner.addWidget(rule())
        inner.addWidget(Reach(self.hand_over))
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
