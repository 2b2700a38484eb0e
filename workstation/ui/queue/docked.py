"""The form of the queue, as tall as it is while there is room; it scrolls where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from workstation.ui.pieces.reach import Reach

if TYPE_CHECKING:
    from workstation.ui.pieces.entry import Entry


class Docked(Reach):
    """There only while the form is open; the field that has the focus is always in sight."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry)
        self._entry = entry
        entry.opened.connect(self.show)
        entry.left.connect(self.hide)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._entry.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, now.height() * 2)
