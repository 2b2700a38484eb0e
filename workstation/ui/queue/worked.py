"""What happened to an incident since it came: grades side by side, tasks, deeds, news, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workstation.domain.incident.news import LOUD, in_a_line
from workstation.ui.pieces.times import age, clock, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workstation.domain.incident.events import GradeChanged
    from workstation.domain.incident.state import Incident, Lowering
    from workstation.domain.incident.tasks import Task
    from workstation.domain.incident.work_events import LetterLine

_OWNS: Final = {"team": "the team", "supervisor": "a supervisor", "advisors": "the desk"}


@dataclass(frozen=True, slots=True)
class Told:
    """One line: its time, its words, and whether it is new here."""

    time: str
    words: str
    new: bool = False


def major(incident: Incident) -> tuple[Told, ...]:
    """The briefing that every desk reads."""
    found = incident.major
    if found is None:
        return ()
    return (Told(clock(incident.major_since), f"{found.briefing} ({found.by_name})"),)


def news(incident: Incident) -> tuple[Told, ...]:
    """What came after the hand-over; what adds a line leaves here once the team has seen it."""
    unseen = set(incident.unseen)
    return tuple(
        Told(clock(one.at_utc), in_a_line(one.fact), one in unseen)
        for one in incident.news
        if one in unseen or one.fact.kind in LOUD
    )


def grades(incident: Incident) -> tuple[Told, ...]:
    """Every change with old and new side by side, for ever; then wishes and words on them."""
    changes = zip(incident.grades, incident.graded_at, strict=True)
    return (
        *(line for change, at in changes for line in _change(change, at)),
        *(line for wish in incident.lowerings for line in _wish(wish, incident)),
    )


def assessed(incident: Incident) -> tuple[Told, ...]:
    """Every fresh assessment, letter by letter."""
    return tuple(
        line
        for one in incident.assessed
        for line in (
            Told(
                clock(one.at_utc),
                f"{one.fact.by_name} at {one.fact.grade_name}: {one.fact.reason}",
            ),
            *_letters(one.fact.letters),
        )
    )


def tasks(incident: Incident) -> tuple[Told, ...]:
    """What is open first, then how the rest was done."""
    ordered = sorted(incident.tasks, key=lambda task: not task.open)
    return tuple(_task(task) for task in ordered)


def deeds(incident: Incident) -> tuple[Told, ...]:
    """Who did what."""
    return tuple(Told(clock(d.at_utc), f"{d.by_name}: {d.text}") for d in incident.deeds)


def linked(incident: Incident) -> tuple[Told, ...]:
    """Other incidents that a person linked; nothing is merged."""
    return tuple(
        Told("", _joined(f"{one.other_reference}, linked by {one.by_name}", one.note))
        for one in incident.linked
    )


def _change(change: GradeChanged, at: str) -> Iterator[Told]:
    by = change.by_name or change.by
    approved = change.approved_by_name or change.approved_by
    parts = (f"{change.was_name}  →  {change.grade_name}", f"by {by}")
    also = (f"approved by {approved}",) if approved else ()
    late = (f"DELAYED: made {age(change.late_s)} before it arrived",) if change.late_s else ()
    yield Told(clock(at), _joined(", ".join((*parts, *also, *late)), change.reason))
    yield from _letters(change.letters)


def _wish(wish: Lowering, incident: Incident) -> Iterator[Told]:
    asked = wish.fact
    name = asked.by_name or asked.by
    yield Told(clock(wish.at_utc), f"{asked.grade_name} asked by {name}: {asked.reason}")
    yield from _letters(asked.letters)
    if wish.decided is not None:
        said = "approved" if wish.decided.given else "REFUSED"
        words = f"{said} by {wish.decided.by_name}: {wish.decided.reason}"
        yield Told(clock(wish.decided_at), words)
    elif incident.lowering is asked:
        yield Told("", f"waits for a supervisor; {incident.grade_name} stands until then")


def _letters(letters: Iterable[LetterLine]) -> tuple[Told, ...]:
    return tuple(Told("", f"{line.name}: {line.text}") for line in letters if line.text)


def _task(task: Task) -> Told:
    from workstation.domain.incident.tasks import OWNER

    fact = task.fact
    within = f"within {span(fact.within_s)} ({fact.source})"
    asked = f", asked by {fact.by_name}" if fact.by_name else ""
    whose = _OWNS[OWNER[fact.kind]]
    if task.done is not None:
        done = f"done by {task.done.by_name or task.done.by}: {task.done.text}"
        return Told(clock(task.done_at), f"{fact.text} – {done}")
    late = f" – OVERDUE since {clock(task.overdue_since)}" if task.overdue_since else ""
    return Told(clock(task.since), f"{fact.text} – {whose}, {within}{asked}{late}")


def _joined(words: str, more: str) -> str:
    return f"{words}: {more}" if more else words
