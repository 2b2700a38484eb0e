"""What stands beside the list: paragraphs that scroll, read by keyboard too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from workstation.ui.pieces.panel import refill
from workstation.ui.pieces.shown import IN_A_RECORD
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.supervise.chosen import Part


class Pane(QScrollArea):
    """Shows parts, and is drawn anew only where they are others."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The chosen line in full")
        holder = QWidget()
        self._rows = QGridLayout(holder)
        self._rows.setContentsMargins(px(12), px(8), px(12), px(8))
        self._rows.setHorizontalSpacing(px(12))
        self._rows.setVerticalSpacing(px(6))
        self._rows.setColumnStretch(0, 1)
        self._rows.setColumnStretch(1, 2)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(holder)
        self._drawn: tuple[Part, ...] = ()

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Show ``parts``; where somebody has scrolled to stays."""
        if parts == self._drawn:
            return
        self._drawn = parts
        refill(self._rows, ())
        for n, part in enumerate(parts):
            left = plain_label(part.text, part.look, wrap=True, limit=IN_A_RECORD)
            if not part.beside:
                self._rows.addWidget(left, n, 0, 1, 2)
                continue
            look = part.look if part.look == "line" else "story"
            right = plain_label(part.beside, look, wrap=True, limit=IN_A_RECORD)
            self._rows.addWidget(left, n, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(right, n, 1, Qt.AlignmentFlag.AlignTop)
