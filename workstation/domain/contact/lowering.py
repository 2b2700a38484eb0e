"""A lower grade after the hand-over: asked for with a fresh assessment, decided by a supervisor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import LowerGradeRequested
from workstation.domain.policy import Grade
from workstation.domain.text import cleaned

ASSESS_FIRST: Final = (
    "The incident is handed over and its grade stands: nothing was asked or noted since then, so"
    " assess it afresh first, or ask to stand down."
)
SAY_WHY: Final = (
    "The incident is handed over and its grade stands: say in a line why it can be lower, and a"
    " supervisor decides."
)


def lower_asked(contact: Contact, grade: Grade, reason: str) -> LowerGradeRequested | str:
    """The request for the incident handed over last, or why it cannot be asked yet.

    A fresh assessment is what was noted or answered since the hand-over; the newest of it is named.
    """
    handed = contact.handed[-1]
    since = [told for told in _assessed(contact) if told[0] > handed.at_utc]
    if not since:
        return ASSESS_FIRST
    words = cleaned(reason)
    if not words:
        return SAY_WHY
    _, newest = max(since)
    return LowerGradeRequested(handed.incident_id, grade.key, grade.name, words, newest)


def _assessed(contact: Contact) -> Iterator[tuple[str, str]]:
    """When what was noted or answered, with the event that says so."""
    for line in contact.narrative:
        yield line.at_utc, line.event_id
    for answer in contact.answers.values():
        yield answer.at_utc, answer.event_id
