"""The narrative: a line to type in from the first second, and above it the story as it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from workstation.domain.text import LINE
from workstation.ui.desk.reading.story import early, story, waiting
from workstation.ui.desk.story_rows import StoryRows
from workstation.ui.pieces.asking_line import AskingLine
from workstation.ui.pieces.panel import Panel
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workstation.desk.call.view import CallView
    from workstation.desk.ports import Draft


class NarrativePanel(Panel):
    """The home of the focus.

    Signals: ``committed`` a line was ended with Enter; ``typed`` half-typed text with its cursor.
    """

    committed = Signal(str)
    typed = Signal(str, int)

    def __init__(self) -> None:
        super().__init__("Narrative", "Esc")
        self._story = StoryRows()
        self.line = AskingLine()
        self.line.setProperty("look", "story")
        self.line.setMaxLength(LINE)
        self.line.setMinimumHeight(px(48))
        self.line.ask(
            'Type what you hear. Enter keeps the line; " marks their words', "Type what you hear"
        )
        self.line.setAccessibleName("Narrative: type here")
        self.line.returnPressed.connect(self._commit)
        self.line.textEdited.connect(self._edited)
        self.line.cursorPositionChanged.connect(lambda *_: self._moved())
        self.body.addWidget(self._story, 1)
        self.body.addWidget(self.line)
        self._heard = False
        self._ended: list[str] = []

    def show_call(self, call: CallView) -> None:
        """Add what is new to the time line; the typing line is never touched."""
        self._story.show_lines(story(call))

    def show_waiting(self, loose: Iterable[Draft]) -> None:
        """Without a call: the lines that wait for the next."""
        self._story.show_lines(waiting(loose))

    def put_back(self, text: str, cursor: int) -> None:
        """Half-typed text as it was; what was typed since, before it could be shown, follows it."""
        if self._ended:
            self._ended[0] = f"{text.rstrip()} {self._ended[0]}".lstrip()
            return
        since, at = self.line.text(), self.line.cursorPosition()
        if not since:
            self.line.setText(text)
            self.line.setCursorPosition(min(cursor, len(text)))
        elif text.strip() and since != text:
            self.line.setText(f"{text.rstrip()} {since}")
            self.line.setCursorPosition(len(text.rstrip()) + 1 + at)

    def go_on(self, sign: str) -> None:
        """Go on with the line, and with typing in it, whatever had the focus."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.deselect()
        self.line.insert(sign)
        self._edited(self.line.text())

    def listen(self) -> None:
        """Somebody keeps lines from now on; what was ended before is had by `take_ended`."""
        self._heard = True

    def take_ended(self) -> tuple[str, ...]:
        """The lines that were ended before anybody could keep them, in their order; once."""
        ended, self._ended = tuple(self._ended), []
        return ended

    def _commit(self) -> None:
        text = self.line.text()
        if not text.strip():
            return
        self.line.clear()
        if self._heard:
            self.committed.emit(text)
        else:
            self._ended.append(text)
            self._story.show_lines(early(self._ended))

    def _edited(self, text: str) -> None:
        self.typed.emit(text, self.line.cursorPosition())

    def _moved(self) -> None:
        if self.line.hasFocus() and self.line.text():
            self.typed.emit(self.line.text(), self.line.cursorPosition())
