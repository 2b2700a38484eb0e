"""What the keys of the questions do: any order, any ending, and on to the next that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from workstation.desk.call.typed_line import line_of
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.told import line_that_tells
from workstation.ui.desk.reading.asking import (
    after_in_letter,
    manner,
    next_to_ask,
    rows,
    tappable,
    wording,
)
from workstation.ui.pieces.digits import digit

if TYPE_CHECKING:
    from workstation.ui.desk.screen import Screen

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AskingDeeds(QObject):
    """Binds the questions panel."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen.window)
        self._on = screen
        panel = screen.window.questions
        panel.ended.connect(self._ended)
        panel.typed.connect(lambda q, text, at: screen.calls.draft(f"answer:{q}", text, at))
        panel.chosen.connect(self.ask)
        panel.letter.connect(self._letter)
        panel.kind.connect(self._kind)
        panel.answer.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit in the empty answer line chooses; up and down walk the questions; Ctrl+Enter
        keeps what was typed as a line of the narrative.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._walk(step)
                return True
            if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._as_a_line()
                return True
            if (n := digit(event)) and self._on.window.questions.digit(n):
                return True
        return super().eventFilter(watched, event)

    def ask(self, question: str) -> None:
        """Make a question the current one, with what was half-typed for it."""
        call = self._on.calls.view()
        if call is None or not call.policy.has_question(question):
            return
        half = {d.field: d.text for d in call.drafts}.get(f"answer:{question}", "")
        self._on.window.questions.ask(call.policy.question(question), half)
        if self._on.window.questions.answer.hasFocus():
            self._on.calls.at(f"question:{question}")

    def go_to(self, question: str) -> None:
        """Make ``question`` the current one, and the focus to its answer."""
        self.ask(question)
        self._on.to_answer()

    def all_unsafe(self) -> None:
        """Nothing more can be asked now: every open question ends so; each can be asked again."""
        call = self._on.calls.view()
        still = [q for q in call.questions if q.key not in call.contact.answers] if call else []
        if not still:
            self._on.window.news.answer("No question is open here.")
            return
        ended = (ask.Record(facts.QuestionEnded(q.key, "unsafe", asked=q.ask)) for q in still)
        self._on.told(self._on.calls.do(ask.Together(tuple(ended))))
        self._on.window.news.answer(
            f"{len(still)} questions ended as unsafe to ask now; any can be asked again."
        )

    def put(self) -> None:
        """Put questions as this caller needs them."""
        call = self._on.calls.view()
        self._on.window.questions.speak(manner(call.contact) if call is not None else "usual")

    def next_question(self) -> None:
        """The open question that matters most, and the focus to its answer."""
        call = self._on.calls.view()
        upcoming = next_to_ask(call) if call is not None else None
        if upcoming is not None:
            self.ask(upcoming.key)
        self._on.to_answer()

    def _as_a_line(self) -> None:
        """What was typed is no answer: it goes into the narrative, and the question stays."""
        answer, asked = self._on.window.questions.answer, self._on.window.questions.current
        if asked is not None and answer.text().strip():
            result = self._on.calls.do(line_of(answer.text()), clears=(f"answer:{asked.key}",))
            self._on.told(result)

    def _walk(self, step: int) -> None:
        """To a neighbour in the list, and from either end to the other."""
        call, asked = self._on.calls.view(), self._on.window.questions.current
        order = [row.key for row in rows(call)] if call is not None else []
        if asked is not None and asked.key in order:
            self.ask(order[(order.index(asked.key) + step) % len(order)])

    def letter_number(self, n: int) -> None:
        """The n-th letter of the policy."""
        call = self._on.calls.view()
        if call is not None and n <= len(call.policy.letters):
            self._letter(call.policy.letters[n - 1].key)

    def _letter(self, letter: str) -> None:
        call = self._on.calls.view()
        panel = self._on.window.questions
        here = panel.current if panel.answer.hasFocus() else None
        question = after_in_letter(call, letter, here) if call else None
        if question is not None:
            self.ask(question.key)
            self._on.to_answer()

    def _kind(self, kind: str) -> None:
        self._on.told(self._on.calls.do(ask.Record(facts.TypeChosen(kind))))

    def _ended(
        self, key: str, ending: facts.Ending, choice: str, words: str, worded: facts.Wording
    ) -> None:
        call = self._on.calls.view()
        if call is None:
            return
        question = call.policy.question(key)
        how = manner(call.contact)
        asked = wording(question, how, plain=worded == "plain")
        tapped = how == "taps" and ending == "answered" and bool(choice) and tappable(question)
        told = line_that_tells(question, call.contact.narrative)
        line_id = told.line_id if told and ending == "already_told" else None
        fact = facts.QuestionEnded(
            key, ending, choice or None, words, asked, worded, line_id=line_id, by_taps=tapped
        )
        result = self._on.calls.do(ask.Record(fact), clears=(f"answer:{key}",))
        self._on.told(result)
        call = self._on.calls.view()
        upcoming = next_to_ask(call) if call is not None else None
        if result.done and upcoming is not None:
            self.ask(upcoming.key)
