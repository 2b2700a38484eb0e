"""The forms of the queue: what a step needs besides its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.desk.answers import StepWords
from workstation.domain.incident.work_events import LetterLine
from workstation.ui.pieces.form import Field, Form

if TYPE_CHECKING:
    from workstation.desk.answers import QueueRow, TaskRow
    from workstation.desk.receive.pinned import GradeOffered, LetterAsked
    from workstation.desk.receive.view import QueueView
    from workstation.domain.incident.steps import StepName
    from workstation.ui.pieces.form import NewId, Values

#: What a form's key begins with when keeping it is a step.
STEP: Final = "step:"
_OWN: Final = "letter:"


def plain_form(step: StepName, title: str, label: str, note: str = "", task_id: str = "") -> Form:
    """One line of words."""
    fields = (Field("cause", label),)
    return _form(
        step, title, fields, lambda v, _: StepWords(cause=v["cause"], task_id=task_id), note
    )


def reroute_form(view: QueueView, row: QueueRow | None) -> Form:
    """To which team; an urgent one goes at once, and the reason may follow."""
    teams = tuple((k, n) for k, n in view.team_names.items() if k != view.team)
    urgent = row is not None and row.urgent
    why = "Why; left empty it goes at once, and the reason is owed" if urgent else "Why"
    fields = (Field("team", "To which team", teams), Field("cause", why))
    return _form(
        "reroute",
        "Re-route",
        fields,
        lambda v, _: StepWords(cause=v["cause"], team=v["team"]),
    )


def assign_form(row: QueueRow | None) -> Form:
    """To whom of the team; the team goes on owning it."""
    fields = (Field("to", "Call sign or name", value=row.assigned_to if row else ""),)
    return _form("assign", "Assign", fields, lambda v, _: StepWords(to=v["to"]))


def thrive_form(letters: tuple[LetterAsked, ...], note: str = "") -> Form:
    """A fresh assessment: one line a letter, and what is different now."""
    fields = (*_letters(letters), Field("cause", "What is different now, and why"))
    return _form("reassess", "Fresh THRIVE", fields, lambda v, _: _said(v, letters), note)


def lower_form(letters: tuple[LetterAsked, ...], grade: GradeOffered, now: str) -> Form:
    """A lower grade: it stays as it is until a supervisor says yes."""
    fields = (*_letters(letters), Field("cause", f"Why {grade.name} and not {now}"))
    note = f"{now} stays until a supervisor approves."

    def make(values: Values, _: NewId) -> StepWords:
        said = _said(values, letters)
        return StepWords(cause=said.cause, grade=grade.key, letters=said.letters)

    return _form("ask_lower", f"Ask for {grade.name}", fields, make, note)


def task_form(task: TaskRow) -> Form:
    """How a task was done."""
    return plain_form(
        "finish_task", "Done", "How, or why not", note=task.text, task_id=task.task_id
    )


def _letters(letters: tuple[LetterAsked, ...]) -> tuple[Field, ...]:
    return tuple(
        Field(f"{_OWN}{x.letter}", f"{x.name}   ‹ {x.told}" if x.told else x.name) for x in letters
    )


def _said(values: Values, letters: tuple[LetterAsked, ...]) -> StepWords:
    lines = tuple(LetterLine(x.letter, x.name, values[f"{_OWN}{x.letter}"]) for x in letters)
    return StepWords(cause=values["cause"], letters=lines)


def _form(
    step: StepName, title: str, fields: tuple[Field, ...], make: object, note: str = ""
) -> Form:
    return Form(f"{STEP}{step}", title, fields, make, note=note)  # type: ignore[arg-type]
