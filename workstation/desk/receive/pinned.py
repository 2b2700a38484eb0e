"""What the policy of an incident lets a receiver choose, with the advisor's own words beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from workstation.desk.answers import IncidentRecord
from workstation.domain.contact.state import Contact
from workstation.domain.events import PolicyRef
from workstation.domain.policy import Policy
from workstation.domain.text import one_line

#: Characters of what the advisor noted for one letter.
TOLD: Final = 160
PolicyOf = Callable[[PolicyRef | None], Policy | None]


@dataclass(frozen=True, slots=True)
class LetterAsked:
    """One letter of a fresh assessment; ``told`` is what the advisor noted for it."""

    letter: str
    name: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class GradeOffered:
    """One grade; ``rank`` 1 is the top."""

    key: str
    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class Pinned:
    """Letters and grades of the policy that an incident is pinned to."""

    letters: tuple[LetterAsked, ...] = ()
    grades: tuple[GradeOffered, ...] = ()


def pinned(record: IncidentRecord, contacts: Iterable[Contact], policy_of: PolicyOf) -> Pinned:
    """Nothing where this machine holds no policy at all."""
    first = record.incident[0].policy if record.incident else None
    policy = policy_of(first)
    if policy is None:
        return Pinned()
    told = tuple(contacts)
    letters = tuple(LetterAsked(x.key, x.name, _told(policy, x.key, told)) for x in policy.letters)
    return Pinned(letters, tuple(GradeOffered(g.key, g.name, g.rank) for g in policy.grades))


def _told(policy: Policy, letter: str, contacts: Iterable[Contact]) -> str:
    of_letter = {q.key: q for q in policy.questions if q.letter == letter}
    found = []
    for contact in contacts:
        for key, timed in contact.answers.items():
            if (question := of_letter.get(key)) is None:
                continue
            labels = {choice.key: choice.label for choice in question.choices}
            said = [labels.get(timed.fact.choice or "", ""), timed.fact.text]
            words = ", ".join(part for part in said if part) or timed.fact.ending.replace("_", " ")
            found.append(f"{question.title} {words}")
    return one_line("; ".join(found), TOLD)
