"""One sentence in a window of its own, for a program that somebody started by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.ui.app import application
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.words import plain_label
from workstation.ui.theme.dress import wear_sheet
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workstation.ui.theme.tokens import ThemeWish


class SentenceWindow(QWidget):
    """Shown beside what somebody types in: it does not take the keyboard by itself."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.setWindowTitle("Workstation")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        close = CapButton("Close", "Esc")
        close.clicked.connect(self.close)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(16), px(16), px(16), px(16))
        lines.setSpacing(px(16))
        lines.addWidget(plain_label(sentence, wrap=True), 1)
        lines.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(px(480), px(140))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()


def show(sentence: str, theme: ThemeWish, scale: float) -> None:
    """Show ``sentence`` until its window is closed. Raises `NoDisplay`."""
    app = application(theme, scale)
    window = SentenceWindow(sentence)
    wear_sheet(app)
    window.show()
    app.exec()
