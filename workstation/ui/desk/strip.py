"""The left column folded to a strip: who, warnings, where, how often; each in a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from workstation.ui.desk.reading.folded import folded
from workstation.ui.pieces.panel import refill
from workstation.ui.pieces.signs import Picture
from workstation.ui.pieces.words import plain_label, rule
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from workstation.desk.call.view import CallView
    from workstation.ui.desk.reading.folded import Fold


class Strip(QFrame):
    """Shown instead of the left column in a small window; Alt+C unfolds it."""

    def __init__(self) -> None:
        super().__init__()
        self._folds = QVBoxLayout()
        self._folds.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._folds)
        outer.addStretch(1)
        self._drawn: tuple[Fold, ...] = ()
        self._call: CallView | None = None

    def show_call(self, call: CallView) -> None:
        """Say each in two or three words; as soon as it is seen, where it is not."""
        self._call = call
        if self.isVisible():
            self._draw(call)

    def showEvent(self, event: QShowEvent) -> None:
        """What was told meanwhile."""
        if self._call is not None:
            self._draw(self._call)
        super().showEvent(event)

    def _draw(self, call: CallView) -> None:
        folds = folded(call)
        if folds == self._drawn:
            return
        self._drawn = folds
        refill(self._folds, [_section(fold) for fold in folds])


def _section(fold: Fold) -> QFrame:
    holder = QFrame()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(px(8), px(8), px(8), 0)
    inner.setSpacing(px(2))
    top = QHBoxLayout()
    top.addWidget(Picture(sign_icon(fold.sign, tokens().text)))
    top.addStretch(1)
    if fold.key:
        top.addWidget(plain_label(fold.key, "key"))
    inner.addLayout(top)
    inner.addWidget(plain_label(fold.words, "strong", wrap=True))
    if fold.below:
        inner.addWidget(plain_label(fold.below, "small", wrap=True))
    inner.addSpacing(px(6))
    inner.addWidget(rule())
    return holder
