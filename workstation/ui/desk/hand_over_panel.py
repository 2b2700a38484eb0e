"""Where each hand-over of this call truly stands. An alarm is docked here and takes no focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workstation.ui.desk.reading.handing import cards
from workstation.ui.pieces.flow import Flow
from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.signs import Picture, signed
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.policy import Policy
    from workstation.ui.desk.reading.handing import Card, Step

#: Pixels at 100 %: in a window less high there is hardly any room.
TIGHT: Final = 500


class HandOverPanel(Panel):
    """The cards, newest first; in a window with hardly any room only their newest step."""

    def __init__(self) -> None:
        super().__init__("Hand-over", last=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(8))
        self.body.addLayout(self._cards)
        self._drawn: object = None

    def show_call(self, call: CallView, now_utc: str) -> None:
        """Say where each hand-over stands at ``now_utc``."""
        found, tight = cards(call, now_utc), self.window().height() < px(TIGHT)
        if (found, tight) == self._drawn:
            return
        self._drawn = found, tight
        shown = [_card(one, tight=tight) for one in found]
        refill(self._cards, shown or [_not_sent(call.policy)])


def _not_sent(policy: Policy) -> QWidget:
    team = policy.team(policy.outcome("send_now").teams[0]).name
    return signed("dashed", f"Not sent. F12 sends now to {team}, team queue", "strong")


def _card(one: Card, *, tight: bool) -> QWidget:
    card = QFrame()
    noticed = one.refused or one.phoned.startswith("NOT")
    card.setProperty("look", "alarm" if one.alarm else "notice" if noticed else "bare")
    inner = QVBoxLayout(card)
    edge = px(12) if one.alarm or noticed else 0
    inner.setContentsMargins(edge, edge and px(8), edge, edge and px(8))
    inner.setSpacing(px(4))
    colour = tokens().onalarm if one.alarm else tokens().text
    if one.alarm:
        inner.addWidget(plain_label(f"▲ {one.alarm}", "strong" if tight else "first", wrap=True))
    first = not (one.alarm or tight)
    inner.addWidget(plain_label(one.headline, "first" if first else "strong", wrap=True))
    shown = tuple(step for step in one.steps if step.newest) if tight else one.steps
    inner.addWidget(_steps(shown, colour))
    if one.phoned:
        inner.addWidget(plain_label(one.phoned, "strong", wrap=True))
    if one.approval:
        inner.addWidget(plain_label(one.approval, "small", wrap=True))
    inner.addWidget(plain_label(one.detail, "small", wrap=True))
    return card


def _steps(steps: tuple[Step, ...], colour: str) -> QWidget:
    holder = QWidget()
    holder.setProperty("look", "bare")
    line = Flow(px(6), holder)
    for step in steps:
        line.addWidget(_step(step, colour))
    return holder


def _step(step: Step, colour: str) -> QWidget:
    holder = QWidget()
    holder.setProperty("look", "bare")
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(6))
    line.addWidget(Picture(sign_icon("tick" if step.reached else "dashed", colour)))
    line.addWidget(plain_label(step.name, "strong" if step.newest else ""))
    line.addWidget(plain_label(step.time, "small"))
    return holder
