"""The window and the calls behind it, and where the focus goes: what every deed stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from workstation.desk.call.calls import Calls
    from workstation.desk.call.view import Result
    from workstation.ui.desk.window import DeskWindow


@dataclass(frozen=True, slots=True)
class Screen:
    """One window on one desk's calls."""

    window: DeskWindow
    calls: Calls

    def told(self, result: Result) -> None:
        """Say what came of a command."""
        sentence = result.sentence or (result.held[0].sentence if result.held else "")
        if result.done:
            self.window.news.pass_on()
        self.window.news.answer(sentence, passes=not result.done)

    def to_narrative(self) -> None:
        """The focus goes home; what stands there is gone on with.

        A shortcut's focus would select it all, and the next letter would wipe it out.
        """
        self.window.narrative.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.calls.at("narrative")

    def to_answer(self) -> None:
        """The focus goes to the current question."""
        self.window.questions.answer.setFocus(Qt.FocusReason.OtherFocusReason)
        current = self.window.questions.current
        self.calls.at(f"question:{current.key}" if current else "narrative")
