"""What the policy makes of a contact as it stands, judged once however often it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workstation.desk.call.view import Judgement, OutcomeState
from workstation.domain.contact.case import case_of
from workstation.domain.contact.state import Contact
from workstation.domain.grading import guards_for, indicate, needs_reason, would_change_if
from workstation.domain.grading.guards import OpenItem
from workstation.domain.policy import Policy, Question
from workstation.domain.thrive import CaseFacts, next_question, questions_for


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading of ``policy``, ``contact`` and ``referrals``, of which none ever changes."""

    policy: Policy
    contact: Contact
    referrals: Mapping[str, str]
    questions: tuple[Question, ...]
    next_question: Question | None
    judgement: Judgement | None
    outcomes: tuple[OutcomeState, ...]
    open_items: tuple[OpenItem, ...]

    def is_of(self, policy: Policy, contact: Contact, referrals: Mapping[str, str]) -> bool:
        """Whether it still holds: contacts and policies are replaced, never changed."""
        return self.policy is policy and self.contact is contact and self.referrals == referrals


def judged(policy: Policy, contact: Contact, referrals: Mapping[str, str]) -> Judged:
    """Questions, indication, outcomes and open items of a contact."""
    case = case_of(contact, referrals)
    top_or_chosen = contact.grade.grade if contact.grade else policy.top_grade.key
    return Judged(
        policy,
        contact,
        referrals,
        questions_for(policy, contact.incident_type),
        next_question(policy, case),
        _judgement(policy, contact, case),
        _outcomes(policy, contact, case),
        guards_for(policy, case, "send_now", top_or_chosen).open_items,
    )


def _judgement(policy: Policy, contact: Contact, case: CaseFacts) -> Judgement | None:
    """The indication, when the force's setting lets it be seen."""
    if policy.indication == "never":
        return None
    if policy.indication == "after_choice" and contact.grade is None:
        return None
    found = indicate(policy, case)
    chosen = contact.grade
    below = chosen is not None and needs_reason(policy, found, chosen.grade)
    return Judgement(found, would_change_if(policy, case), below)


def _outcomes(policy: Policy, contact: Contact, case: CaseFacts) -> tuple[OutcomeState, ...]:
    """Every outcome of the bar with what holds it now."""
    grade = contact.grade.grade if contact.grade else None
    found = ((o, guards_for(policy, case, o.key, grade)) for o in policy.outcomes)
    return tuple(OutcomeState(o, one.held, one.approval is not None) for o, one in found)
