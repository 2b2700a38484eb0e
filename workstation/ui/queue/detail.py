"""The record of one incident, drawn from its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from workstation.ui.pieces.panel import refill, row
from workstation.ui.pieces.shown import IN_A_RECORD
from workstation.ui.pieces.words import plain_label, rule, say
from workstation.ui.queue.record import Section, from_where, sections, title
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.desk.receive.view import Received
    from workstation.ui.pieces.words import Look
    from workstation.ui.queue.worked import Told


class Detail(QWidget):
    """What was given, with times; what came after the hand-over is marked NEW."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 0, 0)
        outer.setSpacing(4)
        self._title = plain_label("", "first", wrap=True)
        self._from = plain_label("", "second", wrap=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("Record of the chosen incident")
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 4, 16, 12)
        self._rows.setSpacing(6)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(holder)
        for widget in (self._title, self._from, rule(), self._area):
            outer.addWidget(widget)
        self._drawn: tuple[Section, ...] | None = None
        self.show_record(None)

    def show_record(self, received: Received | None) -> None:
        """Show a record, or what to do when none is chosen."""
        if received is None:
            self._drawn = None
            say(self._title, "No incident chosen")
            say(self._from, "Arrow keys walk the queue; the record opens here.")
            refill(self._rows, ())
            return
        say(self._title, title(received))
        say(self._from, from_where(received))
        found = sections(received)
        if found != self._drawn:
            self._drawn = found
            refill(self._rows, [_section(one) for one in found])


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
    look: Look = "strong" if strong else "story"
    words = plain_label(line.words, look, wrap=True, limit=IN_A_RECORD)
    if not line.new:
        return row(time, words, stretch=1)
    return row(time, words, plain_label("✦ NEW", "line"), stretch=1)
