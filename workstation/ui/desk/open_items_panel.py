"""What is open: it travels with an urgent incident and holds nothing. And what was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout

from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.signs import signed
from workstation.ui.pieces.times import clock
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView

SHOWN: Final = 6


class OpenItemsPanel(Panel):
    """By name, never as a number to bring to nought."""

    def __init__(self) -> None:
        super().__init__("Open items", "Alt+O")
        self._items = QVBoxLayout()
        self._items.setSpacing(px(2))
        self.body.addLayout(self._items)
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """List what is not known, asked or met, and the last promises."""
        promised = tuple(
            f"Promised {clock(p.at_utc)}: {p.fact.text}" for p in call.contact.promises[-2:]
        )
        items = tuple(item.text for item in call.open_items)
        if (items, promised) == self._drawn:
            return
        self._drawn = (items, promised)
        self.note("each one can be sent as it is" if items else "nothing open")
        few = items if len(items) <= SHOWN + 1 else items[:SHOWN]
        lines = [signed("dashed", text) for text in few]
        if len(few) < len(items):
            lines.append(plain_label(f"and {len(items) - SHOWN} more", "small"))
        refill(self._items, [*lines, *(signed("tick", text) for text in promised)])
