"""What the hub writes while a team works on an incident: assessed anew, assigned, acted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter of a fresh assessment; ``name`` is the policy's word for ``letter`` then."""

    letter: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reassessed:
    """Somebody assessed it afresh; ``grade_name`` is what it was graded then."""

    letters: tuple[LetterLine, ...]
    reason: str
    by: str
    by_name: str
    grade: str
    grade_name: str


@dataclass(frozen=True, slots=True)
class LoweringAsked:
    """A lower grade is asked for, with a fresh assessment; the grade stays until it is approved.

    ``request_id``: the desk's event that asked, ``None`` where a receiver did.
    """

    grade: str
    grade_name: str
    reason: str
    letters: tuple[LetterLine, ...]
    by: str
    by_name: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class LoweringDecided:
    """A supervisor's word on it. Where ``given``, a `GradeChanged` follows."""

    given: bool
    by: str
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """The team gave it to one of its own, by call sign or name; the team still owns it."""

    to: str
    by: str
    by_name: str


@dataclass(frozen=True, slots=True)
class ActionAdded:
    """What was done; "attended": somebody is, or was, with the caller."""

    kind: Literal["note", "attended"]
    text: str
    by: str
    by_name: str
