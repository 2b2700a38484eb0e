"""Find people: one line, the best twenty as one types, nobody chosen until Enter says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from workstation.ui.desk.callers.listed import LEAST, Listed
from workstation.ui.desk.callers.painting import TALL, PaintsPeople
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.digits import digit, word
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.flow import Flow
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.callers.rows import PersonRow

#: Characters of the line at most.
LINE: Final = 200
PLACEHOLDER: Final = "Name, birth date, address, postcode, or the last digits of a number"
CHOOSING: Final = "A digit says which of them is calling, 0 none of them; a letter searches"
NOT_HERE: Final = f"Nobody here has that digit · {CHOOSING}"
#: (words, cap, what is done with the row under the keys or with the line)
WAYS: Final = (
    ("This is the caller", "Enter", "this_is"),
    ("Whole history", "Ctrl+H", "history"),
    ("New person", "Ctrl+Shift+N", "new_person"),
    ("May be the same", "Ctrl+M", "same"),
)


class PeoplePage(QFrame):
    """Docked like a form. Signals: ``typed`` what stands in the line; ``asked`` (way, caller id);
    ``opened``; ``left``.
    """

    typed = Signal(str)
    asked = Signal(str, str)
    opened = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "raised")
        self._inner = inner = QVBoxLayout(self)
        self._title = plain_label("Who is calling   Ctrl+W", "strong")
        inner.addWidget(self._title)
        self.line = QLineEdit()
        self.line.setMaxLength(LINE)
        self.line.setAccessibleName("Find people")
        self.line.setPlaceholderText(PLACEHOLDER)
        self.line.textEdited.connect(self._edited)
        self.line.installEventFilter(self)
        self._state = Elided("", "small")
        self.list = Listed("People found", PaintsPeople())
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self.line, self._state):
            inner.addWidget(widget)
        inner.addWidget(self.list, 1)
        self._ways = self._made_ways()
        inner.addWidget(self._ways)
        self._choosing = False
        self.brief(False)

    def open(self, rows: tuple[PersonRow, ...], state: str, *, choosing: bool = False) -> None:
        """Begin with an empty line and ``rows``; ``choosing``: a digit says which of them it is."""
        self._choosing = choosing
        self.line.clear()
        self.show_rows(rows, CHOOSING if choosing else state)
        self.opened.emit()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self, rows: tuple[PersonRow, ...], state: str, at: int = 0) -> None:
        """The people for what stands in the line, and what is to be said of them."""
        self.list.show_rows(rows, at)
        say(self._state, state)

    def add_rows(self, rows: tuple[PersonRow, ...], state: str) -> None:
        """More people behind the others, and what is to be said of them all."""
        self.list.add_rows(rows)
        say(self._state, state)

    def say(self, state: str) -> None:
        """Say something else of them."""
        say(self._state, state)

    def brief(self, brief: bool) -> None:
        """Without heading, keys and room around, where there is hardly any: the line stays."""
        for part in (self._title, self._ways):
            part.setVisible(not brief)
        self._inner.setContentsMargins(
            px(16), px(4 if brief else 12), px(16), px(4 if brief else 12)
        )
        self._inner.setSpacing(px(2 if brief else 6))
        self.list.setMinimumHeight((1 if brief else LEAST) * px(TALL))

    def leave(self) -> None:
        """Nobody is looked for any more."""
        self.left.emit()

    @property
    def here(self) -> str:
        """The person under the keys, empty where nobody is."""
        rows, at = self.list.rows, self.list.at
        return rows[at].caller_id if 0 <= at < len(rows) else ""  # type: ignore[attr-defined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk the list while the focus stays in the line; Enter says who it is."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self.list.walk(event) or self._chose(event):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
                event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            ):
                self._ask("this_is")
                return True
        return super().eventFilter(watched, event)

    def _chose(self, event: QKeyEvent) -> bool:
        """Whether a digit said who it is, before anything was typed; no digit searches then."""
        if not self._choosing or self.line.text() or not word(event).isdecimal():
            return False
        n = digit(event)
        found = (row for row in self.list.rows if row.number == n)  # type: ignore[attr-defined]
        row = next(found, None) if n else None
        if row is not None:
            self.asked.emit("this_is", row.caller_id)  # type: ignore[attr-defined]
        elif n:
            say(self._state, NOT_HERE)
        else:
            self.asked.emit("nobody", "")
        return True

    def _edited(self, text: str) -> None:
        self._choosing = False
        self.typed.emit(text)

    def _ask(self, way: str) -> None:
        if way == "new_person" or self.here:
            self.asked.emit(way, self.here)

    def _made_ways(self) -> QFrame:
        holder = QFrame()
        holder.setProperty("look", "bare")
        ways = Flow(px(8), holder)
        for words, cap, way in WAYS:
            button = CapButton(words, cap, tall=28)
            button.clicked.connect(lambda _=False, way=way: self._ask(way))
            ways.addWidget(button)
        return holder
