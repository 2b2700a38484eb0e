"""The chosen line in full: old and new grade, the fresh assessment, what is owed, the briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.supervise.finding import known_rows
from workstation.ui.pieces.times import clock
from workstation.ui.supervise.keys import KEYS, WALKING
from workstation.ui.supervise.lines import LATE, late, whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.desk.answers import QueueRow, TaskRow
    from workstation.desk.supervising import Supervision
    from workstation.ui.pieces.words import Look
    from workstation.ui.supervise.reading import Shown


class Part(NamedTuple):
    """One paragraph, or words side by side where ``beside`` is not empty."""

    text: str
    look: Look = ""
    beside: str = ""


def row_of(seen: Supervision | None, incident_id: str) -> QueueRow | None:
    """The incident as any list has it."""
    if seen is None or not incident_id:
        return None
    return next((row for row in known_rows(seen) if row.incident_id == incident_id), None)


def keys_parts() -> tuple[Part, ...]:
    """Every key with its words."""
    keys = (*((key.sequence, key.words) for key in KEYS), *WALKING)
    return (Part("Keys", "heading"), *(Part(key, "strong", words) for key, words in keys))


def chosen_parts(seen: Supervision | None, here: Shown) -> tuple[Part, ...]:
    """What is to be read of the chosen line; its own words where nothing more is known."""
    row = row_of(seen, here.incident_id)
    if seen is None or not here.text:
        return (Part("Nothing chosen: the arrow keys walk the control room.", "second"),)
    if row is None:
        return (Part("The chosen line", "heading"), Part(here.text))
    return tuple(_about(row, seen.now_utc))


def _about(row: QueueRow, now_utc: str) -> Iterator[Part]:
    kind = "message, " if row.kind == "message" else ""
    yield Part(f"{row.reference}  {row.headline}", "first")
    yield Part(f"{kind}{row.grade_name} at {row.team_name}, {_standing(row)}", "second")
    yield Part(row.place or "no place yet", "story")
    if row.major:
        yield Part("Major incident", "heading")
        yield Part(row.major, "story")
    yield from _lowering(row)
    if row.approval:
        yield Part("Nobody attends: approval", "heading")
        yield Part(f"{row.approval_because}: {row.approval_rationale or 'no line given'}", "story")
    if row.tasks:
        yield Part("Still to be done", "heading")
    for task in sorted(row.tasks, key=lambda task: not task.overdue):
        yield _task(row, task, now_utc)
    if row.unseen:
        yield Part("New since the team last looked", "heading")
        yield from (Part(text, "story") for text in row.unseen)


def _lowering(row: QueueRow) -> Iterator[Part]:
    if not row.lowering_to:
        return
    yield Part("Lower grade asked for", "heading")
    yield Part(f"now: {row.grade_name}", "line", f"asked: {row.lowering_to}")
    yield Part(f"by {row.lowering_by}, {clock(row.lowering_since, seconds=False)}", "second")
    yield Part(row.lowering_reason, "story")
    yield Part("The fresh assessment", "heading")
    if not row.lowering_letters:
        yield Part("None came with it: the desk asked in its own call.", "second")
    for line in row.lowering_letters:
        yield Part(line.name, "strong", line.text)


def _task(row: QueueRow, task: TaskRow, now_utc: str) -> Part:
    said = f"{task.text} · {whose(row, task)}, set {clock(task.since, seconds=False)}"
    if task.overdue:
        since = f"▲ OVERDUE {late(task, now_utc)}: {LATE[task.kind]}"
        return Part(since, "strong", said)
    return Part("in time", "second", said)


def _standing(row: QueueRow) -> str:
    if row.accepted_by:
        return f"accepted by {row.accepted_by}"
    return {"delivered": "nobody has accepted", "refused": "refused, nobody has it"}.get(
        row.standing, row.standing
    )
