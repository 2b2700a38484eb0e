"""What grade the policy indicates for a case, with every rule that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workstation.domain.grading.conditions import Asked, holds
from workstation.domain.policy import Policy
from workstation.domain.provenance import Provenance
from workstation.domain.thrive import CaseFacts

#: Stored with every decision, so that a past indication can be derived again.
ENGINE: Final = "grading/1"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fires, in the policy's words."""

    rule_id: str
    grade: str
    because: str
    source: Provenance


@dataclass(frozen=True, slots=True)
class Indication:
    """The highest grade that any rule indicates; ``None`` when no rule fires."""

    grade: str | None
    reasons: tuple[Reason, ...]
    engine: str = ENGINE


def indicate(policy: Policy, case: CaseFacts) -> Indication:
    """The indication for ``case``. A question nobody asked never lowers it.

    Reasons of the indicated grade come first, then the others, in the policy's order.
    """
    asked = Asked(case)
    fired = [rule for rule in policy.rules if holds(rule.when, asked)]
    by_rank = sorted(fired, key=lambda rule: policy.grade(rule.indicates).rank)
    reasons = tuple(Reason(r.id, r.indicates, r.because, r.source) for r in by_rank)
    return Indication(reasons[0].grade if reasons else None, reasons)


def needs_reason(policy: Policy, indication: Indication, grade: str) -> bool:
    """Whether ``grade`` is below what is indicated. Going above asks nothing."""
    if indication.grade is None:
        return False
    return policy.grade(grade).rank > policy.grade(indication.grade).rank
