"""The questions: the current one with its wording, the letter strip, and what is open by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from workstation.domain.text import LINE, cleaned
from workstation.ui.desk.question_rows import QuestionRows
from workstation.ui.desk.reading import asking
from workstation.ui.pieces.asking_line import AskingLine
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.flow import Flow
from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.shapes import state_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.contact.facts import Ending
    from workstation.domain.policy import Choice, IncidentType, Question

#: Below this width, at 100 %, the letters stand without their names.
SHORT_BELOW: Final = 880
#: Below this one, the next question is not named beside the heading.
NEXT_FROM: Final = 560
#: (words, key, ending) of what ends a question otherwise than by an answer.
ENDINGS: Final[tuple[tuple[str, str, Ending], ...]] = (
    ("Not known", "Alt+K", "not_known"),
    ("Refused", "Alt+R", "refused"),
    ("Unsafe to ask", "Alt+U", "unsafe"),
    ("Already told", "Alt+A", "already_told"),
)


class QuestionsPanel(Panel):
    """Signals: ``ended`` (question, ending, choice or "", words, wording); ``typed`` (question,
    half-typed answer, cursor); ``chosen`` when another question is the current one; ``letter``;
    ``kind`` with the key of an incident type.
    """

    ended = Signal(str, str, str, str, str)
    typed = Signal(str, str, int)
    chosen = Signal(str)
    letter = Signal(str)
    kind = Signal(str)

    def __init__(self) -> None:
        super().__init__("Questions", "F2", last=True)
        self._manner: asking.Manner = "usual"
        self._current: Question | None = None
        self._plain = False
        self._letters = Flow(px(4))
        self._kinds = Flow(px(6))
        self._list = QuestionRows()
        self._list.chosen.connect(self.chosen)
        self.body.addLayout(self._letters)
        self.body.addLayout(self._kinds)
        self.body.addWidget(self._asking())
        self.body.addWidget(self._list, 1)
        self._signs: dict[str, str] = {}
        self._drawn_letters: object = None
        self._drawn_kinds: object = None
        self._drawn_choices: object = None

    def _asking(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", "raised")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(px(12), px(8), px(12), px(8))
        inner.setSpacing(px(6))
        self._title = plain_label("", "strong", wrap=True)
        self._words = plain_label("", "story", wrap=True)
        self._why = plain_label("", "small", wrap=True)
        self._why.hide()
        self._choices = Flow(px(8))
        self.answer = AskingLine()
        self.answer.setMaxLength(LINE)
        self.answer.setAccessibleName("Answer to the current question")
        self.answer.returnPressed.connect(self._answered)
        self.answer.textEdited.connect(self._edited)
        for widget in (self._title, self._words, self._why):
            inner.addWidget(widget)
        inner.addLayout(self._choices)
        inner.addWidget(self.answer)
        inner.addLayout(self._hints())
        return frame

    def _hints(self) -> Flow:
        line = Flow(px(12))
        plainer, why = (
            CapButton("Plainer words", "Alt+W", look="flat", tall=24),
            CapButton("Why ask", "Alt+Q", look="flat", tall=24),
        )
        plainer.clicked.connect(self.plainer)
        why.clicked.connect(self.why)
        line.addWidget(plainer)
        line.addWidget(why)
        for words, key, ending in ENDINGS:
            hint = CapButton(words, key, look="flat", tall=24)
            hint.clicked.connect(lambda _=False, how=ending: self.end(how))
            line.addWidget(hint)
        return line

    @property
    def current(self) -> Question | None:
        """The question that the answer line belongs to."""
        return self._current

    def show_call(self, call: CallView) -> None:
        """Letters, list, and a first question when there is none yet."""
        self._signs = {letter.key: letter.shown for letter in call.policy.letters}
        kind = call.contact.incident_type
        name = call.policy.incident_type(kind).name if kind else "no incident type yet: Alt+T"
        unusual = asking.manner_words(call.contact)
        self.note(f"{unusual} · {name}" if unusual else name)
        upcoming = asking.next_to_ask(call)
        upcoming_words = f"next: {upcoming.title}" if upcoming else "nothing open"
        self.right(upcoming_words if self.width() >= px(NEXT_FROM) else "")
        if self._current is None and upcoming is not None:
            half = {d.field: d.text for d in call.drafts}
            self.ask(upcoming, half.get(f"answer:{upcoming.key}", ""))
        self._show_letters(asking.letters(call))
        self._show_kinds(call.policy.incident_types if kind is None else ())
        self._list.show_rows(asking.rows(call))

    def ask(self, question: Question, half_typed: str = "") -> None:
        """Make ``question`` the current one; the focus stays where it is."""
        self._current, self._plain = question, self._manner != "usual"
        sign = self._signs.get(question.letter, question.letter)
        say(self._title, f"{sign}   {question.title}")
        self._say_words()
        say(self._why, question.why)
        self._why.hide()
        self.answer.setText(half_typed)
        hint = (
            "a digit chooses; after words Ctrl+Shift and the digit, or Enter"
            if question.choices
            else "type and Enter"
        )
        self.answer.ask(f"Answer: {hint}", "Answer")
        self._show_choices(question.choices)

    def forget(self) -> None:
        """Another call is shown: no question of the last one stays."""
        self._current = None
        self.answer.clear()

    @property
    def is_plain(self) -> bool:
        """Whether the current question is shown in its plain words."""
        return self._plain

    def choose(self, ending: Ending, n: int) -> None:
        """End the current question with its n-th choice, and with the words that were typed."""
        if self._current is not None and n <= len(self._current.choices):
            self._end(ending, self._current.choices[n - 1].key)

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

    def _show_choices(self, choices: tuple[Choice, ...]) -> None:
        if choices == self._drawn_choices:
            return
        self._drawn_choices = choices
        refill(
            self._choices,
            [self._choice(n, one.key, one.label) for n, one in enumerate(choices, start=1)],
        )

    def _choice(self, n: int, key: str, label: str) -> CapButton:
        button = CapButton(label, str(n), tall=28)
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
        short = self.width() < px(SHORT_BELOW)
        here = self._current.letter if self._current else ""
        if (chips, short, here) == self._drawn_letters:
            return
        self._drawn_letters = (chips, short, here)
        refill(self._letters, [self._chip(n, c, short, here) for n, c in enumerate(chips, start=1)])

    def _chip(self, n: int, chip: asking.LetterChip, short: bool, here: str) -> CapButton:
        button = CapButton(chip.shown, str(n))
        button.say(chip.shown, "" if short else chip.name)
        is_here = chip.key == here
        button.setProperty("current", is_here)
        said = f"{chip.name}, current" if is_here else chip.name
        button.setAccessibleName(f"{said}, Ctrl+{n}: {chip.prompt}")
        button.setAccessibleDescription(chip.state)
        button.show_icon(state_icon(chip.state, tokens().text))
        button.clicked.connect(lambda: self.letter.emit(chip.key))
        return button

    def _show_kinds(self, kinds: tuple[IncidentType, ...]) -> None:
        if kinds == self._drawn_kinds:
            return
        self._drawn_kinds = kinds
        refill(self._kinds, [self._kind(kind) for kind in kinds])

    def _kind(self, kind: IncidentType) -> CapButton:
        button = CapButton(kind.name, tall=28)
        button.clicked.connect(lambda: self.kind.emit(kind.key))
        return button
