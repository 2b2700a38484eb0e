"""What the keys for untidy calls do: first the fact goes on record, then a form asks the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from workstation.domain.contact import commands as ask
from workstation.domain.contact import course, facts
from workstation.ui.desk import call_forms as forms

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.docking import Docking
    from workstation.ui.desk.screen import Screen

NO_CALL = "There is no call here."


class CallDeeds(QObject):
    """Binds the course of the call: lost, on hold, silent, a child."""

    def __init__(self, screen: Screen, docking: Docking) -> None:
        super().__init__(screen.window)
        self._on, self._docking = screen, docking

    def deeds(self) -> dict[str, Callable[[str], None]]:
        """What each key does, by the name of its deed."""
        return {
            "line_lost": lambda _: self.line_lost(),
            "silent": lambda _: self._open(forms.SILENT),
            "abandoned": lambda _: self._open(forms.ABANDONED),
            "child": lambda _: self.child(),
            "hold": lambda _: self.hold(),
            "taps": lambda _: self.taps(),
        }

    def line_lost(self) -> None:
        """The line is gone, from now on; what was half-typed goes on record with it."""
        call = self._call()
        if call is not None:
            if call.contact.phase in ("talking", "held"):
                self._record(facts.CallEnded("lost"))
            self._docking.open_named(forms.LINE_LOST)

    def hold(self) -> None:
        """The caller waits, or is taken up again; also a line that was lost and is there again."""
        call = self._call()
        if call is None:
            return
        contact = call.contact
        if contact.phase == "talking":
            self._record(facts.CallHeld())
        elif contact.phase == "held" or contact.end_cause == "lost":
            self._record(facts.CallResumed())
        else:
            self._on.window.news.answer("Nobody is on the line here; nothing was changed.")

    def child(self) -> None:
        """A child is calling, or is not: plain words, what to say first, a marker to decide."""
        call = self._call()
        if call is None:
            return
        self._record(course.ChildCalling(not call.contact.child))
        situation = call.policy.situation("child_calling")
        if situation is not None and not call.contact.child:
            say = [advice.text for advice in call.policy.advice if advice.key in situation.advice]
            self._on.window.news.answer("A child: plain words. Say: " + " ".join(say))

    def taps(self) -> None:
        """The caller answers by taps from now on, or by voice again."""
        call = self._call()
        if call is not None:
            self._record(course.AnswersBy("voice" if call.contact.by_taps else "taps"))

    def _open(self, form: str) -> None:
        if self._call() is not None:
            self._docking.open_named(form)

    def _call(self) -> CallView | None:
        call = self._on.calls.view()
        if call is None:
            self._on.window.news.answer(NO_CALL)
        return call

    def _record(self, fact: Any) -> None:
        self._on.told(self._on.calls.do(ask.Record(fact)))
