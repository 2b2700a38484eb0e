"""What the keys of the queue do: each is one step on the open incident."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from workstation.domain.incident.approval import why_open
from workstation.domain.incident.tasks import why_open as why_tasks_keep_it
from workstation.ui.pieces.form import Field, Form, Values
from workstation.ui.queue import forms
from workstation.ui.queue.choosing import (
    NOTHING_ALIKE,
    NOTHING_LINKED,
    NOTHING_TO_DO,
    alike_list,
    parting_list,
    task_list,
)
from workstation.ui.queue.keys import KEYS, key_list

if TYPE_CHECKING:
    from workstation.desk.answers import QueueRow
    from workstation.desk.changes import Change
    from workstation.desk.receive.queue_desk import QueueDesk
    from workstation.desk.receive.view import QueueView, Received
    from workstation.ui.queue.window import QueueWindow

SIGN_IN: Final = "sign_in"
CHOOSE: Final = "Choose an incident first: the arrow keys walk the queue."
NOT_READ: Final = "The record is still being read; press again in a moment."
ON_ITS_WAY: Final = "The last step is still on its way; nothing is lost, press Enter again."
SAME_GRADE: Final = "It is graded so already; nothing was changed."
NO_NEXT: Final = "Nothing waits, nothing is new and nothing is late."
NO_NEWS: Final = "Nothing new has come since you last looked."
_REFUSE = ("Refuse: the desk reads the cause", "Cause")
_ACT = ("Add an action", "What was done")
_ATTEND = ("With the caller", "Who is with the caller")
_ASK = ("Ask the caller: the desk asks while the line is open", "What is to be asked")
_CLOSE = ("Close", "How it ended")


class Steering(QObject):
    """Binds one window to one receiver's queue."""

    def __init__(self, window: QueueWindow, queue: QueueDesk) -> None:
        super().__init__(window)
        self._window, self._queue = window, queue
        #: What was typed into a form and not kept: by person, incident and form.
        self._half_filled: dict[tuple[str, str, str], dict[str, str]] = {}
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key.sequence), window)
            shortcut.activated.connect(lambda d=key.deed: self.do(d))
        window.pressed.connect(self.do)
        window.finder.picked.connect(self.do)
        window.finder.left.connect(self._back)
        window.chosen.connect(queue.select)
        window.second.connect(self._second)
        window.entry.kept.connect(self._kept)
        window.closing.connect(queue.changes.subscribe(self._changed))
        self._refresh()

    def do(self, deed: str) -> None:
        """Do what a key, a button or a list named; what needs words opens a form."""
        view = self._queue.view()
        name, _, what = deed.partition(":")
        if name in _ALWAYS:
            _ALWAYS[name](self)
        elif view.selected_id is None:
            self._window.answer(CHOOSE)
        elif name in ("claim", "accept"):
            self._queue.step(name)  # type: ignore[arg-type]
        elif view.selected is None:
            self._window.answer(NOT_READ)
        elif name in _ONE_LINE:
            self._open(forms.plain_form(*_ONE_LINE[name]))
        else:
            _WITH_RECORD[name](self, view, view.selected, what)

    # -- what needs the record --------------------------------------------------------------------

    def _close(self, view: QueueView, received: Received, _: str) -> None:
        if (why := _kept_open(received)) is not None:
            self._window.answer(why)
        else:
            self._open(forms.plain_form("close", *_CLOSE))

    def _reroute(self, view: QueueView, received: Received, _: str) -> None:
        self._open(forms.reroute_form(view, _row(view)))

    def _assign(self, view: QueueView, received: Received, _: str) -> None:
        self._open(forms.assign_form(_row(view)))

    def _reassess(self, view: QueueView, received: Received, _: str) -> None:
        self._open(forms.thrive_form(received.pinned.letters))

    def _grade(self, view: QueueView, received: Received, number: str) -> None:
        """Higher at once, the reason on a clock; lower only with a supervisor."""
        offered = received.pinned.grades
        if not 0 < int(number) <= len(offered):
            return
        grade, incident = offered[int(number) - 1], received.incident
        if grade.rank < incident.grade_rank:
            self._queue.step("raise", grade=grade.key)
            note = f"Raised to {grade.name}. Say why; Esc leaves it for the clock that runs now."
            self._open(forms.thrive_form(received.pinned.letters, note))
        elif grade.rank > incident.grade_rank:
            form = forms.lower_form(received.pinned.letters, grade, incident.grade_name)
            self._open(form)
        else:
            self._window.answer(SAME_GRADE)

    def _tasks(self, view: QueueView, received: Received, _: str) -> None:
        self._offer(task_list(_row(view), view.hub_now_utc or ""), NOTHING_TO_DO)

    def _task(self, view: QueueView, received: Received, task_id: str) -> None:
        row = _row(view)
        found = (task for task in (row.tasks if row else ()) if task.task_id == task_id)
        if (task := next(found, None)) is not None:
            self._open(forms.task_form(task))

    def _alike(self, view: QueueView, received: Received, _: str) -> None:
        self._queue.look_alike(lambda told: self._told(told, alike_list, NOTHING_ALIKE))

    def _parting(self, view: QueueView, received: Received, _: str) -> None:
        incident = received.incident
        self._queue.look_alike(
            lambda told: self._told(
                told, lambda found: parting_list(incident, found), NOTHING_LINKED
            )
        )

    def _told(self, told: Any, listed: Callable[[Any], list[tuple[str, str]]], none: str) -> None:
        if isinstance(told, tuple):
            self._offer(listed(told), none)
        else:
            self._window.answer(told.sentence)

    def _link(self, view: QueueView, received: Received, other: str) -> None:
        self._queue.step("link", other=other)

    def _part(self, view: QueueView, received: Received, other: str) -> None:
        self._queue.step("part", other=other)

    def _see_news(self, view: QueueView, received: Received, _: str) -> None:
        if received.incident.unseen:
            self._queue.step("see_news", upto_seq=received.incident.last_seq)
        elif not received.new:
            self._window.answer(NO_NEWS)
        self._queue.looked_at(received.incident_id)

    # -- forms and lists --------------------------------------------------------------------------

    def _offer(self, rows: list[tuple[str, str]], none: str) -> None:
        if rows:
            self._window.finder.open(rows)
        else:
            self._window.answer(none)

    def _keys(self) -> None:
        received = self._queue.view().selected
        self._window.finder.open(key_list(received.pinned.grades if received else ()), "Keys")

    def _open(self, form: Form) -> None:
        """What was half-filled for the same incident before stands there again."""
        self._window.entry.open(form, self._half_filled.get(self._named(form)))

    def _named(self, form: Form) -> tuple[str, str, str]:
        view = self._queue.view()
        return view.person, view.selected_id or "", form.key

    def _kept(self, form: Form, values: Values) -> None:
        view = self._queue.view()
        if view.selected_id in view.busy:
            self._window.entry.open(form, values)
            self._window.answer(ON_ITS_WAY)
            return
        self._back()
        self._half_filled.pop(self._named(form), None)
        if form.key == SIGN_IN:
            self._queue.sign_in(values["user"], values["password"])
            return
        words = form.make(values, str)
        said = {name: getattr(words, name) for name in asdict(words)}
        self._queue.step(form.key.removeprefix(forms.STEP), **said)  # type: ignore[arg-type]

    def _back(self) -> None:
        form = self._window.entry.form
        if form is not None and form.key != SIGN_IN:
            self._half_filled[self._named(form)] = self._window.entry.values()
        self._window.entry.close_form()
        self._window.finder.hide()
        self._window.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next(self) -> None:
        """What alarms comes first, then what nobody has accepted, then what only says more."""
        view = self._queue.view()
        ids = _to_look_at(view)
        here = view.selected_id or ""
        if ids:
            self._window.go_to(ids[(ids.index(here) + 1) % len(ids) if here in ids else 0])
        else:
            self._window.answer(NO_NEXT)

    def _sign_out(self) -> None:
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
            self._open(Form(SIGN_IN, "Sign in", fields, lambda values, _: values))


