"""Takes over a call of another desk: its list is the finder's, filled when the hub answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from workstation.ui.desk.reading.elsewhere import ASKING, elsewhere_list

if TYPE_CHECKING:
    from workstation.desk.answers import CallsElsewhere
    from workstation.ui.desk.screen import Screen


class LooksElsewhere(Protocol):
    """Who asks the hub for calls of other desks."""

    def look(self, told: Callable[[CallsElsewhere | str], None]) -> None:
        """Ask for the list; ``told`` gets it, or one sentence."""
        ...

    def take(self, contact_id: str, told: Callable[[str], None]) -> None:
        """Go on with a call; ``told`` gets one sentence, empty when it is on the screen."""
        ...


class ElsewhereDeeds(QObject):
    """Binds the list. What arrives late takes no focus: it fills the list or is let go."""

    def __init__(self, screen: Screen, elsewhere: LooksElsewhere) -> None:
        super().__init__(screen.window)
        self._on = screen
        self._elsewhere = elsewhere

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What its key and its rows do, by the names of the deeds."""
        return {"elsewhere": lambda _: self._look(), "take_over": self._take}

    def _look(self) -> None:
        self._on.window.finder.open(ASKING, "Calls of other desks")
        self._elsewhere.look(self._listed)

    def _listed(self, answer: CallsElsewhere | str) -> None:
        finder = self._on.window.finder
        if not (finder.isVisible() and finder.every == ASKING):
            return
        if isinstance(answer, str):
            self._on.window.news.answer(answer)
            finder.leave()
            self._on.to_narrative()
        else:
            finder.offer(elsewhere_list(answer))

    def _take(self, contact_id: str) -> None:
        self._elsewhere.take(contact_id, self._taken)

    def _taken(self, sentence: str) -> None:
        if sentence:
            self._on.window.news.answer(sentence)
