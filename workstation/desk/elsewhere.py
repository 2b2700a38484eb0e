"""Asks the hub for calls of other desks, away from the screens' thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from workstation.desk.answers import CallsElsewhere, Failure, TakenCall
from workstation.desk.call.view import Result
from workstation.desk.errands import Errands
from workstation.desk.ports import Inbox

NOT_WITHOUT: Final = "Calls of other desks can be seen only while the hub answers. "


class ElsewhereHub(Protocol):
    """The hub as a take-over needs it."""

    def calls_elsewhere(self) -> CallsElsewhere | Failure:
        """Calls under way at other desks."""
        ...

    def take_over(self, contact_id: str) -> TakenCall | Failure:
        """Everything the hub holds of a call; the same again counts once."""
        ...


class Taking(Protocol):
    """This desk's side of a take-over."""

    def show(self, contact_id: str) -> bool:
        """Show a call that was taken already; whether it was."""
        ...

    def take(self, found: TakenCall) -> Result:
        """Go on with a call."""
        ...


class Elsewhere:
    """Calls of other desks: a list, and one of them taken. ``told`` gets sentences for a person."""

    def __init__(self, hub: ElsewhereHub, here: Taking, inbox: Inbox) -> None:
        self._hub = hub
        self._here = here
        self._inbox = inbox
        self._errands: Errands | None = None

    def look(self, told: Callable[[CallsElsewhere | str], None]) -> None:
        """Ask for the list; ``told`` gets it, or one sentence."""

        def then(answer: CallsElsewhere | Failure) -> None:
            if isinstance(answer, CallsElsewhere):
                told(answer)
            else:
                told(NOT_WITHOUT + answer.sentence)

        self._run.run(self._hub.calls_elsewhere, then)

    def take(self, contact_id: str, told: Callable[[str], None]) -> None:
        """Go on with a call; ``told`` gets one sentence, empty when it is on the screen.

        One that this desk has taken already is shown without asking: at the hub the call of the
        other desk is over by then.
        """
        if self._here.show(contact_id):
            told("")
            return

        def then(answer: TakenCall | Failure) -> None:
            if not isinstance(answer, TakenCall):
                told(NOT_WITHOUT + answer.sentence)
            elif not answer.done:
                told(answer.cause)
            else:
                told(self._here.take(answer).sentence)

        self._run.run(lambda: self._hub.take_over(contact_id), then)

    def close(self) -> None:
        """Wait for what is under way; cut the hub's line first."""
        if self._errands is not None:
            self._errands.stop()

    @property
    def _run(self) -> Errands:
        """A thread of its own, from the first question on."""
        if self._errands is None:
            self._errands = Errands("calls-elsewhere", self._inbox)
        return self._errands