def _row(view: QueueView) -> QueueRow | None:
    return next((row for row in view.rows if row.incident_id == view.selected_id), None)


def _to_look_at(view: QueueView) -> list[str]:
    loud = {alarm.incident_id for alarm in view.alarms}
    alarms = [row.incident_id for row in view.rows if row.incident_id in loud]
    waits = [r.incident_id for r in view.rows if r.standing == "delivered" and r.team == view.team]
    new = [row.incident_id for row in view.rows if row.added]
    return list(dict.fromkeys((*alarms, *waits, *new)))


def _kept_open(received: Received) -> str | None:
    """Why nobody can close it, said before anything is typed."""
    incident = received.incident
    return why_open(incident.approval) or why_tasks_keep_it(incident.tasks, incident.team)


_ALWAYS: Final[dict[str, Callable[[Steering], None]]] = {
    "back": Steering._back,
    "keys": Steering._keys,
    "next": Steering._next,
    "sign_out": Steering._sign_out,
}
#: Steps that need one line of words: the step, the form's title, the field.
_ONE_LINE: Final[dict[str, Any]] = {
    "refuse": ("refuse", *_REFUSE),
    "act": ("act", *_ACT),
    "attend": ("attend", *_ATTEND),
    "ask_fact": ("ask_fact", *_ASK),
}
_WITH_RECORD: Final[dict[str, Callable[[Steering, QueueView, Received, str], None]]] = {
    "close": Steering._close,
    "reroute": Steering._reroute,
    "assign": Steering._assign,
    "reassess": Steering._reassess,
    "grade": Steering._grade,
    "tasks": Steering._tasks,
    "task": Steering._task,
    "alike": Steering._alike,
    "parting": Steering._parting,
    "link": Steering._link,
    "part": Steering._part,
    "see_news": Steering._see_news,
}
