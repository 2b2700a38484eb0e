"""What the keys of judgement do: grade, markers, outcomes, and what follows a hand-over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.ui.desk import deciding_forms as forms
from workstation.ui.desk.ending_form import end_form

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, Result
    from workstation.domain.grading import Held
    from workstation.ui.desk.docking import Docking
    from workstation.ui.desk.screen import Screen
    from workstation.ui.pieces.form import Form


ENDED: Final = "This contact has ended and is on record."


class DecidingDeeds(QObject):
    """Binds grade, markers and outcomes. ``go_to`` jumps to where a guard is met."""

    def __init__(self, screen: Screen, docking: Docking, go_to: Callable[[str], None]) -> None:
        super().__init__(screen.window)
        self._on, self._docking, self._go_to = screen, docking, go_to
        self._waiting: Callable[[], None] | None = None
        screen.window.columns.grade.chosen.connect(self._grade)
        screen.window.columns.risk.toggled.connect(self._toggle)
        screen.window.columns.risk.decided.connect(self._decide)
        screen.window.outcomes.pressed.connect(self.outcome)
        docking.kept.connect(self._kept)

    def grade_number(self, n: int) -> None:
        """The n-th grade of the policy: the advisor's decision."""
        call = self._on.calls.view()
        if call is not None and n <= len(call.policy.grades):
            self._grade(call.policy.grades[n - 1].key)

    def outcome_key(self, function_key: str) -> None:
        """The outcome on a function key."""
        call = self._on.calls.view()
        for outcome in call.policy.outcomes if call else ():
            if outcome.function_key == function_key:
                self.outcome(outcome.key)

    def outcome(self, key: str) -> None:
        """Try an outcome; what holds it is shown and can be met at once."""
        call = self._on.calls.view()
        if key == "send_now":
            self.send_now()
        elif call is not None:
            held = next((s.held for s in call.outcomes if s.outcome.key == key), ())
            wants = call.policy.outcome(key).wants_appointment and not call.contact.handed
            if wants and call.contact.grade is not None and not held:
                self._docking.open(forms.appointment_form(call.policy, key))
            else:
                self._hand_over(key)

    def send_now(self) -> None:
        """What is known goes at once, half-typed text included."""
        before = self._on.calls.view()
        result = self._on.calls.send_now()
        if result.done:
            self._docking.leave()
        self._on.told(result)
        call = self._on.calls.view()
        if result.done and call is not None and before is not None and not before.contact.handed:
            self._say_what_to_tell(call)

    def reroute(self) -> None:
        """Another team for the last hand-over."""
        call = self._on.calls.view()
        if call is not None and call.hand_overs:
            last = call.hand_overs[-1]
            self._docking.open(forms.reroute_form(call.policy, last.incident_id, last.team))

    def correct(self) -> None:
        """Put right what was sent."""
        self._about_incident(forms.correct_form)

    def stand_down(self) -> None:
        """Ask to stand down."""
        self._about_incident(forms.stand_down_form)

    def phoned(self) -> None:
        """Record who was told by telephone."""
        self._about_incident(forms.phoned_form)

    def end(self) -> None:
        """End the contact."""
        call = self._on.calls.view()
        if call is not None:
            self._docking.open(end_form(call.policy, call.contact))

    def _about_incident(self, form: Callable[[str], Form]) -> None:
        call = self._on.calls.view()
        if call is not None and call.contact.incident_id is not None:
            self._docking.open(form(call.contact.incident_id))
        else:
            self._on.window.news.answer("No incident was handed over from this call yet.")

    def _grade(self, grade: str) -> None:
        call = self._on.calls.view()
        now = call.contact.grade if call and call.contact.handed else None
        if call is None or now is None:
            self._on.told(self._on.calls.do(ask.ChooseGrade(grade)))
            return
        new, was = call.policy.grade(grade), call.policy.grade(now.grade)
        if new.rank > was.rank:
            self._docking.open(forms.lower_form(new, was.name, self._on.calls.do))
        else:
            self._on.told(self._on.calls.do(ask.ChooseGrade(grade)))

    def suggested(self, yes: bool) -> None:
        """Decide the first suggested risk marker that is not decided."""
        call = self._on.calls.view()
        if call is not None:
            asked = [m.key for m in call.policy.markers if m.key in call.contact.undecided_markers]
            for marker in asked[:1]:
                self._decide(marker, yes)

    def _decide(self, marker: str, yes: bool) -> None:
        fact = facts.MarkerSet(marker, "set" if yes else "cleared")
        self._on.told(self._on.calls.do(ask.Record(fact)))

    def _toggle(self, marker: str) -> None:
        call = self._on.calls.view()
        if call is not None:
            was = marker in call.contact.set_markers
            fact = facts.MarkerSet(marker, "cleared" if was else "set")
            self._on.told(self._on.calls.do(ask.Record(fact)))

    def _hand_over(self, key: str) -> None:
        result = self._on.calls.do(ask.HandOver(key))
        if result.done:
            self._docking.leave()  # what was half-filled in it went along
        self._on.told(result)
        self._follow(result, key)

    def _kept(self, form: Form, result: Result) -> None:
        if result.done and form.key == "promise":
            self._on.window.news.rest()
        self._on.told(result)
        waiting, self._waiting = self._waiting, None
        ends = _ending(self._docking.asked)
        if waiting and form.key.startswith("rationale:") and result.done:
            waiting()
        elif result.held and ends is not None:
            self._meet(result.held[0], lambda: self._end(ends), ends.note)
        else:
            self._follow(result, "appointment" if form.key == "appointment" else "")
        if ends is not None:
            self._say_ended(result)

    def _follow(self, result: Result, outcome: str) -> None:
        """After an outcome: to the guard that holds it, or to what the caller was told.

        After an urgent one the advisor goes on typing: what to tell the caller is on the news line.
        """
        call = self._on.calls.view()
        if result.held:
            self._meet(result.held[0], lambda: self.outcome(outcome))
        elif result.done and outcome and call is not None and not call.contact.promises:
            self._tell_caller(call)
        elif result.done and self._docking.from_answer:
            self._on.to_answer()
        elif result.done:
            self._on.to_narrative()

    def _end(self, command: ask.Dispose) -> None:
        """End the contact after what held it was met."""
        result = self._on.calls.do(command)
        self._on.told(result)
        if result.held:
            self._meet(result.held[0], lambda: self._end(command), command.note)
        else:
            self._on.to_narrative()
        self._say_ended(result)

    def _say_ended(self, result: Result) -> None:
        if result.done:
            self._on.window.news.answer(ENDED)

    def _tell_caller(self, call: CallView) -> None:
        grade = call.contact.grade
        if grade is None or not call.policy.grade(grade.grade).urgent:
            self._docking.open_named("promise")
            return
        self._on.to_narrative()
        self._say_what_to_tell(call)

    def _say_what_to_tell(self, call: CallView) -> None:
        if not call.contact.promises and call.contact.handed:
            words = call.policy.outcome(call.contact.handed[-1].outcome).promise
            self._on.window.news.answer(
                f"Handed over. Tell the caller, and record it with Alt+O: {words}"
            )

    def _meet(self, held: Held, again: Callable[[], None], noted: str = "") -> None:
        """``noted``: what the advisor has said of it already, and need not type again."""
        if held.takes_rationale:
            self._waiting = again
            self._docking.open(forms.rationale_form(held.guard_id, held.sentence, noted))
        else:
            self._go_to(held.go_to)


def _ending(command: ask.Command | None) -> ask.Dispose | None:
    """The end of the contact in what a form asked for; what came before it is on record already."""
    if isinstance(command, ask.Together) and command.commands:
        command = command.commands[-1]
    return command if isinstance(command, ask.Dispose) else None
