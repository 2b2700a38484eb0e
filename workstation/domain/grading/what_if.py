"""What would change the indication: computed by trying each known fact the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from workstation.domain.grading.indication import Indication, indicate
from workstation.domain.policy import Policy
from workstation.domain.thrive import AnswerFact, CaseFacts, Ending

#: Sentences shown at most.
SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Change:
    """If ``words`` were so, ``grade`` would be indicated, by ``rule_ids``."""

    words: str
    grade: str | None
    rule_ids: tuple[str, ...]


def would_change_if(policy: Policy, case: CaseFacts) -> tuple[Change, ...]:
    """Single known facts that would move the indication, in the order of the policy."""
    now = indicate(policy, case)
    found: list[Change] = []
    for words, other in _others(policy, case):
        then = indicate(policy, other)
        if then.grade != now.grade:
            found.append(Change(words, then.grade, _ids(then)))
        if len(found) == SHOWN:
            break
    return tuple(found)


def _ids(indication: Indication) -> tuple[str, ...]:
    return tuple(r.rule_id for r in indication.reasons if r.grade == indication.grade)


def _others(policy: Policy, case: CaseFacts) -> Iterator[tuple[str, CaseFacts]]:
    for question in policy.questions:
        known = case.answers.get(question.key)
        if known is None or known.choice is None:
            continue
        for choice in question.choices:
            if choice.key != known.choice:
                fact = AnswerFact(Ending.ANSWERED, choice.key)
                answers = {**case.answers, question.key: fact}
                yield f"“{question.title}” were “{choice.label}”", replace(case, answers=answers)
    for marker in policy.markers:
        flipped = case.markers ^ {marker.key}
        state = "were not set" if marker.key in case.markers else "were set"
        yield f"“{marker.name}” {state}", replace(case, markers=flipped)
