"""The time line: what was typed and what was answered, in the order it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from workstation.ui.desk.reading.asking import ENDINGS, answer_words
from workstation.ui.pieces.call_words import (
    ANSWERS_BY,
    CHILD,
    attempt_parts,
    call_back_parts,
    failure_parts,
    hold_words,
    identity_parts,
    in_one_line,
    interpreter_parts,
    person_parts,
    service_parts,
    sign_parts,
    vehicle_parts,
)
from workstation.ui.pieces.shown import IN_A_RECORD, shown, shown_line
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.desk.ports import Draft
    from workstation.domain.contact.state import Contact, Line, Timed


#: Beside a line that was ended while nobody could put it on record.
WAITS: Final = "waits for the call"


class StoryLine(NamedTuple):
    """One line of the time line. ``note`` is the question an answer belongs to."""

    time: str
    text: str
    verbatim: bool = False
    note: str = ""


def story(call: CallView) -> tuple[StoryLine, ...]:
    """Narrative lines and answers of a contact, oldest first."""
    contact, policy = call.contact, call.policy
    told = [
        (
            line.at_utc,
            StoryLine(
                clock(line.at_utc),
                shown(f"“{line.text}”" if line.verbatim else line.text, IN_A_RECORD),
                line.verbatim,
                shown_line(_line_note(line)),
            ),
        )
        for line in contact.narrative
    ]
    titles = {q.key: q for q in policy.questions}
    answered = [
        (
            timed.at_utc,
            StoryLine(
                clock(timed.at_utc),
                shown(
                    answer_words(titles.get(key), timed.fact) or ENDINGS[timed.fact.ending],
                    IN_A_RECORD,
                ),
                note=shown_line(titles[key].title if key in titles else key),
            ),
        )
        for key, timed in contact.answers.items()
    ]
    every = [*told, *answered, *_recorded(contact), *_course(contact)]
    kept = (line for _, line in sorted(every, key=lambda one: one[0]))
    return (*kept, *waiting(call.drafts))


def waiting(drafts: Iterable[Draft]) -> tuple[StoryLine, ...]:
    """Lines that were ended and are on record once there is a call and somebody signed in."""
    from workstation.desk.call.half_typed import ended_lines

    return tuple(
        StoryLine(clock(line.at_utc), shown(line.text, IN_A_RECORD), note=WAITS)
        for line in ended_lines(drafts)
    )


def early(lines: Iterable[str]) -> tuple[StoryLine, ...]:
    """Lines that were ended before anything behind the window was open."""
    return tuple(StoryLine("", shown(line, IN_A_RECORD), note=WAITS) for line in lines)


def _recorded(contact: Contact) -> Iterator[tuple[str, StoryLine]]:
    """Who and what is in the story, and what was said and asked for."""
    for person in contact.people.values():
        yield _said(person, person_parts(person.fact))
    for vehicle in contact.vehicles.values():
        yield _said(vehicle, vehicle_parts(vehicle.fact))
    for service in contact.services:
        yield _said(service, service_parts(service.fact))
    for advice in contact.advice:
        yield _said(advice, ("advised:", advice.fact.text))


def _course(contact: Contact) -> Iterator[tuple[str, StoryLine]]:
    """How the call itself went."""
    if contact.end_cause == "lost" and contact.ended_at:
        yield contact.ended_at, StoryLine(clock(contact.ended_at), "LINE LOST")
    for hold in contact.holds:
        yield hold.from_utc, StoryLine(clock(hold.from_utc), hold_words(hold))
    if contact.call_back is not None:
        yield _said(contact.call_back, call_back_parts(contact.call_back.fact))
    for attempt in contact.attempts:
        yield _said(attempt, attempt_parts(attempt.fact))
    if contact.child_calling is not None:
        yield _said(contact.child_calling, (CHILD[contact.child],))
    for step in contact.interpreting:
        yield _said(step, interpreter_parts(step.fact))
    for sign in contact.signs:
        yield _said(sign, sign_parts(sign.fact))
    for check in contact.identity.values():
        yield _said(check, identity_parts(check.fact))
    if contact.failure_demand is not None:
        yield _said(contact.failure_demand, failure_parts(contact.failure_demand.fact))
    if contact.answers_by is not None:
        yield _said(contact.answers_by, (ANSWERS_BY[contact.answers_by.fact.how],))


def _said(timed: Timed[Any], parts: tuple[str, ...]) -> tuple[str, StoryLine]:
    return timed.at_utc, StoryLine(clock(timed.at_utc), shown_line(in_one_line(parts)))


def _line_note(line: Line) -> str:
    notes = [f"corrected, was: {line.earlier[-1]}"] if line.earlier else []
    notes += ["sent half-typed"] if line.interrupted else []
    notes += ["arrived after the take-over"] if line.late else []
    return " · ".join(notes)
