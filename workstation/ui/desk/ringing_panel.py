"""A call that rings: since when, by which line, and the key that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.panel import Panel, row
from workstation.ui.pieces.signs import Picture
from workstation.ui.pieces.times import seconds_between, span
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView

F12: Final = "F12 works from the first ring."


class RingingPanel(Panel):
    """Signals: ``pressed`` with the deed that answers."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__("Call")
        self._since = plain_label("", "first", wrap=True)
        answer = CapButton("Answer", "F4", look="send", tall=40)
        answer.setMinimumWidth(answer.sizeHint().width())
        answer.clicked.connect(lambda: self.pressed.emit("answer"))
        sound = Picture(sign_icon("sound", tokens().text), 20)
        self.body.addWidget(row(sound, self._since, answer, stretch=1))
        self._way = plain_label(F12, "small", wrap=True)
        self.body.addWidget(self._way)
        self.hide()

    def show_call(self, call: CallView | None, now_utc: str) -> None:
        """Say how long it has rung; nothing is shown once it is answered."""
        rings = call is not None and call.contact.phase == "ringing"
        self.setVisible(rings)
        if call is not None and rings:
            waited = span(seconds_between(call.contact.offered_at, now_utc))
            say(self._since, f"Ringing {waited}")
            is_linked = call.contact.call is not None and call.contact.call.via == "link"
            say(self._way, f"From a link. {F12}" if is_linked else F12)
