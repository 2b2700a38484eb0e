"""Where: the incident's place and the caller's, best fix first, read back or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.ui.desk.reading import who
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.signs import signed
from workstation.ui.pieces.words import plain_label, say, wear
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class PlacePanel(Panel):
    """Places with source, radius and time. Signals: ``read_back`` it was read back and is right."""

    read_back = Signal()

    def __init__(self) -> None:
        super().__init__("Location", "Alt+L")
        self._place = QVBoxLayout()
        self._place.setSpacing(px(2))
        self._others = QVBoxLayout()
        self._others.setSpacing(px(2))
        self._state = plain_label("", "open")
        self._button = CapButton("Read back: right", "Alt+B", tall=28)
        self._button.setAccessibleName("The place was read back and is right, Alt+B")
        self._button.clicked.connect(self.read_back)
        self.body.addLayout(self._place)
        self.body.addWidget(row(self._state, self._button))
        self.body.addLayout(self._others)
        self._state.hide()
        self._button.hide()
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """List the fixes of ``call``."""
        contact = call.contact
        here = who.fixes(contact, "incident")
        words = who.read_back_words(call)
        is_confirmed = words == who.CONFIRMED
        say(self._state, f"✓ {words}" if is_confirmed else f"○ {words}")
        wear(self._state, "chip" if is_confirmed else "open")
        self._state.setVisible(bool(here))
        self._button.setVisible(bool(here) and not is_confirmed)
        if self._drawn == contact.fixes:
            return
        self._drawn = contact.fixes
        there = who.fixes(contact, "caller")
        refill(self._place, _incident(here))
        others = [part for one in here[1:] for part in _other(one, here[0])]
        if there:
            others += [plain_label("Caller", "small"), plain_label(there[0].where, wrap=True)]
            others += [_fix(one) for one in there]
        refill(self._others, others)


def _incident(here: tuple[who.Fix, ...]) -> list[QWidget]:
    heading: list[QWidget] = [plain_label("Incident", "small")]
    if not here:
        return [*heading, plain_label("Not known yet: Alt+L takes the caller's words", wrap=True)]
    return [*heading, plain_label(here[0].where, "place", wrap=True), _fix(here[0])]


def _other(one: who.Fix, best: who.Fix) -> list[QWidget]:
    """Beside the best; in words of its own where it says another place."""
    if one.where == best.where:
        return [_fix(one)]
    said = f"SAID SINCE: {one.where}" if one.later else one.where
    return [plain_label(said, "open" if one.later else "", wrap=True), _fix(one)]


def _fix(one: who.Fix) -> QWidget:
    when = plain_label(f"{one.radius}   {one.time}".strip(), "second")
    return signed("place", one.source, "second", after=when)
