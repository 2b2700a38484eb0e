"""Links the call to an open incident near here, to another one of the list, or separates it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from workstation.ui.desk.reading.near import near_list

if TYPE_CHECKING:
    from workstation.ui.desk.screen import Screen

NOTHING: Final = "No open incident is proposed for this call; nothing was linked."


class NearDeeds(QObject):
    """One key links to the incident that stands first on the screen; the list has the others."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen.window)
        self._on = screen

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What keys and rows of the list do, by the names of the deeds."""
        linking = self._on.calls.linking
        return {
            "join": lambda _: self._join(),
            "join_list": lambda _: self._list(),
            "join_to": lambda one: self._on.told(linking.attach(one)),
            "separate": lambda one: self._on.told(linking.separate(one)),
        }

    def _join(self) -> None:
        """What was read is what is linked, whatever came first meanwhile."""
        first = self._on.window.columns.near.first
        if first:
            self._on.told(self._on.calls.linking.attach(first))
        else:
            self._on.window.news.answer(NOTHING)

    def _list(self) -> None:
        call = self._on.calls.view()
        if call is not None:
            near = near_list(call, datetime.now(UTC).isoformat())
            self._on.window.finder.open(near, "Open near here")
