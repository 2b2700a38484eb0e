"""What keys and buttons do: each deed issues one command and shows what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from workstation.desk.call.calls import Calls
from workstation.desk.call.view import CallView, Result
from workstation.desk.changes import Change
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.grading import Held
from workstation.domain.policy import Outcome
from workstation.ui.desk import deciding_forms as deciding
from workstation.ui.desk.docking import Docking
from workstation.ui.desk.keys import KEYS
from workstation.ui.desk.reading.asking import first_of_letter
from workstation.ui.desk.window import DeskWindow
from workstation.ui.pieces.form import Form


class SignsIn(Protocol):
    """Who lets people in at this desk."""

    def sign_in(self, user: str, password: str, told: Callable[[str], None]) -> None:
        """Try; ``told`` gets one sentence, empty when the person is signed in."""
        ...

    def sign_out(self) -> None:
        """The person leaves."""
        ...


class Steering(QObject):
    """Binds one window to the calls of one desk."""

    def __init__(
        self, window: DeskWindow, calls: Calls, signs_in: SignsIn, new_id: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self._window, self._calls, self._signs_in = window, calls, signs_in
        self._docking = Docking(window, calls, new_id, self._told, self._sign_in)
        self._waiting_outcome: str | None = None
        self._shown: str | None = None
        self._bind()
        self._end_listening = calls.changes.subscribe(self._changed)
        window.closing.connect(self._end_listening)
        window.second.connect(self._second)
        self._show_call_of_now(first=True)
        self._refresh()
        self._go_to(calls.place())
        if not calls.desk_view().person:
            self._docking.open_sign_in()

    # -- binding ----------------------------------------------------------------------------------

    def _bind(self) -> None:
        window = self._window
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key.sequence), window)
            shortcut.activated.connect(lambda deed=key.deed: self.do(deed))
        window.narrative.committed.connect(self._line)
        window.narrative.typed.connect(lambda t, c: self._calls.draft("narrative", t, c))
        window.questions.ended.connect(self._ended)
        window.questions.typed.connect(lambda q, t, c: self._calls.draft(f"answer:{q}", t, c))
        window.questions.chosen.connect(lambda q: self._ask(q))
        window.questions.letter.connect(self._letter)
        window.questions.answer.installEventFilter(self)
        window.grade.chosen.connect(self._grade)
        window.risk.toggled.connect(self._toggle)
        window.risk.none_known.connect(lambda: self.do("none_known"))
        window.risk.hazard.connect(lambda: self.do("form:hazard"))
        window.outcomes.pressed.connect(self._outcome)
        window.finder.picked.connect(self._picked)
        window.read_back = lambda: self.do("read_back")
        self._docking.kept.connect(self._kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit in the empty answer line chooses."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            digit = event.key() - Qt.Key.Key_0
            if plain and 1 <= digit <= 9 and self._window.questions.digit(digit):
                return True
        return super().eventFilter(watched, event)

    # -- deeds ------------------------------------------------------------------------------------

    def do(self, deed: str) -> None:
        """Do what a key, a button or the finder named."""
        name, _, what = deed.partition(":")
        if name == "form":
            self._docking.open_named(what)
        elif name == "grade":
            self._grade_number(int(what))
        elif name == "letter":
            self._letter_number(int(what))
        elif name == "outcome":
            self._outcome_key(what)
        elif name == "end" and what:
            self._window.questions.end(what)  # type: ignore[arg-type]
        else:
            getattr(self, f"_{name}")()

    def _narrative(self) -> None:
        self._docking.leave()
        self._focus_narrative()

    def _keys(self) -> None:
        self._window.finder.open([(k.deed, f"{k.sequence:<8}  {k.words}") for k in KEYS])

    def _find(self) -> None:
        listed = [(f"form:{f.key}", f"{f.title}   {f.shortcut}") for f in self._docking.forms()]
        listed += [(k.deed, f"{k.words}   {k.sequence}") for k in KEYS if "form:" not in k.deed]
        self._window.finder.open(listed)

    def _picked(self, deed: str) -> None:
        self._focus_narrative()
        self.do(deed)

    def _answer(self) -> None:
        if not self._calls.desk_view().person:
            self._docking.open_sign_in()
        self._told(self._calls.answer())

    def _next_call(self) -> None:
        rows = self._calls.desk_view().calls
        ids = [r.contact_id for r in rows]
        ringing = [r.contact_id for r in rows if r.phase == "ringing"]
        current = self._calls.desk_view().current
        others = [i for i in ringing if i != current] or [i for i in ids if i != current]
        if others:
            after = [i for i in others if current in ids and ids.index(i) > ids.index(current)]
            self._calls.show((after or others)[0])

    def _send_now(self) -> None:
        self._window.narrative.line.clear()
        self._window.questions.answer.clear()
        result = self._calls.send_now()
        self._docking.close_kept()
        self._told(result)

    def _next_question(self) -> None:
        call = self._calls.view()
        if call is not None and call.next_question is not None:
            self._ask(call.next_question.key)
        self._focus_answer()

    def _plainer(self) -> None:
        self._window.questions.plainer()

    def _why(self) -> None:
        self._window.questions.why()

    def _markers(self) -> None:
        if self._window.risk.first is not None:
            self._window.risk.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _none_known(self) -> None:
        self._told(self._calls.do(ask.Record(facts.OfficerSafetyNoted("none_known"))))

    def _read_back(self) -> None:
        self._told(self._calls.do(ask.Record(facts.PlaceReadBack("incident", True))))

    def _correct_line(self) -> None:
        call = self._calls.view()
        if call is not None and call.contact.narrative:
            last = call.contact.narrative[-1]
            self._docking.open(deciding.correct_line_form(last.line_id, last.text))

    def _reroute(self) -> None:
        call = self._calls.view()
        if call is not None and call.hand_overs:
            last = call.hand_overs[-1]
            self._docking.open(deciding.reroute_form(call.policy, last.incident_id, last.team))

    def _correct(self) -> None:
        self._about_incident(deciding.correct_form)

    def _stand_down(self) -> None:
        self._about_incident(deciding.stand_down_form)

    def _phoned(self) -> None:
        self._about_incident(deciding.phoned_form)

    def _about_incident(self, form: Callable[[str], Form]) -> None:
        call = self._calls.view()
        if call is not None and call.contact.incident_id is not None:
            self._docking.open(form(call.contact.incident_id))
        else:
            self._window.news.answer("No incident was handed over from this call yet.")

    def _end(self) -> None:
        call = self._calls.view()
        if call is not None:
            self._docking.open(deciding.end_form(bool(call.contact.handed)))

    def _sign_out(self) -> None:
        self._signs_in.sign_out()
        self._docking.open_sign_in()

    def _sign_in(self, user: str, password: str) -> None:
        self._signs_in.sign_in(user, password, self._signed_in)

    def _signed_in(self, sentence: str) -> None:
        if sentence:
            self._window.news.answer(sentence)
            self._docking.open_sign_in()
        else:
            self._focus_narrative()

    # -- the call ------------------------------------------------------------------------------

    def _line(self, text: str) -> None:
        verbatim = text.lstrip().startswith('"')
        words = text.strip().strip('"') if verbatim else text
        result = self._calls.do(ask.Type(words, verbatim), clears=("narrative",))
        if not result.done:
            self._window.narrative.line.setText(text)
        self._told(result)

    def _ended(self, fact: facts.QuestionEnded) -> None:
        result = self._calls.do(ask.Record(fact), clears=(f"answer:{fact.question}",))
        self._told(result)
        call = self._calls.view()
        if call is not None and result.done and call.next_question is not None:
            self._ask(call.next_question.key)

    def _ask(self, question: str) -> None:
        call = self._calls.view()
        if call is None or not call.policy.has_question(question):
            return
        half = {d.field: d.text for d in call.drafts}.get(f"answer:{question}", "")
        self._window.questions.ask(call.policy.question(question), half)
        if self._window.questions.answer.hasFocus():
            self._calls.at(f"question:{question}")

    def _letter_number(self, n: int) -> None:
        call = self._calls.view()
        if call is not None and n <= len(call.policy.letters):
            self._letter(call.policy.letters[n - 1].key)

    def _letter(self, letter: str) -> None:
        call = self._calls.view()
        question = first_of_letter(call, letter) if call else None
        if question is not None:
            self._ask(question.key)
            self._focus_answer()

    def _grade_number(self, n: int) -> None:
        call = self._calls.view()
        if call is not None and n <= len(call.policy.grades):
            self._grade(call.policy.grades[n - 1].key)

    def _grade(self, grade: str) -> None:
        self._told(self._calls.do(ask.ChooseGrade(grade)))

    def _toggle(self, marker: str) -> None:
        call = self._calls.view()
        if call is not None:
            state = "cleared" if marker in call.contact.set_markers else "set"
            self._told(self._calls.do(ask.Record(facts.MarkerSet(marker, state))))  # type: ignore[arg-type]

    def _outcome_key(self, function_key: str) -> None:
        call = self._calls.view()
        for outcome in call.policy.outcomes if call else ():
            if outcome.function_key == function_key:
                self._outcome(outcome.key)

    def _outcome(self, key: str) -> None:
        if key == "send_now":
            self._send_now()
            return
        call = self._calls.view()
        if call is None:
            return
        outcome = call.policy.outcome(key)
        held = next((s.held for s in call.outcomes if s.outcome.key == key), ())
        if outcome.wants_appointment and call.contact.grade is not None and not held:
            self._docking.open(deciding.appointment_form(key))
            return
        self._hand_over(outcome, call)

    def _hand_over(self, outcome: Outcome, call: CallView) -> None:
        result = self._calls.do(ask.HandOver(outcome.key))
        if result.held:
            self._meet(result.held[0], outcome.key)
        elif result.done and not call.contact.promises:
            self._docking.open_named("promise")
        self._told(result)

    def _meet(self, held: Held, outcome: str) -> None:
        self._window.news.answer(held.sentence)
        if held.takes_rationale:
            self._waiting_outcome = outcome
            self._docking.open(deciding.rationale_form(held.guard_id, held.sentence))
        else:
            self._go_to(held.go_to)

    def _kept(self, form: Form, result: Result) -> None:
        self._told(result)
        waiting, self._waiting_outcome = self._waiting_outcome, None
        if waiting is not None and form.key.startswith("rationale:") and result.done:
            self._outcome(waiting)
            return
        if result.held:
            self._meet(result.held[0], "")
        else:
            self._focus_narrative()

    # -- showing -------------------------------------------------------------------------------

    def _told(self, result: Result) -> None:
        sentence = result.sentence or (result.held[0].sentence if result.held else "")
        self._window.news.answer(sentence)

    def _go_to(self, place: str) -> None:
        where, _, what = place.partition(":")
        if where == "question" and what:
            self._ask(what)
            self._focus_answer()
        elif where == "location":
            self._docking.open_named("place")
        else:
            self._focus_narrative()

    def _focus_narrative(self) -> None:
        self._window.narrative.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._calls.at("narrative")

    def _focus_answer(self) -> None:
        self._window.questions.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        current = self._window.questions.current
        self._calls.at(f"question:{current.key}" if current else "narrative")

    def _changed(self, kinds: frozenset[Change]) -> None:
        if kinds == {Change.DRAFT}:
            return
        if Change.CALL in kinds:
            self._show_call_of_now()
        self._refresh()

    def _show_call_of_now(self, *, first: bool = False) -> None:
        """Give each call its own half-typed text; what was typed before any call goes with it."""
        call = self._calls.view()
        now = call.contact.contact_id if call else None
        if now == self._shown:
            return
        before, self._shown = self._shown, now
        line = self._window.narrative.line
        if before is None and line.text():
            self._calls.draft("narrative", line.text(), line.cursorPosition())
        elif call is not None or not first:
            line.clear()
        self._window.questions.forget()
        for draft in call.drafts if call else ():
            if draft.field == "narrative":
                self._window.narrative.put_back(draft.text, draft.cursor)

    def _refresh(self) -> None:
        self._window.show_desk(self._calls.desk_view(), self._calls.view())

    def _second(self) -> None:
        self._calls.tick()
        self._window.show_clocks(self._calls.desk_view(), self._calls.view())
