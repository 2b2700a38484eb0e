"""The record of one incident, drawn from its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workstation.ui.pieces.panel import refill, row
from workstation.ui.pieces.shown import IN_A_RECORD
from workstation.ui.pieces.words import plain_label, rule, say
from workstation.ui.queue.record import Section, from_where, sections, stands_now, title
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workstation.desk.receive.view import Received
    from workstation.ui.pieces.words import Look
    from workstation.ui.queue.worked import Told


#: From this width on, at 100 %, some sections stand beside the others.
ROOMY: Final = 820
#: Those that are looked up rather than read through.
BESIDE: Final = frozenset(
    {
        "Who",
        "Vehicles",
        "Risk markers",
        "Grade and why",
        "Not known, not asked, not met",
        "As it was handed over",
        "Reach the caller",
        "Told to the caller, services, advice",
        "The call",
        "May be the same",
    }
)


class Detail(QWidget):
    """What was given, with times; what came after the hand-over is marked NEW."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 0, 0)
        outer.setSpacing(4)
        self._title = plain_label("", "first", wrap=True)
        self._stands = plain_label("", "strong", wrap=True)
        self._from = plain_label("", "second", wrap=True)
        for label in (self._title, self._stands, self._from):
            label.setContentsMargins(0, 0, px(16), 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("Record of the chosen incident")
        holder, self._side = QWidget(), QWidget()
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, px(4), px(16), px(12))
        self._top, self._rows, self._beside = (_column() for _ in range(3))
        self._side.setLayout(self._beside)
        columns = QHBoxLayout()
        columns.setSpacing(px(24))
        columns.addLayout(self._rows, 3)
        columns.addWidget(self._side, 2)
        whole.addLayout(self._top)
        whole.addLayout(columns)
        whole.addStretch(1)
        self._area.setWidget(holder)
        for widget in (self._title, self._stands, self._from, rule(), self._area):
            outer.addWidget(widget)
        self._drawn: tuple[Section, ...] | None = None
        self._roomy = False
        self.show_record(None)

    def show_record(self, received: Received | None) -> None:
        """Show a record, or what to do when none is chosen."""
        if received is None:
            self._drawn = None
            say(self._title, "No incident chosen")
            say(self._stands, "")
            say(self._from, "Arrow keys walk the queue; the record opens here.")
            self._fill(())
            return
        say(self._title, title(received))
        say(self._stands, stands_now(received))
        say(self._from, from_where(received))
        found = sections(received)
        if found != self._drawn:
            self._drawn = found
            self._fill(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In two columns where there is room for both."""
        before = self._roomy
        super().resizeEvent(event)
        self._roomy = self.width() >= px(ROOMY)
        if self._roomy != before:
            self._fill(self._drawn or ())

    def _fill(self, found: tuple[Section, ...]) -> None:
        aside = [one for one in found if self._roomy and one.heading in BESIDE]
        here = [one for one in found if one not in aside]
        refill(self._top, [_section(one) for one in here[:1]])
        refill(self._rows, [_section(one) for one in here[1:]])
        refill(self._beside, [_section(one) for one in aside])
        self._side.setVisible(bool(aside))


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(6))
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return column


def _section(section: Section) -> QFrame:
    frame = QFrame()
    first = section.heading == "Officer safety"
    frame.setProperty("look", "raised" if first else "")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(12 if first else 0, 8 if first else 0, 12, 8 if first else 4)
    inner.setSpacing(2)
    inner.addWidget(plain_label(section.heading.upper(), "heading"))
    for line in section.lines:
        inner.addWidget(_line(line, strong=first))
    return frame


def _line(line: Told, *, strong: bool) -> QWidget:
    time = plain_label(line.time, "small")
    time.setFixedWidth(px(64))
    time.setAlignment(Qt.AlignmentFlag.AlignTop)
    time.setContentsMargins(0, px(3), 0, 0)
    look: Look = "strong" if strong else "story"
    words = plain_label(line.words, look, wrap=True, limit=IN_A_RECORD)
    if not line.new:
        return row(time, words, stretch=1)
    return row(time, words, plain_label("✦ NEW", "line"), stretch=1)
