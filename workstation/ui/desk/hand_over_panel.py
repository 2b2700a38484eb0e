"""What travels with the incident, and where each hand-over truly stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workstation.ui.desk.reading.handing import Card, cards
from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.times import clock
from workstation.ui.pieces.words import plain_label

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.policy import Policy

OPEN_SHOWN = 6


class OpenItemsPanel(Panel):
    """What is open: it travels with an urgent incident and holds nothing."""

    def __init__(self) -> None:
        super().__init__("Open items")
        self._items = QVBoxLayout()
        self._items.setSpacing(2)
        self.body.addLayout(self._items)
        self._drawn: object = None

    def show_call(self, call: CallView) -> None:
        """List what is not known, asked or met, by name."""
        promised = tuple(
            f"✓ Promised {clock(p.at_utc)}: {p.fact.text}" for p in call.contact.promises[-2:]
        )
        items = tuple(f"○ {item.text}" for item in call.open_items)
        if (items, promised) == self._drawn:
            return
        self._drawn = (items, promised)
        lines = [plain_label(text, "second", wrap=True) for text in items[:OPEN_SHOWN]]
        if len(items) > OPEN_SHOWN:
            lines.append(plain_label(f"and {len(items) - OPEN_SHOWN} more questions open", "small"))
        self.note("each one can be sent as it is" if items else "nothing open")
        refill(self._items, [*lines, *(plain_label(p, "second", wrap=True) for p in promised)])


class HandOverPanel(Panel):
    """The cards of this call's hand-overs. An alarm is docked here and takes no focus."""

    def __init__(self) -> None:
        super().__init__("Hand-over", last=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.body.addLayout(self._cards)
        self._drawn: object = None

    def show_call(self, call: CallView, now_utc: str) -> None:
        """Say where each hand-over stands at ``now_utc``."""
        found = cards(call, now_utc)
        if found == self._drawn:
            return
        self._drawn = found
        refill(self._cards, [_card(one) for one in found] or [_not_sent(call.policy)])


def _not_sent(policy: Policy) -> QWidget:
    team = policy.team(policy.outcome("send_now").teams[0]).name
    return plain_label(f"○ Not sent. F12 sends now to {team}", "second", wrap=True)


def _card(one: Card) -> QWidget:
    card = QFrame()
    card.setProperty("look", "alarm" if one.alarm else "notice" if one.refused else "card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(12, 8, 12, 8)
    inner.setSpacing(4)
    if one.alarm:
        inner.addWidget(plain_label(f"▲ {one.alarm}", "first", wrap=True))
    inner.addWidget(plain_label(one.headline, "strong", wrap=True))
    inner.addWidget(plain_label(one.steps, "", wrap=True))
    inner.addWidget(plain_label(one.detail, "small", wrap=True))
    return card
