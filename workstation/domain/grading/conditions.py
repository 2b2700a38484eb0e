"""Whether a condition of the policy holds for the facts of a case."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.policy import AllOf, AnyOf, Condition, Is, NoneOf
from workstation.domain.thrive import CaseFacts


@dataclass(frozen=True, slots=True)
class Asked:
    """A case together with what is being judged of it just now."""

    case: CaseFacts
    outcome: str = ""
    below_indicated: bool = False


def holds(condition: Condition, asked: Asked) -> bool:
    """Whether ``condition`` holds. What nobody asked is never taken for a no."""
    match condition:
        case AllOf(parts):
            return all(holds(part, asked) for part in parts)
        case AnyOf(parts):
            return any(holds(part, asked) for part in parts)
        case NoneOf(parts):
            return not any(holds(part, asked) for part in parts)
        case Is():
            return _is(condition, asked)


def _is(fact: Is, asked: Asked) -> bool:
    case = asked.case
    match fact.fact:
        case "answer":
            answer = case.answers.get(fact.key)
            return answer is not None and answer.choice in fact.values
        case "ending":
            answer = case.answers.get(fact.key)
            ending = answer.ending.value if answer is not None else "not_asked"
            return ending in fact.values
        case "marker":
            return fact.key in case.markers
        case "call":
            return fact.key in case.call
        case "incident_type":
            return case.incident_type in fact.values
        case "history_checked":
            return case.history_checked
        case "place_known":
            return case.place_known
        case "has_rationale":
            return fact.key in case.rationales
        case "referral_accepted":
            return fact.key in case.referrals
        case "grade_below_indicated":
            return asked.below_indicated
        case "outcome":
            return asked.outcome in fact.values
