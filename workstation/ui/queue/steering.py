"""What the keys of the queue do: each is one step on the open incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from workstation.domain.incident.approval import why_open
from workstation.domain.text import cleaned
from workstation.ui.pieces.form import Field, Form, Values
from workstation.ui.queue.window import BAR, QueueWindow

if TYPE_CHECKING:
    from workstation.desk.changes import Change
    from workstation.desk.receive.queue_desk import QueueDesk
    from workstation.desk.receive.view import Received

SIGN_IN = "sign_in"


class Steering(QObject):
    """Binds one window to one receiver's queue."""

    def __init__(self, window: QueueWindow, queue: QueueDesk) -> None:
        super().__init__(window)
        self._window, self._queue = window, queue
        for key, _, step in BAR:
            QShortcut(QKeySequence(key), window).activated.connect(lambda s=step: self.do(s))
        QShortcut(QKeySequence("Esc"), window).activated.connect(self._back)
        QShortcut(QKeySequence("Ctrl+L"), window).activated.connect(self._leave)
        window.pressed.connect(self.do)
        window.chosen.connect(queue.select)
        window.second.connect(self._second)
        window.entry.kept.connect(self._kept)
        end = queue.changes.subscribe(self._changed)
        window.closing.connect(end)
        self._refresh()

    def do(self, step: str) -> None:
        """Do what a key or button named; what needs words opens a form."""
        view = self._queue.view()
        if view.selected_id is None:
            self._window.answer("Choose an incident first: the arrow keys walk the queue.")
        elif step == "refuse":
            self._open(step, "Refuse: the desk reads the cause", (Field("cause", "Cause"),))
        elif step == "reroute":
            teams = tuple((k, n) for k, n in view.team_names.items() if k != view.team)
            fields = (Field("team", "To which team", teams), Field("cause", "Why"))
            self._open(step, "Re-route", fields)
        elif step == "close" and view.selected and (why := _kept_open(view.selected)):
            self._window.answer(why)
        elif step == "close":
            self._open(step, "Close the incident", (Field("cause", "How it ended"),))
        else:
            self._queue.step(step)  # type: ignore[arg-type]

    def _open(self, key: str, title: str, fields: tuple[Field, ...], note: str = "") -> None:
        self._window.entry.open(Form(key, title, fields, lambda values, _: values, note=note))

    def _kept(self, form: Form, values: Values) -> None:
        self._back()
        if form.key == SIGN_IN:
            self._queue.sign_in(values["user"], values["password"])
            return
        named: dict[str, Any] = {k: cleaned(v) for k, v in values.items()}
        self._queue.step(form.key, **named)  # type: ignore[arg-type]

    def _back(self) -> None:
        self._window.entry.close_form()
        self._window.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        self._queue.sign_out()

    def _changed(self, kinds: frozenset[Change]) -> None:
        self._refresh()

    def _second(self) -> None:
        self._queue.tick()
        self._refresh()

    def _refresh(self) -> None:
        view = self._queue.view()
        self._window.show_view(view)
        if not view.person and not view.signing_in and self._window.entry.form is None:
            fields = (Field("user", "User"), Field("password", "Password", secret=True))
            self._open(SIGN_IN, "Sign in", fields)


def _kept_open(received: Received) -> str | None:
    """Why nobody can close it, said before anything is typed."""
    return why_open(received.incident.approval)
