"""Opens the sheet that is read aloud, prints it, and records who was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from workstation.domain.contact import commands as ask
from workstation.domain.text import one_line
from workstation.ui.desk.reading.phone_sheet import phone_sheet, sheet_text
from workstation.ui.pieces.entry import draft_name

if TYPE_CHECKING:
    from workstation.ui.desk.phone_sheet_page import PhoneSheetPage
    from workstation.ui.desk.reading.phone_sheet import PhoneSheet
    from workstation.ui.desk.screen import Screen
    from workstation.ui.desk.sheet_printing import SheetPrinting

NOTHING = "Nothing was handed over from this call yet; there is no sheet to read."
WHO = "Say who was told: name and role."
#: The half-typed name is the same in the sheet and in its form.
_DRAFT = draft_name("phoned", "told")


class PhoneSheetDeeds(QObject):
    """Binds the sheet. Opening it leaves the focus where it is."""

    def __init__(self, screen: Screen, phoned: Callable[[], None]) -> None:
        super().__init__(screen.window)
        self._on, self._phoned_form = screen, phoned
        self._printing: SheetPrinting | None = None

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What its keys do, by the names of their deeds."""
        return {
            "phone_sheet": lambda _: self.open(),
            "phoned": lambda _: self.whom(),
            "print_sheet": lambda _: self.print(),
        }

    def open(self) -> None:
        """Show it; again: the arrow keys move it."""
        sheet = self._sheet()
        if sheet is None:
            self._on.window.news.answer(NOTHING)
        elif self._seen is not None:
            self._seen.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._open(sheet)

    def whom(self) -> None:
        """Record who was told: on the sheet while it is seen, else in its form."""
        if self._seen is not None:
            self._seen.whom.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._phoned_form()

    def print(self) -> None:
        """Print the sheet of this call, whether it is seen or not."""
        sheet = self._sheet()
        if sheet is None:
            self._on.window.news.answer(NOTHING)
            return
        from workstation.ui.desk.attention_forms import proposed_path
        from workstation.ui.desk.sheet_printing import SheetPrinting

        if self._printing is None:
            self._printing = SheetPrinting(self._on.calls.inbox, self._on.window.news.answer)
        at = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        path = Path(proposed_path(f"{sheet.reference or 'sheet'}-{at}", "pdf"))
        self._on.window.news.answer("Printing the sheet …")
        self._printing.start(sheet_text(sheet), path)

    def refresh(self) -> None:
        """Something changed: read it again, but only while it is seen."""
        page = self._seen
        sheet = self._sheet() if page is not None else None
        if page is not None and sheet is not None:
            page.show_sheet(sheet)
        elif page is not None:
            page.left.emit()

    @property
    def _seen(self) -> PhoneSheetPage | None:
        work = self._on.window.work
        return work.sheet if "sheet" in vars(work) and work.sheet.isVisible() else None

    def _sheet(self) -> PhoneSheet | None:
        call = self._on.calls.view()
        return phone_sheet(self._on.calls.desk_view(), call) if call is not None else None

    def _open(self, sheet: PhoneSheet) -> None:
        work, focus = self._on.window.work, QApplication.focusWidget()
        if "sheet" not in vars(work):
            work.sheet.told.connect(self._told)
            work.sheet.typed.connect(lambda t, at: self._on.calls.draft(_DRAFT, t, at))
            work.sheet.pressed.connect(self._on.window.pressed)
        if focus is not None and work.isAncestorOf(focus):
            self._on.to_narrative()
        call = self._on.calls.view()
        drafts = {d.field: d.text for d in call.drafts} if call else {}
        work.sheet.whom.setText(drafts.get(_DRAFT, ""))
        work.sheet.show_sheet(sheet)
        work.sheet.opened.emit()
        work.verticalScrollBar().setValue(0)

    def _told(self, whom: str) -> None:
        page = self._on.window.work.sheet
        told = one_line(whom)
        if not told:
            self._on.window.news.answer(WHO)
            return
        now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        command = ask.PhoneThrough(page.incident_id, told, now)
        result = self._on.calls.do(command, clears=(_DRAFT,))
        self._on.told(result)
        if result.done:
            page.whom.clear()
            self._on.to_narrative()
