"""Finds people by keys, says who the caller is, opens histories, checks who somebody is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from workstation.desk.call.view import Result
from workstation.ui.desk.callers import forms
from workstation.ui.desk.callers.cards import numbered
from workstation.ui.desk.callers.search import Search
from workstation.ui.desk.callers.standing_words import age_words, progress_words
from workstation.ui.desk.callers.whole import contact_rows
from workstation.ui.pieces.entry import draft_name
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import date

if TYPE_CHECKING:
    from workstation.desk.call.who_calls import History
    from workstation.ui.desk.callers.history_page import HistoryPage
    from workstation.ui.desk.callers.whole import ContactRow
    from workstation.ui.desk.docking import Docking
    from workstation.ui.desk.screen import Screen
    from workstation.ui.pieces.form import Form

NOBODY: Final = "Nobody is under the keys: Ctrl+W finds people."
NOBODY_HERE: Final = "Nobody at this number can be chosen: Ctrl+W finds people by name."
NO_CALL: Final = "There is no call here: nobody is its caller; Ctrl+H opens the history."


class CallerDeeds(QObject):
    """Binds the pages of people and of a history, and the forms about who is calling."""

    def __init__(self, screen: Screen, docking: Docking) -> None:
        super().__init__(screen.window)
        self._on, self._docking, self._who = screen, docking, screen.calls.who
        self._search = Search(screen, self._asked)
        docking.kept.connect(self._kept)

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What each key does, by the name of its deed."""
        return {
            "people": lambda _: self._open(),
            "people_choose": lambda _: self._choose(),
            "history": lambda _: self._history(self._under_keys()),
            "new_person": lambda _: self._new_person(),
            "same": lambda _: self._mark(),
            "identity": lambda _: self._identity(),
            "failure": lambda _: self._failure(),
        }

    def leave_call(self) -> bool:
        """Another call is shown: nobody is looked for in its name; whether somebody was."""
        if not self._is_looking or self._search.reason:
            return False  # a call that rings moves nobody who looks for another reason
        self._search.same = None
        self._docking.leave()
        return True

    @property
    def _is_looking(self) -> bool:
        """Whether people or a history are on the screen."""
        work = self._on.window.work
        pages = [vars(work)[name] for name in ("people", "whole") if name in vars(work)]
        return any(page.isVisible() for page in pages)

    # -- people -------------------------------------------------------------------------------

    @cached_property
    def _whole(self) -> HistoryPage:
        page = self._on.window.work.whole
        page.asked.connect(self._asked)
        return page

    def _open(self) -> None:
        """Those at the number first; while nobody is on the line, why one looks before that."""
        self._search.same = None
        if not self._is_looking or self._who.in_call:
            self._search.reason = ""
        if not self._who.in_call and not self._search.reason:
            self._docking.open(forms.why_form(self._because))
            return
        self._show_people(choosing=False)

    def _choose(self) -> None:
        call = self._on.calls.view()
        if call is None or not (numbered(call) or call.calling.chosen):
            self._on.window.news.answer(NOBODY_HERE)
            return
        self._search.same = None
        self._show_people(choosing=True)

    def _show_people(self, *, choosing: bool) -> None:
        self._docking.leave()
        self._search.open(choosing=choosing)

    def _because(self, reason: str) -> Result:
        if not reason:
            return Result(False, forms.NO_REASON)
        self._search.reason = reason
        return Result(True)

    def _kept(self, form: Form, result: Result) -> None:
        if form.key == forms.WHY and result.done:
            self._show_people(choosing=False)

    def _asked(self, way: str, caller_id: str) -> None:
        ways: dict[str, Callable[[], None]] = {
            "this_is": lambda: self._this_is(caller_id),
            "nobody": lambda: self._said(self._who.nobody_known()),
            "history": lambda: self._history(caller_id),
            "new_person": self._new_person,
            "same": self._mark,
        }
        ways[way]()

    def _this_is(self, caller_id: str) -> None:
        """Without a call there is no caller: Enter opens the history."""
        if not self._who.in_call or self._search.reason:
            self._history(caller_id)
            return
        self._said(self._who.this_is(caller_id))

    def _said(self, result: Result) -> None:
        """Who is calling was said: the work goes on."""
        self._on.told(result)
        if result.done:
            self._docking.leave()
            self._on.to_narrative()

    def _mark(self) -> None:
        """The first press marks one, the second says that another may be the same."""
        here = self._search.here
        if here is None:
            self._on.window.news.answer(NOBODY)
        elif self._search.same is None:
            self._search.same = here
            self._search.again()
        else:
            first, self._search.same = self._search.same, None
            self._on.told(self._who.mark_same(first.caller_id, here.caller_id))
            self._search.again()

    # -- a history ----------------------------------------------------------------------------

    def _under_keys(self) -> str:
        """Whom Ctrl+H is about: the row under the keys, else the caller, else the only one here."""
        if (here := self._search.here) is not None:
            return here.caller_id
        call = self._on.calls.view()
        if call is None:
            return ""
        if call.calling.chosen is not None:
            return call.calling.chosen.caller_id
        at_number = call.on_record.callers
        return at_number[0].caller_id if len(at_number) == 1 else ""

    def _history(self, caller_id: str) -> None:
        if not caller_id:
            self._open()
            return
        found = self._who.look(caller_id, self._search.reason)
        if isinstance(found, Result):
            self._on.told(found)
            return
        self._docking.leave()
        self._whole.open(caller_id, *self._words(found))

    def _words(self, found: History) -> tuple[str, str, tuple[ContactRow, ...]]:
        call = self._on.calls.view()
        ranks = {grade.name: grade.rank for grade in call.policy.grades} if call else {}
        now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        person = found.caller
        born = f", born {date(person.born)}" if person.born else ""
        count = len(found.contacts)
        parts = [f"{count:,} contact{'s' if count != 1 else ''} in the copy"]
        parts += [age_words(found.standing), progress_words(found.standing)]
        parts.append("no record is not no history")
        state = " · ".join(part for part in parts if part)
        title = shown_line(f"Whole history: {person.name}{born}")
        return title, state, contact_rows(found.contacts, ranks, now)

    # -- what is established ------------------------------------------------------------------

    def _new_person(self) -> None:
        """A line that was typed is another person than one who was left half-filled."""
        line = self._search.page.line.text() if self._search.page.isVisible() else ""
        form, call = forms.new_person_form(line, self._who), self._on.calls.view()
        left = {one.field for one in call.drafts} if call and line.strip() else ()
        for field in form.fields:
            if (name := draft_name(form.key, field.key)) in left:
                self._on.calls.draft(name, field.value, len(field.value))
        self._docking.open(form)

    def _identity(self) -> None:
        """The check of the policy, for whom the caller says to be."""
        call = self._on.calls.view()
        if call is None or call.calling.chosen is None or not call.policy.identity.items:
            self._on.told(self._who.identifying.check({}))
            return
        person = call.calling.chosen
        self._docking.open(forms.identity_form(call, person, self._who.identifying))

    def _failure(self) -> None:
        """What is suggested, at once; where that is on record or nothing is, another kind."""
        call = self._on.calls.view()
        if call is None:
            self._on.window.news.answer(NO_CALL)
            return
        maybe = call.calling.failure
        if maybe is None or call.contact.failure_demand is not None:
            self._docking.open(forms.failure_form(call))
            return
        because = maybe.because
        noted = self._who.identifying.note_failure(maybe.kind, because.summary, because.matter)
        self._on.told(noted if not noted.done else Result(True, "Failure demand is recorded."))
