"""A panel that stands whole while there is room, and scrolls where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

#: The part of its window's height that is never taken from it.
KEPT = 0.34


class Reach(QScrollArea):
    """Holds one panel as tall as it is, and never makes its window taller than the screen."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self._panel = panel
        self.setWidgetResizable(True)
        self.setWidget(panel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the panel holds has changed: it may be taller now."""
        if watched is self._panel and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """As tall as the panel at this width."""
        tall = self._panel.heightForWidth(self.width()) if self._panel.hasHeightForWidth() else -1
        return QSize(0, max(tall, self._panel.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Whole, but for what is more than its part of the window."""
        return QSize(0, min(self.sizeHint().height(), round(self.window().height() * KEPT)))
