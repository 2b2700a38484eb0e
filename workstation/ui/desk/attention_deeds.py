"""Opens the page of what needs attention, and the forms by which an item is settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workstation.ui.desk.reading.attention import attention_rows

if TYPE_CHECKING:
    from workstation.ui.desk.docking import Docking
    from workstation.ui.desk.reading.attention import AttentionRow
    from workstation.ui.desk.screen import Screen

NO_WAY = "This cannot be said again from here: keep it in a file (K) or note it (D)."


class AttentionDeeds(QObject):
    """Binds the page. It is opened by its key alone: what lands in it takes no focus."""

    def __init__(self, screen: Screen, docking: Docking) -> None:
        super().__init__(screen.window)
        self._on, self._docking = screen, docking
        screen.window.second.connect(self.refresh)

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What its key does, by the name of its deed."""
        return {"attention": lambda _: self._open()}

    def refresh(self) -> None:
        """Something changed, or a second passed: read again, but only while it is seen."""
        work = self._on.window.work
        if "attention" in vars(work) and work.attention.isVisible():
            work.attention.show_rows(self._rows())

    def _open(self) -> None:
        work = self._on.window.work
        if "attention" not in vars(work):
            work.attention.asked.connect(self._asked)
        work.attention.open(self._rows())

    def _rows(self) -> tuple[AttentionRow, ...]:
        return attention_rows(self._on.calls.mend.items, datetime.now(UTC).isoformat())

    def _asked(self, way: str, event_id: str) -> None:
        from workstation.ui.desk import attention_forms as forms

        mend = self._on.calls.mend
        item = next((one for one in mend.items if one.event_id == event_id), None)
        if item is None:
            self._on.to_narrative()
        elif way == "again" and item.way == "none":
            self._open()
            self._on.window.news.answer(NO_WAY)
        else:
            form = {
                "again": forms.again_form,
                "export": forms.export_form,
                "dealt_with": forms.dealt_with_form,
            }[way]
            self._docking.open(form(item, mend))
