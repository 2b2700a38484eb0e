"""Opens and keeps the docked forms, with their half-filled values as drafts of the call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workstation.domain.contact import commands as ask
from workstation.ui.desk.call_forms import call_forms
from workstation.ui.desk.forms import catalogue
from workstation.ui.pieces.entry import draft_name
from workstation.ui.pieces.form import Field, Form, Values

if TYPE_CHECKING:
    from workstation.desk.call.calls import Calls
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.window import DeskWindow

SIGN_IN = "sign_in"
AGAIN = "This tells the hub who you are; the call, F12 and outcomes go on without it."


class Docking(QObject):
    """Signals: ``kept`` (form, result) when a form was recorded or refused."""

    kept = Signal(object, object)

    def __init__(
        self,
        window: DeskWindow,
        calls: Calls,
        new_id: Callable[[], str],
        sign_in: Callable[[str, str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._calls, self._new_id = window, calls, new_id
        self._sign_in = sign_in
        #: Whether the keyboard was in an answer when a form was opened: it goes back there.
        self.from_answer = False
        #: What the form that was kept last asked for.
        self.asked: ask.Command | None = None
        window.entry.kept.connect(self._keep)
        window.entry.typed.connect(self._typed)
        window.entry.chosen.connect(self._chosen)

    def forms(self) -> tuple[Form, ...]:
        """The forms of the call on the screen."""
        call = self._calls.view()
        if call is None:
            return ()
        kind = call.contact.incident_type
        places = self._calls.places.complete
        every = catalogue(call.policy, kind, _promise(call), call.contact, places)
        return (*every, *call_forms(call))

    def open_named(self, key: str) -> None:
        """Open one of `forms`."""
        for form in self.forms():
            if form.key == key:
                self.open(form)

    def open(self, form: Form) -> None:
        """Open ``form`` with what was half-filled before."""
        if self._window.entry.form is None:
            self.from_answer = self._window.questions.answer.hasFocus()
        self._window.finder.leave()
        call = self._calls.view()
        drafts = {d.field: d.text for d in call.drafts} if call else {}
        names = {f.key: drafts.get(draft_name(form.key, f.key)) for f in form.fields}
        self._window.entry.open(form, {k: v for k, v in names.items() if v is not None})

    def open_sign_in(self) -> None:
        """Ask who sits down here, or once more who sits here."""
        here = self._calls.desk_view().person
        fields = (Field("user", "User", value=here), Field("password", "Password", secret=True))
        note = AGAIN if here else "Calls ring and are kept while nobody is signed in."
        never = lambda v, n: ask.Answer()  # noqa: E731
        form = Form(SIGN_IN, "Sign in", fields, never, "Ctrl+L", note, of_call=False)
        self._window.entry.open(form)

    def leave(self) -> None:
        """Close what is docked; half-filled values stay."""
        self.from_answer = False
        self._window.finder.leave()
        self._window.entry.close_form()

    def leave_call(self) -> bool:
        """Another call is shown: no form of the last is kept in it; whether one was open."""
        form = self._window.entry.form
        if form is None or not form.of_call:
            return False
        self.leave()
        return True

    def signed_in(self) -> None:
        """Somebody signed in: the question who sits here is answered."""
        form = self._window.entry.form
        if form is not None and form.key == SIGN_IN:
            self.leave()

    def _typed(self, name: str, text: str, cursor: int) -> None:
        """Who signs in, and what is done about an older entry, is no word of the call."""
        form = self._window.entry.form
        if form is not None and form.of_call:
            self._calls.draft(name, text, cursor)

    def _chosen(self, name: str, value: str) -> None:
        form = self._window.entry.form
        if form is not None and form.of_call:
            self._calls.choose(name, value)

    def _keep(self, form: Form, values: Values) -> None:
        if form.key == SIGN_IN:
            self._window.entry.close_form()
            self._sign_in(values["user"], values["password"])
            return
        names = self._window.entry.draft_names()
        self.asked = command = form.make(values, self._new_id)
        result = command() if callable(command) else self._calls.do(command, clears=names)
        if result.done or result.held:
            self._window.entry.close_form()
        self.kept.emit(form, result)


def _promise(call: CallView) -> str:
    if call.contact.handed:
        return call.policy.outcome(call.contact.handed[-1].outcome).promise
    if call.contact.disposition:
        ended, ends = call.contact.disposition.fact.disposition, call.policy.dispositions
        told = next((one.promise for one in ends if one.key == ended), "")
        if told:
            return told
    sends = (o for o in call.policy.outcomes if o.attends and not o.wants_appointment)
    return next(sends, call.policy.outcome("send_now")).promise
