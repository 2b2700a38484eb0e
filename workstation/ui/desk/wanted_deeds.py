"""Answers what a team asks of the caller on the line, or of one who is rung back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from workstation.ui.desk.reading.wanted import first_asked, list_rows, title
from workstation.ui.pieces.form import Field, Form

if TYPE_CHECKING:
    from workstation.desk.call.view import Wanted
    from workstation.ui.desk.docking import Docking
    from workstation.ui.desk.screen import Screen

NOTHING: Final = "No team asks anything of this caller; Shift+F5 lists whom to ring back."
GONE: Final = "This is not asked any more: somebody has answered it."


class WantedDeeds(QObject):
    """One key answers what stands in the banner, another lists everybody who is to be rung."""

    def __init__(self, screen: Screen, docking: Docking) -> None:
        super().__init__(screen.window)
        self._on, self._docking = screen, docking

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What keys and rows of the list do, by the names of the deeds."""
        return {
            "answer_asked": lambda _: self._answer(),
            "call_backs": lambda _: self._list(),
            "answer_task": self._chosen,
        }

    def _answer(self) -> None:
        call = self._on.calls.view()
        found = first_asked(call.wanted) if call else None
        if found is None:
            self._on.window.news.answer(NOTHING)
        else:
            self._docking.open(self._form(found))

    def _list(self) -> None:
        to_ask = self._on.calls.linking.call_backs.to_ask()
        self._on.window.finder.open(
            list_rows(to_ask, datetime.now(UTC).isoformat()), "Call-back list"
        )

    def _chosen(self, named: str) -> None:
        incident_id, _, task_id = named.partition("|")
        to_ask = self._on.calls.linking.call_backs.to_ask()
        wanted = (incident_id, task_id)
        found = (w for w in to_ask if (w.card.incident_id, w.task.task_id) == wanted)
        if (one := next(found, None)) is None:
            self._on.window.news.answer(GONE)
        else:
            self._docking.open(self._form(one))

    def _form(self, one: Wanted) -> Form:
        answer = self._on.calls.linking.call_backs.answer
        incident_id, task_id = one.card.incident_id, one.task.task_id
        return Form(
            f"asked:{task_id}",
            "Asked of the caller",
            (Field("text", "What they said, or why it cannot be asked"),),
            lambda v, _: lambda: answer(incident_id, task_id, v["text"]),
            "Ctrl+Shift+E",
            note=title(one),
            of_call=False,
        )
