"""Opens the shift page and what is behind its figures, and keeps it true while it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workstation.ui.desk.reading.shift import account_words, shift_rows
from workstation.ui.desk.reading.shift_hours import BACK, FIGURE, KEEP, PLOT, behind_rows

if TYPE_CHECKING:
    from workstation.desk.call.view import ShiftView
    from workstation.ui.desk.docking import Docking
    from workstation.ui.desk.reading.shift_hours import Named
    from workstation.ui.desk.reading.shift_row import ShiftRow
    from workstation.ui.desk.screen import Screen
    from workstation.ui.desk.shift_page import ShiftPage
    from workstation.ui.desk.shift_pictures import ShiftPictures

#: Milliseconds without another size after which pictures are drawn anew.
STILL_MS = 250


class ShiftDeeds(QObject):
    """Binds the shift page."""

    def __init__(self, screen: Screen, docking: Docking, picked: Callable[[str], None]) -> None:
        super().__init__(screen.window)
        self._on, self._docking, self._picked = screen, docking, picked
        self._figure, self._by = "", ""
        screen.window.closing.connect(self._stop)
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self._draw)

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What its key and its rows do, by the names of their deeds."""
        return {
            BACK: lambda _: self._open("", ""),
            FIGURE: lambda key: self._open(key, f"{FIGURE}:{key}"),
            PLOT: lambda key: self._open(key, f"{PLOT}:{key}"),
            KEEP: self._keep,
        }

    def refresh(self) -> None:
        """Something changed: count again, but only while it is seen."""
        if "shift" in vars(self._on.window.work) and self._page.isVisible():
            view = self._on.calls.shift()
            self._page.show_rows(self._rows(view))
            self._want(view)

    @cached_property
    def _page(self) -> ShiftPage:
        page = self._on.window.work.shift
        page.picked.connect(self._picked)
        page.rows.room.connect(self._still.start)
        return page

    @cached_property
    def _pictures(self) -> ShiftPictures:
        from workstation.ui.desk.shift_pictures import ShiftPictures

        return ShiftPictures(self._on.calls.inbox, self._page.show_picture)

    def _open(self, figure: str, by: str) -> None:
        """What is behind one figure; or all of them, with the row that was left under the keys."""
        before, self._figure, self._by = self._by, figure, by
        view = self._on.calls.shift()
        self._page.open(self._rows(view), before)
        self._want(view)

    def _stop(self) -> None:
        if "_pictures" in vars(self):
            self._pictures.stop()

    def _rows(self, view: ShiftView) -> tuple[ShiftRow, ...]:
        if not self._figure or view.hours is None:
            return shift_rows(view)
        known = self._known(view)
        return behind_rows(view.hours, self._figure, lambda one: known.get(one) or self._rang(one))

    def _known(self, view: ShiftView) -> dict[str, Named]:
        """Calls that were answered, and their incidents, by name."""
        found: dict[str, Named] = {}
        for account in view.desk.accounts:
            named = (account_words(view, account), f"call:{account.contact_id}")
            found |= dict.fromkeys((account.contact_id, *account.incidents), named)
        return found

    def _rang(self, contact_id: str) -> Named:
        """A call that nobody answered."""
        seen = self._on.calls.view(contact_id)
        line = seen.contact.call.line if seen and seen.contact.call else ""
        return f"{line or 'A call'} that rang off, {contact_id}", f"call:{contact_id}"

    def _want(self, view: ShiftView) -> None:
        rows = self._page.rows
        if view.hours is not None:
            self._pictures.want(view.hours, rows.picture_wide, rows.devicePixelRatioF())

    def _draw(self) -> None:
        if self._page.isVisible():
            self._want(self._on.calls.shift())

    def _keep(self, kind: str) -> None:
        from workstation.ui.desk.shift_forms import keep_form

        hours = self._on.calls.shift().hours
        if hours is not None:
            told = self._on.window.news.answer
            self._docking.open(keep_form(kind, hours, self._on.calls.inbox, told))
