"""Risk markers and officer safety: set at any time, "none known" apart from "not asked"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.digits import NINE, digit
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.signs import signed
from workstation.ui.pieces.words import plain_label, say, wear
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from workstation.desk.call.view import CallView
    from workstation.domain.policy import Marker


class RiskPanel(Panel):
    """Signals: ``toggled`` with a marker's key; ``decided`` (marker, yes) on a suggestion;
    ``none_known`` officers' safety was asked; ``hazard`` there is one.
    """

    toggled = Signal(str)
    decided = Signal(str, bool)
    none_known = Signal()
    hazard = Signal()

    def __init__(self) -> None:
        super().__init__("Risk markers", "Alt+M")
        self._grid = QGridLayout()
        self._grid.setSpacing(px(4))
        self._asked = QVBoxLayout()
        self._asked.setSpacing(px(4))
        self.body.addLayout(self._grid)
        self.body.addLayout(self._asked)
        self._made: dict[str, CapButton] = {}
        self._before: QWidget | None = None
        self._drawn: object = None
        self._safety = plain_label("", "strong", wrap=True)
        none = CapButton("None known", "Alt+0", tall=28)
        some = CapButton("Hazard …", "Alt+H", tall=28)
        none.clicked.connect(self.none_known)
        some.clicked.connect(self.hazard)
        none.setAccessibleName("Officer safety: asked, none known, Alt+0")
        some.setAccessibleName("Officer safety: a hazard, Alt+H")
        self.body.addWidget(self._safety)
        self.body.addWidget(row(none, some))

    def enter(self) -> None:
        """The keyboard comes here; once a digit has set a marker it goes back."""
        first = next(iter(self._made.values()), None)
        if first is not None:
            self._before = QApplication.focusWidget()
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit sets the marker that it stands on, or clears it."""
        n = digit(event)
        if not 1 <= n <= len(self._made):
            super().keyPressEvent(event)
            return
        self.toggled.emit(list(self._made)[n - 1])
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names that were short enough may not be any more."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_out()

    def show_call(self, call: CallView) -> None:
        """Which markers are set, which are suggested and not decided, and officers' safety."""
        if list(self._made) != [m.key for m in call.policy.markers]:
            self._make(call.policy.markers)
        contact = call.contact
        state = (contact.set_markers, contact.undecided_markers)
        if state != self._drawn:
            self._drawn = state
            self._show_markers(call)
        noted = contact.officer_safety
        words = {
            "known": f"Officer safety: {noted.fact.text if noted else ''}",
            "none_known": "Officer safety: asked, none known",
            "not_asked": "Officer safety: not asked",
        }
        say(self._safety, words[contact.safety])

    def _show_markers(self, call: CallView) -> None:
        names = {m.key: m.name for m in call.policy.markers}
        asked: list[QWidget] = []
        for key, button in self._made.items():
            is_set = key in call.contact.set_markers
            undecided = key in call.contact.undecided_markers
            button.setChecked(is_set)
            button.say(f"{names[key]}{'?' * undecided}")
            box = "box_set" if is_set else "box_asked" if undecided else "box"
            button.show_icon(sign_icon(box, tokens().text))
            wear(button, "suggested" if undecided else "marker")
            if undecided:
                asked.append(self._suggestion(key, names[key], call, first=not asked))
        refill(self._asked, asked)
        self._set_out()

    def _suggestion(self, key: str, name: str, call: CallView, *, first: bool) -> QWidget:
        """The keys decide the first one, and stand on it alone."""
        yes = CapButton("Yes", "Alt+Y" if first else "", tall=28)
        no = CapButton("No", "Alt+N" if first else "", tall=28)
        yes.setAccessibleName(f"{name}: yes{', Alt+Y' if first else ''}")
        no.setAccessibleName(f"{name}: no{', Alt+N' if first else ''}")
        yes.clicked.connect(lambda: self.decided.emit(key, True))
        no.clicked.connect(lambda: self.decided.emit(key, False))
        because = call.contact.markers[key].fact.words
        said = f"{name}? “{because}”" if because else f"{name}?"
        return signed("box_asked", said, after=row(yes, no))

    def _make(self, markers: tuple[Marker, ...]) -> None:
        self._made, self._drawn = {}, None
        refill(self._grid, ())
        for n, marker in enumerate(markers):
            button = CapButton(marker.name, f"{n + 1}" if n < NINE else "", look="marker", tall=28)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"Risk marker {marker.name}")
            button.clicked.connect(lambda _=False, key=marker.key: self.toggled.emit(key))
            self._made[marker.key] = button
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def _set_out(self) -> None:
        """Two in a row, in the order of their digits; a long name has a row of its own."""
        half = (self.contentsRect().width() - 2 * px(16) - self._grid.spacing()) // 2
        cell = 0
        for button in self._made.values():
            self._grid.removeWidget(button)
            for label in button.findChildren(QLabel):
                label.ensurePolished()  # only then it knows how wide its font is
            wide = button.sizeHint().width() > half
            cell += cell % 2 if wide else 0
            self._grid.addWidget(button, cell // 2, cell % 2, 1, 2 if wide else 1)
            cell += 2 if wide else 1
