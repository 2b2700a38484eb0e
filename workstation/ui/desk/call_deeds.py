"""What the keys for untidy calls do: first the fact goes on record, then a form asks the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.ui.desk import call_forms as forms

if TYPE_CHECKING:
    from workstation.ui.desk.docking import Docking
    from workstation.ui.desk.screen import Screen

NO_CALL = "There is no call here."


class CallDeeds(QObject):
    """Binds the course of the call: lost, rung back."""

    def __init__(self, screen: Screen, docking: Docking) -> None:
        super().__init__(screen.window)
        self._on, self._docking = screen, docking

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What each key does, by the name of its deed."""
        return {"line_lost": lambda _: self.line_lost()}

    def line_lost(self) -> None:
        """The line is gone, from now on; what was half-typed goes on record with it."""
        call = self._on.calls.view()
        if call is None:
            self._on.window.news.answer(NO_CALL)
            return
        if call.contact.phase in ("talking", "held"):
            self._on.told(self._on.calls.do(ask.Record(facts.CallEnded("lost"))))
        self._docking.open_named(forms.LINE_LOST)
