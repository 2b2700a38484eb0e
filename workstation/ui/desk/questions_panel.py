"""The questions: letters, the current one with its words, the list. Any order, never a trap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from workstation.domain.text import LINE, cleaned
from workstation.ui.desk.reading import asking
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.dress import tokens_of
from workstation.ui.theme.shapes import state_icon

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.contact.facts import Ending
    from workstation.domain.policy import Question

#: With less width for each the letters stand without their names.
NAME_WIDTH = 134


class QuestionsPanel(Panel):
    """Signals: ``ended`` (question, ending, choice or "", words, wording); ``typed`` (question,
    half-typed answer, cursor); ``chosen`` when another question is the current one.
    """

    ended = Signal(str, str, str, str, str)
    typed = Signal(str, str, int)
    chosen = Signal(str)
    letter = Signal(str)

    def __init__(self) -> None:
        super().__init__("Questions", "F2", last=True)
        self._manner: asking.Manner = "usual"
        self._current: Question | None = None
        self._plain = False
        self._letters = QHBoxLayout()
        self._letters.setSpacing(4)
        self._letters.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._letters)
        self.body.addWidget(self._asking())
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Questions for this incident type")
        self._list.setMinimumHeight(64)
        self._list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_KEY)))
        self.body.addWidget(self._list, 1)
        self._drawn: object = None
        self._drawn_letters: object = None
        self._signs: dict[str, str] = {}

    def _asking(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", "raised")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.setSpacing(6)
        self._title = plain_label("", "strong", wrap=True)
        self._words = plain_label("", "story", wrap=True)
        self._why = plain_label("", "small", wrap=True)
        self._why.hide()
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        self._choices.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.answer = QLineEdit()
        self.answer.setMaxLength(LINE)
        self.answer.setAccessibleName("Answer to the current question")
        self.answer.returnPressed.connect(self._answered)
        self.answer.textEdited.connect(self._edited)
        keys = "Not known Alt+K · Refused Alt+R · Unsafe to ask Alt+U · Already told Alt+A"
        more = "Plainer words Alt+W · Why ask Alt+Q"
        for widget in (self._title, self._words, self._why):
            inner.addWidget(widget)
        inner.addLayout(self._choices)
        inner.addWidget(self.answer)
        inner.addWidget(row(plain_label(f"{keys} · {more}", "small", wrap=True), stretch=0))
        return frame

    @property
    def current(self) -> Question | None:
        """The question that the answer line belongs to."""
        return self._current

    def show_call(self, call: CallView) -> None:
        """Letters, list, and a first question when there is none yet."""
        kind = call.contact.incident_type
        self.note(call.policy.incident_type(kind).name if kind else "no incident type yet: Alt+T")
        self._signs = {letter.key: letter.shown for letter in call.policy.letters}
        upcoming = call.next_question
        self.right(f"next: {upcoming.title}" if upcoming else "nothing open")
        self._show_letters(asking.letters(call))
        self._show_list(asking.rows(call))
        if self._current is None and upcoming is not None:
            half = {d.field: d.text for d in call.drafts}
            self.ask(upcoming, half.get(f"answer:{upcoming.key}", ""))

    def ask(self, question: Question, half_typed: str = "") -> None:
        """Make ``question`` the current one; the focus stays where it is."""
        self._current, self._plain = question, self._manner != "usual"
        sign = self._signs.get(question.letter, question.letter)
        say(self._title, f"{sign}   {question.title}")
        self._say_words()
        source = f"\n‹ {question.source}" if question.source else ""
        say(self._why, f"{question.why}{source}")
        self._why.hide()
        self.answer.setText(half_typed)
        hint = "a digit chooses, or type and Enter" if question.choices else "type and Enter"
        self.answer.setPlaceholderText(f"Answer: {hint}")
        refill(
            self._choices,
            [self._choice(n, c.key, c.label) for n, c in enumerate(question.choices, start=1)],
        )

    def forget(self) -> None:
        """Another call is shown: no question of the last one stays."""
        self._current = None
        self.answer.clear()

    def digit(self, n: int) -> bool:
        """A digit in the empty answer line chooses; whether it did."""
        if self._current is None or self.answer.text() or not 1 <= n <= len(self._current.choices):
            return False
        self._end("answered", self._current.choices[n - 1].key)
        return True

    def end(self, ending: Ending) -> None:
        """End the current question otherwise than by an answer; typed words go with it."""
        self._end(ending, "")

    def plainer(self) -> None:
        """Show the plain wording, or the usual one again."""
        self._plain = not self._plain
        self._say_words()

    def speak(self, how: asking.Manner) -> None:
        """How every question is put from now on, the current one too."""
        if how != self._manner:
            self._manner = how
            self._plain = how != "usual"
            self._say_words()

    def why(self) -> None:
        """Show or hide why it is asked."""
        self._why.setVisible(self._why.isHidden())

    def _say_words(self) -> None:
        if self._current is not None:
            words = asking.wording(self._current, self._manner, plain=self._plain)
            say(self._words, f"“{words}”")

    def _choice(self, n: int, key: str, label: str) -> QPushButton:
        button = QPushButton(f"{n}  {label}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._end("answered", key))
        return button

    def _answered(self) -> None:
        if self.answer.text().strip():
            self._end("answered", "")

    def _edited(self, text: str) -> None:
        if self._current is not None:
            self.typed.emit(self._current.key, text, self.answer.cursorPosition())

    def _end(self, ending: Ending, choice: str) -> None:
        if self._current is None:
            return
        text = cleaned(self.answer.text())
        self.answer.clear()
        wording = "plain" if self._plain else "ask"
        self.ended.emit(self._current.key, ending, choice, text, wording)

    def _show_letters(self, chips: tuple[asking.LetterChip, ...]) -> None:
        short = self.width() < NAME_WIDTH * len(chips)
        if (chips, short) == self._drawn_letters:
            return
        self._drawn_letters = (chips, short)
        colour = tokens_of(_app()).text
        buttons = []
        for n, chip in enumerate(chips, start=1):
            name = "" if short else f"  {chip.name}"
            button = QPushButton(f"{chip.shown}{name}  {n}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumWidth(72)
            button.setToolTip(f"{chip.name}, Ctrl+{n}: {chip.prompt}")
            button.setAccessibleName(f"{chip.name}, Ctrl+{n}: {chip.prompt}")
            button.setIcon(state_icon(chip.state, colour))
            button.clicked.connect(lambda _=False, key=chip.key: self.letter.emit(key))
            buttons.append(button)
        refill(self._letters, buttons)

    def _show_list(self, rows: tuple[asking.QuestionRow, ...]) -> None:
        if rows == self._drawn:
            return
        self._drawn = rows
        colour = tokens_of(_app()).text2
        self._list.clear()
        for one in rows:
            item = QListWidgetItem(f"{one.letter}   {one.title}      {one.answer}")
            item.setIcon(state_icon(one.state, colour))
            item.setData(_KEY, one.key)
            self._list.addItem(item)


_KEY = Qt.ItemDataRole.UserRole


def _app() -> QApplication | None:
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else None
