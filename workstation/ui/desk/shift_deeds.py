"""Opens the shift page, and keeps it true while it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workstation.ui.desk.reading.shift import shift_rows

if TYPE_CHECKING:
    from workstation.ui.desk.screen import Screen


class ShiftDeeds(QObject):
    """Binds the shift page."""

    def __init__(self, screen: Screen, picked: Callable[[str], None]) -> None:
        super().__init__(screen.window)
        self._on = screen
        self._page = screen.window.work.shift
        self._page.picked.connect(picked)

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What its key does, by the name of its deed."""
        return {"shift": lambda _: self._page.open(shift_rows(self._on.calls.shift()))}

    def refresh(self) -> None:
        """Something changed: count again, but only while it is seen."""
        if self._page.isVisible():
            self._page.show_rows(shift_rows(self._on.calls.shift()))
