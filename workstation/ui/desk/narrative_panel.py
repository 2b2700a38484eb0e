"""The narrative: the time line of the call, and the line that is the home of the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from workstation.domain.text import LINE
from workstation.ui.desk.reading.story import StoryLine, story
from workstation.ui.pieces.panel import Panel

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class NarrativePanel(Panel):
    """Takes typing from the first second, whatever else is still missing.

    Signals: ``committed`` a line was ended with Enter; ``typed`` half-typed text with its cursor.
    """

    committed = Signal(str)
    typed = Signal(str, int)

    def __init__(self) -> None:
        super().__init__("Narrative", "Esc")
        self._story = QListWidget()
        self._story.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._story.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._story.setWordWrap(True)
        self._story.setProperty("look", "story")
        self._story.setAccessibleName("Narrative so far")
        self._story.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line = QLineEdit()
        self.line.setProperty("look", "story")
        self.line.setMaxLength(LINE)
        self.line.setMinimumHeight(48)
        self.line.setPlaceholderText(
            'Type what you hear. Enter keeps the line; " marks their words'
        )
        self.line.setAccessibleName("Narrative: type here")
        self.line.returnPressed.connect(self._commit)
        self.line.textEdited.connect(self._edited)
        self.line.cursorPositionChanged.connect(lambda *_: self._moved())
        self.body.addWidget(self._story, 1)
        self.body.addWidget(self.line)
        self._shown: tuple[StoryLine, ...] = ()
        self._heard = False

    def show_call(self, call: CallView) -> None:
        """Add what is new to the time line; the typing line is never touched."""
        now = story(call)
        if now == self._shown:
            return
        if self._shown and now[: len(self._shown)] == self._shown:
            fresh = now[len(self._shown) :]
        else:
            self._story.clear()
            fresh = now
        for line in fresh:
            self._story.addItem(_item(line))
        self._shown = now
        self._story.scrollToBottom()

    def put_back(self, text: str, cursor: int) -> None:
        """Half-typed text as it was; what was typed since, before it could be shown, follows it."""
        since, at = self.line.text(), self.line.cursorPosition()
        if not since:
            self.line.setText(text)
            self.line.setCursorPosition(min(cursor, len(text)))
        elif text.strip() and since != text:
            self.line.setText(f"{text.rstrip()} {since}")
            self.line.setCursorPosition(len(text.rstrip()) + 1 + at)

    def listen(self) -> None:
        """Somebody keeps lines from now on; before, Enter leaves the line as it is."""
        self._heard = True

    def _commit(self) -> None:
        text = self.line.text()
        if text.strip() and self._heard:
            self.line.clear()
            self.committed.emit(text)

    def _edited(self, text: str) -> None:
        self.typed.emit(text, self.line.cursorPosition())

    def _moved(self) -> None:
        if self.line.hasFocus() and self.line.text():
            self.typed.emit(self.line.text(), self.line.cursorPosition())


def _item(line: StoryLine) -> QListWidgetItem:
    note = f"   ‹ {line.note}" if line.note else ""
    item = QListWidgetItem(f"{line.time}   {line.text}{note}")
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    if line.verbatim:
        font = item.font()
        font.setItalic(True)
        item.setFont(font)
    return item
