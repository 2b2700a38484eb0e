"""What the keys of the supervisor's window do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from workstation.ui.pieces.form import Field, Form, Values
from workstation.ui.supervise.window import BAR

if TYPE_CHECKING:
    from workstation.desk.changes import Change
    from workstation.desk.supervise.supervise_desk import SuperviseDesk
    from workstation.ui.supervise.window import SuperviseWindow

SIGN_IN: Final = "sign_in"
CHOOSE: Final = "Choose a line under Approvals first: the arrow keys walk the list."


class Steering(QObject):
    """Binds one window to one supervisor's machine."""

    def __init__(self, window: SuperviseWindow, desk: SuperviseDesk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._decided = ""
        for key, _, deed in BAR:
            QShortcut(QKeySequence(key), window).activated.connect(lambda d=deed: self.do(d))
        QShortcut(QKeySequence("Esc"), window).activated.connect(self._back)
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
        elif not self._window.here:
            self._window.answer(CHOOSE)
        else:
            self._decided = self._window.here
            title = (
                "Approve that nobody attends" if deed == "approve" else "Refuse: somebody attends"
            )
            reason = (Field("reason", "Why: desk and team read it"),)
            self._open(deed, title, reason, self._window.line)

    def _open(self, key: str, title: str, fields: tuple[Field, ...], note: str = "") -> None:
        self._window.entry.open(Form(key, title, fields, lambda values, _: values, note=note))

    def _kept(self, form: Form, values: Values) -> None:
        self._back()
        if form.key == SIGN_IN:
            self._desk.sign_in(values["user"], values["password"])
        else:
            given = form.key == "approve"
            self._desk.decide(self._decided, given=given, reason=values["reason"])

    def _back(self) -> None:
        self._window.entry.close_form()
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
