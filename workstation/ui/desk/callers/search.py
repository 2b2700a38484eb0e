"""The people in the list: those beside the call, those who were found, near ones behind them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from workstation.ui.desk.callers.listing import candidate_rows, found_rows, found_state, start_state
from workstation.ui.desk.callers.near_names import NearNames
from workstation.ui.pieces.shown import shown_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.domain.callers.caller import Caller, Found
    from workstation.ui.desk.callers.people_page import PeoplePage
    from workstation.ui.desk.callers.rows import PersonRow
    from workstation.ui.desk.screen import Screen

LOOKED_ON: Final = "Looking without a call goes on under the reason given: {}"


class Search(QObject):
    """Fills the page of people. ``reason``: why one looks while nobody is on the line; ``same``:
    who was marked first, while the other is looked for.
    """

    def __init__(self, screen: Screen, asked: Callable[[str, str], None]) -> None:
        """``asked``: what to do with the row under the keys, by the page's name for it."""
        super().__init__(screen.window)
        self._on, self._who, self._asked = screen, screen.calls.who, asked
        self.reason = ""
        self.same: Caller | None = None
        self._found: tuple[Caller, ...] = ()
        self._near = NearNames(self, self._behind, self._show_behind)

    @cached_property
    def page(self) -> PeoplePage:
        """The page, once somebody is looked for."""
        page = self._on.window.work.people
        page.typed.connect(self.search)
        page.asked.connect(self._asked)
        return page

    @property
    def here(self) -> Caller | None:
        """Whoever is under the keys."""
        under = self.page.here if self.page.isVisible() else ""
        return next((one for one in self._found if one.caller_id == under), None)

    def open(self, *, choosing: bool) -> None:
        """Show those beside the call; with ``choosing`` a digit says which of them is calling."""
        self._near.forget()
        self.page.open(self._beside(), self._start(), choosing=choosing)

    def search(self, text: str) -> None:
        """List whoever fits what was typed so far."""
        self._near.forget()
        if not any(map(str.isalnum, text)):  # nobody is asked for: nothing is said of anybody
            self.page.show_rows(self._beside(), self._start())
            return
        found = self._who.find(text)
        self._found = found.people
        self.page.show_rows(self._rows(found), self._state(found_state(found)))
        self._near.wait(found)

    def again(self) -> None:
        """The same once more, with what is known of people now; the row under the keys stays."""
        at = self.page.list.at
        self.search(self.page.line.text())
        self._near.now()
        self.page.list.go(at)
        if self.same is not None:
            self.page.say(self._state(""))

    def _behind(self, found: Found) -> Found:
        return self._who.near(found) if self.page.isVisible() else found

    def _show_behind(self, found: Found) -> None:
        """More people behind those who are listed, none of whom moves."""
        rows = self._rows(found)[len(self._found) :]
        self._found = found.people
        self.page.add_rows(rows, self._state(found_state(found)))

    def _beside(self) -> tuple[PersonRow, ...]:
        call = self._on.calls.view()
        self._found = (*call.on_record.callers, *call.on_record.household) if call else ()
        return candidate_rows(call, self._marked) if call else ()

    def _rows(self, found: Found) -> tuple[PersonRow, ...]:
        return found_rows(found, self._on.calls.view(), self._marked)

    @property
    def _marked(self) -> str:
        return self.same.caller_id if self.same is not None else ""

    def _start(self) -> str:
        return self._state(start_state(self._who.standing()))

    def _state(self, words: str) -> str:
        """What is said of the list, after what is being done with it."""
        doing = ""
        if self.same is not None:
            doing = f"Ctrl+M on the other: may be the same as {self.same.name}"
        elif self.reason:
            doing = LOOKED_ON.format(self.reason)
        return shown_line(" · ".join(part for part in (doing, words) if part))
