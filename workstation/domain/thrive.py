"""The assessment: how questions end, the facts judgement rests on, which question is next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from workstation.domain.policy import CallFact, Policy, Question


class Ending(StrEnum):
    """How a question ended; a question that was not asked has no ending."""

    ANSWERED = "answered"
    ALREADY_TOLD = "already_told"
    NOT_KNOWN = "not_known"
    REFUSED = "refused"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """How one question ended, and the choice if one was made."""

    ending: Ending
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything that rules and guards may refer to.

    ``rationales`` are guard ids with a line; ``call`` is what is true of the call itself;
    ``handed``: a team was told of an incident; ``referrals`` are teams that accepted a
    risk-assessed hand-over of this contact.
    """

    incident_type: str | None = None
    answers: Mapping[str, AnswerFact] = field(default_factory=dict)
    markers: frozenset[str] = frozenset()
    undecided_markers: frozenset[str] = frozenset()
    call: frozenset[CallFact] = frozenset()
    place_known: bool = False
    place_read_back: bool = False
    history_checked: bool = False
    officer_safety: Literal["known", "none_known", "not_asked"] = "not_asked"
    grade: str | None = None
    handed: bool = False
    rationales: frozenset[str] = frozenset()
    referrals: frozenset[str] = frozenset()


def questions_for(policy: Policy, incident_type: str | None) -> tuple[Question, ...]:
    """The questions for an incident type: those that matter most for it first, then by weight."""
    first = _first(policy, incident_type)
    usual = (q for q in policy.questions if not q.closing)
    fitting = [q for q in usual if not q.about or incident_type in q.about]
    return tuple(sorted(fitting, key=lambda q: (first.get(q.key, len(first)), -q.weight)))


def next_question(policy: Policy, case: CaseFacts) -> Question | None:
    """The open question that matters most now, ``None`` when none is open."""
    for question in questions_for(policy, case.incident_type):
        if question.key not in case.answers:
            return question
    return None


def _first(policy: Policy, incident_type: str | None) -> dict[str, int]:
    if incident_type is None or all(t.key != incident_type for t in policy.incident_types):
        return {}
    return {key: n for n, key in enumerate(policy.incident_type(incident_type).first)}
