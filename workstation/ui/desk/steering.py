"""Binds the window's keys to what they do, and shows what changed. Each call keeps its own text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from workstation.desk.changes import Change
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.ui.desk.asking_deeds import AskingDeeds
from workstation.ui.desk.attention_deeds import AttentionDeeds
from workstation.ui.desk.call_deeds import CallDeeds
from workstation.ui.desk.callers.deeds import CallerDeeds
from workstation.ui.desk.deciding_deeds import DecidingDeeds
from workstation.ui.desk.deciding_forms import correct_line_form
from workstation.ui.desk.docking import Docking
from workstation.ui.desk.elsewhere_deeds import ElsewhereDeeds
from workstation.ui.desk.near_deeds import NearDeeds
from workstation.ui.desk.phone_sheet_deeds import PhoneSheetDeeds
from workstation.ui.desk.reading.policy import about, find_list, key_list, question_list
from workstation.ui.desk.reading.tray import FIRST, others, tray_list
from workstation.ui.desk.screen import Screen
from workstation.ui.desk.shift_deeds import ShiftDeeds
from workstation.ui.desk.wanted_deeds import WantedDeeds
from workstation.ui.pieces.found import Found

if TYPE_CHECKING:
    from workstation.desk.call.calls import Calls
    from workstation.domain.policy import Policy
    from workstation.ui.desk.elsewhere_deeds import LooksElsewhere
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.pieces.form import Form


#: What the line above the other calls asks for.
OTHERS: Final = "Down and Enter show one; a word narrows the list"


class HasDeeds(Protocol):
    """A part of the desk with keys of its own."""

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What its keys do, by the names of the deeds."""
        ...


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
        self,
        window: DeskWindow,
        calls: Calls,
        signs_in: SignsIn,
        new_id: Callable[[], str],
        elsewhere: LooksElsewhere,
    ) -> None:
        super().__init__(window)
        self._window, self._calls, self._signs_in = window, calls, signs_in
        self._screen = Screen(window, calls)
        self._docking = Docking(window, calls, new_id, self._sign_in)
        self._asking = AskingDeeds(self._screen)
        self._deciding = DecidingDeeds(self._screen, self._docking, self._go_to)
        self._course = CallDeeds(self._screen, self._docking)
        self._shift = ShiftDeeds(self._screen, self._docking, self._picked)
        self._elsewhere = ElsewhereDeeds(self._screen, elsewhere)
        self._attention = AttentionDeeds(self._screen, self._docking)
        self._sheet = PhoneSheetDeeds(self._screen, self._deciding.phoned)
        self._callers = CallerDeeds(self._screen, self._docking)
        self._parts: tuple[HasDeeds, ...] = (
            self._course,
            self._shift,
            self._elsewhere,
            self._attention,
            self._sheet,
            NearDeeds(self._screen),
            WantedDeeds(self._screen, self._docking),
            self._callers,
        )
        self._shown: str | None = None
        self._begun = False
        self._deeds = self._named_deeds()
        self._bind()
        self._begin()

    def _begin(self) -> None:
        """Show the call of now where the advisor was, and do what was pressed before."""
        self._show_call_of_now()
        self._refresh()
        self._go_to(self._calls.place())
        if not self._calls.desk_view().person:
            self._docking.open_sign_in()
        for deed in self._window.early:
            self.do(deed)

    def do(self, deed: str) -> None:
        """Do what a key, a button or the finder named."""
        name, _, what = deed.partition(":")
        self._deeds[name if what else deed](what)

    def _named_deeds(self) -> dict[str, Callable[[str], None]]:
        asking, deciding, questions = self._asking, self._deciding, self._window.questions
        return {
            "narrative": lambda _: self._home(),
            "keys": lambda _: self._window.finder.open(key_list(self._policy()), "Keys"),
            "policy": lambda _: self._about_policy(),
            "find": lambda _: self._find(),
            "answer": lambda _: self._answer(),
            "next_call": lambda _: self._next_call(),
            "call": self._calls.show,
            "form": self._docking.open_named,
            "correct_line": lambda _: self._correct_line(),
            "none_known": lambda _: self._record(facts.OfficerSafetyNoted("none_known")),
            "read_back": lambda _: self._record(facts.PlaceReadBack("incident", True)),
            "markers": lambda _: self._markers(),
            "unfold": lambda _: self._window.unfold(),
            "next_question": lambda _: asking.next_question(),
            "letter": lambda n: asking.letter_number(int(n)),
            "plainer": lambda _: questions.plainer(),
            "why": lambda _: questions.why(),
            "ending": questions.end,
            "ask": asking.go_to,
            "all_unsafe": lambda _: asking.all_unsafe(),
            "choice": lambda n: questions.choose("answered", int(n)),
            "told": lambda n: questions.choose("already_told", int(n)),
            "grade": lambda n: deciding.grade_number(int(n)),
            "outcome": deciding.outcome_key,
            "suggested": lambda answer: deciding.suggested(answer == "yes"),
            "send_now": lambda _: deciding.send_now(),
            "reroute": lambda _: deciding.reroute(),
            "correct": lambda _: deciding.correct(),
            "stand_down": lambda _: deciding.stand_down(),
            "end": lambda _: deciding.end(),
            **self._people_deeds(),
            **{name: deed for part in self._parts for name, deed in part.deeds().items()},
        }

    def _bind(self) -> None:
        window = self._window
        window.pressed.disconnect(window.early.append)
        window.pressed.connect(self.do)
        window.narrative.listen()
        window.narrative.committed.connect(self._line)
        window.narrative.typed.connect(lambda t, at: self._calls.draft("narrative", t, at))
        window.columns.risk.none_known.connect(lambda: self.do("none_known"))
        window.columns.risk.hazard.connect(lambda: self.do("form:hazard"))
        window.finder.picked.connect(self._picked)
        window.second.connect(self._second)
        window.closing.connect(self._calls.changes.subscribe(self._changed))

    # -- deeds of the frame -------------------------------------------------------------------

    def _home(self) -> None:
        self._docking.leave()
        self._screen.to_narrative()

    def _find(self) -> None:
        listed = [_form_found(form) for form in self._docking.forms()]
        policy = self._policy()
        asked = question_list(policy) if policy is not None else []
        self._window.finder.open([*self._tray(), *listed, *find_list(policy), *asked])

    def _policy(self) -> Policy | None:
        call = self._calls.view()
        return call.policy if call is not None else None

    def _about_policy(self) -> None:
        policy = self._policy()
        if policy is not None:
            self._window.finder.open(about(policy), "This policy")

    def _picked(self, deed: str) -> None:
        self._screen.to_narrative()
        self.do(deed)

    def _answer(self) -> None:
        if not self._calls.desk_view().person:
            self._docking.open_sign_in()
        answered = self._calls.answer()
        if answered.done:
            self._leave_lists()
        self._screen.told(answered)

    def _next_call(self) -> None:
        """What rings, who is on the line, or the only other, at once; else the list of them."""
        rows = others(self._calls.desk_view())
        if rows and (len(rows) == 1 or rows[0].phase in FIRST):
            self._calls.show(rows[0].contact_id)
            self._leave_lists()
        elif rows:
            self._window.finder.open(self._tray(), "Other calls", OTHERS)

    def _tray(self) -> list[tuple[str, str]]:
        return tray_list(self._calls.desk_view(), datetime.now(UTC).isoformat())

    def _markers(self) -> None:
        self._window.columns.risk.enter()

    def _correct_line(self) -> None:
        call = self._calls.view()
        if call is not None and call.contact.narrative:
            last = call.contact.narrative[-1]
            self._docking.open(correct_line_form(last.line_id, last.text))

    def _record(self, fact: facts.OfficerSafetyNoted | facts.PlaceReadBack) -> None:
        self._screen.told(self._calls.do(ask.Record(fact)))

    def _line(self, text: str) -> None:
        result = self._calls.lines.end(text, clears=("narrative",))
        if not result.done:
            self._window.narrative.line.setText(text)
            self._screen.told(result)

    # -- people -------------------------------------------------------------------------------

    def _people_deeds(self) -> dict[str, Callable[[str], None]]:
        return {
            "sign_out": lambda _: self._sign_out(),
            "sign_in": lambda _: self._docking.open_sign_in(),
        }

    def _sign_out(self) -> None:
        self._signs_in.sign_out()
        self._docking.open_sign_in()

    def _sign_in(self, user: str, password: str) -> None:
        self._signs_in.sign_in(user, password, self._signed_in)

    def _signed_in(self, sentence: str) -> None:
        if sentence:
            self._docking.open_sign_in()
            self._window.news.answer(sentence)
        else:
            self._go_to(self._calls.place())

    # -- showing ------------------------------------------------------------------------------

    def _go_to(self, place: str) -> None:
        where, _, what = place.partition(":")
        if where == "question" and what:
            self._asking.ask(what)
            self._screen.to_answer()
        elif where == "location":
            self._docking.open_named("place")
        elif place in ("line_lost", "end"):
            self.do(place)
        else:
            self._screen.to_narrative()

    def _changed(self, kinds: frozenset[Change]) -> None:
        if kinds == {Change.DRAFT}:
            return
        if Change.CALL in kinds:
            self._show_call_of_now()
        if Change.SIGN_IN in kinds and self._calls.desk_view().person:
            self._docking.signed_in()
        if Change.CONTACT in kinds:
            self._drop_committed()
        self._refresh()

    def _show_call_of_now(self) -> None:
        """Give each call its own half-typed text; what was typed before any call goes with it."""
        call = self._calls.view()
        now = call.contact.contact_id if call else None
        line = self._window.narrative.line
        if now == self._shown and self._begun:
            return
        before, self._shown, self._begun = self._shown, now, True
        self._window.news.rest()
        if before is not None:
            line.clear()
        self._window.questions.forget()
        self._window.work.to_top()
        if self._callers.leave_call() or self._docking.leave_call():
            self._screen.to_narrative()
        if call is not None and call.contact.phase != "ringing":
            self._leave_lists()
        for draft in call.drafts if call else self._calls.desk_view().loose:
            if draft.field == "narrative":
                self._window.narrative.put_back(draft.text, draft.cursor)
        with self._calls.changes.together():
            ended = self._window.narrative.take_ended()
            for text in ended:
                self._calls.lines.end(text)
            if line.text() or ended:
                self._calls.draft("narrative", line.text(), line.cursorPosition())

    def _leave_lists(self) -> None:
        """Whoever speaks now is heard: no word of theirs is typed into a list."""
        if self._window.work.leave_lists():
            self._screen.to_narrative()

    def _drop_committed(self) -> None:
        """Half-typed text that went on record, by whatever way, is no longer half-typed."""
        call = self._calls.view()
        if call is None:
            return
        half = {draft.field for draft in call.drafts}
        window = self._window
        if window.narrative.line.text() and "narrative" not in half:
            window.narrative.line.clear()
        asked = window.questions.current
        if asked is not None and f"answer:{asked.key}" not in half:
            window.questions.answer.clear()

    def _refresh(self) -> None:
        self._asking.put()
        self._window.show_desk(self._calls.desk_view(), self._calls.view())
        self._shift.refresh()
        self._attention.refresh()
        self._sheet.refresh()

    def _second(self) -> None:
        self._calls.tick()
        self._window.show_clocks(self._calls.desk_view(), self._calls.view())


def _form_found(form: Form) -> Found:
    fields = ", ".join(field.label for field in form.fields)
    return Found(f"form:{form.key}", form.title, fields, form.shortcut)
