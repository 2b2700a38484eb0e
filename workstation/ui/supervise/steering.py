"""What the keys of the supervisor's window do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from workstation.ui.pieces.form import Field, Form, Values
from workstation.ui.supervise.keys import KEYS

if TYPE_CHECKING:
    from workstation.desk.answers import QueueRow
    from workstation.desk.changes import Change
    from workstation.desk.supervise.supervise_desk import SuperviseDesk
    from workstation.domain.incident.steps import StepName
    from workstation.ui.supervise.lines import Decides
    from workstation.ui.supervise.window import SuperviseWindow

SIGN_IN: Final = "sign_in"
CHOOSE: Final = "Choose an incident's line first: the arrow keys walk the list."
NOTHING_ASKED: Final = "Nothing is asked of you on this line: choose an approval or a lower grade."
#: Steps by what the chosen line asks and what the key says, with the form's title.
_ANSWERS: Final[dict[tuple[Decides, str], tuple[StepName, str]]] = {
    ("approval", "yes"): ("approve", "Approve that nobody attends"),
    ("approval", "no"): ("disapprove", "Refuse: somebody attends"),
    ("lowering", "yes"): ("lower", "Approve the lower grade"),
    ("lowering", "no"): ("keep_grade", "Refuse: the grade stays"),
}
_MAJOR: Final[dict[str, StepName]] = {"declare_major": "declare_major", "end_major": "end_major"}
_REASON: Final = (Field("reason", "Why: desk and team read it"),)
_REVIEW: Final = (Field("reason", "What is to happen now: desk and team read it"),)
_WHY_OVER: Final = "Why it is over: every desk reads it"


class Steering(QObject):
    """Binds one window to one supervisor's machine."""

    def __init__(self, window: SuperviseWindow, desk: SuperviseDesk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._decided: tuple[StepName, str] = ("review", "")
        for key, _, deed in KEYS:
            QShortcut(QKeySequence(key), window).activated.connect(lambda d=deed: self.do(d))
        window.pressed.connect(self.do)
        window.second.connect(self._second)
        window.entry.kept.connect(self._kept)
        window.closing.connect(desk.changes.subscribe(self._changed))
        self._refresh()

    def do(self, deed: str) -> None:
        """Do what a key or button named; what needs words opens a form."""
        if deed == "refresh":
            self._desk.refresh()
        elif deed == "sign_out":
            self._desk.sign_out()
        elif deed == "back":
            self._back()
        elif deed == "keys":
            self._window.show_keys()
        elif not self._desk.view().person_name:
            self._refresh()
        elif deed in _MAJOR:
            self._ask_major(_MAJOR[deed])
        else:
            self._ask(deed)

    def _ask(self, deed: str) -> None:
        """A line of why, for what the chosen line asks."""
        here = self._window.here
        if not here.incident_id:
            self._window.answer(CHOOSE)
        elif deed == "review":
            self._decided = ("review", here.incident_id)
            self._open("step", "Reviewed", _REVIEW, here.text)
        elif (asked := _ANSWERS.get((here.decides, deed))) is None:
            self._window.answer(NOTHING_ASKED)
        else:
            self._decided = (asked[0], here.incident_id)
            self._open("step", asked[1], _REASON, here.text)

    def _ask_major(self, step: StepName) -> None:
        """Any open incident by its reference; the chosen one stands there already."""
        row = self._window.chosen
        self._decided = (step, "")
        which = Field("reference", "Which incident, by its reference", value=_reference(row))
        if step == "end_major":
            fields = (which, Field("reason", _WHY_OVER))
            self._open(step, "End the major incident", fields, row.major if row else "")
            return
        briefing = Field("reason", "Briefing: every desk reads it", value=row.major if row else "")
        self._open(step, "Declare a major incident", (which, briefing))

    def _open(self, key: str, title: str, fields: tuple[Field, ...], note: str = "") -> None:
        self._window.entry.open(Form(key, title, fields, lambda values, _: values, note=note))

    def _kept(self, form: Form, values: Values) -> None:
        self._back()
        if form.key == SIGN_IN:
            self._desk.sign_in(values["user"], values["password"])
        elif "reference" in values:
            self._desk.take_on(self._decided[0], values["reference"], values["reason"])
        else:
            self._desk.take(*self._decided, values["reason"])

    def _back(self) -> None:
        self._window.entry.close_form()
        self._window.hide_keys()
        self._window.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _changed(self, kinds: frozenset[Change]) -> None:
        self._refresh()

    def _second(self) -> None:
        self._desk.tick()
        self._refresh()

    def _refresh(self) -> None:
        view = self._desk.view()
        self._window.show_view(view)
        if not view.person_name and not view.signing_in and self._window.entry.form is None:
            fields = (Field("user", "User"), Field("password", "Password", secret=True))
            self._open(SIGN_IN, "Sign in", fields)


def _reference(row: QueueRow | None) -> str:
    return row.reference if row else ""
