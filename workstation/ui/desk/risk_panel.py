"""Risk markers and officer safety: set at any time, "none known" apart from "not asked"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy

from workstation.ui.pieces.panel import Panel, row
from workstation.ui.pieces.words import caption, hint, plain_label, say, wear

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.policy import Marker


class RiskPanel(Panel):
    """Signals: ``toggled`` with a marker's key; ``none_known`` officers' safety was asked."""

    toggled = Signal(str)
    none_known = Signal()
    hazard = Signal()

    def __init__(self) -> None:
        super().__init__("Risk markers", "Alt+M")
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.body.addLayout(self._grid)
        self._made: dict[str, QPushButton] = {}
        self._safety = plain_label("", "strong", wrap=True)
        none = QPushButton("Asked: none known   Alt+N")
        some = QPushButton("Hazard …   Alt+H")
        for button, signal in ((none, self.none_known), (some, self.hazard)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
        self.body.addWidget(self._safety)
        self.body.addWidget(row(none, some))

    @property
    def first(self) -> QPushButton | None:
        """Where Alt+M puts the focus."""
        return next(iter(self._made.values()), None)

    def show_call(self, call: CallView) -> None:
        """Which markers are set, which are suggested and not decided, and officers' safety."""
        if list(self._made) != [m.key for m in call.policy.markers]:
            self._make(call.policy.markers)
        names = {m.key: m.name for m in call.policy.markers}
        for key, button in self._made.items():
            undecided = key in call.contact.undecided_markers
            button.setChecked(key in call.contact.set_markers)
            tick = "✓ " if button.isChecked() else ""
            button.setText(caption(f"{tick}{names[key]}{' ?' * undecided}"))
            wear(button, "suggested" if undecided else "")
        noted = call.contact.officer_safety
        words = {
            "known": f"Officer safety: {noted.fact.text if noted else ''}",
            "none_known": "Officer safety: asked, none known",
            "not_asked": "Officer safety: not asked",
        }
        say(self._safety, words[call.contact.safety])

    def _make(self, markers: tuple[Marker, ...]) -> None:
        self._made = {}
        for n, marker in enumerate(markers):
            button = QPushButton(caption(marker.name))
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            hint(button, marker.name)
            button.setAccessibleName(f"Risk marker {marker.name}")
            button.clicked.connect(lambda _=False, key=marker.key: self.toggled.emit(key))
            self._made[marker.key] = button
            self._grid.addWidget(button, n // 2, n % 2)
