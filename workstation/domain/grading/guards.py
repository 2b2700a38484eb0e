"""What holds an outcome and what travels as open. No guard ever delays an emergency."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.contact.facts import ABANDONED as ABANDONED  # nobody was spoken to
from workstation.domain.grading.conditions import Asked, holds
from workstation.domain.grading.indication import indicate, needs_reason
from workstation.domain.policy import Guard, Policy
from workstation.domain.thrive import CaseFacts, questions_for

SEND_NOW = "send_now"


@dataclass(frozen=True, slots=True)
class Held:
    """A guard that holds an outcome. ``go_to`` is where on the screen it is met."""

    guard_id: str
    sentence: str
    go_to: str
    takes_rationale: bool


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What travels with the incident: ``about`` is a guard id, a question or a marker."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What holds an outcome now, and what would travel with it as open."""

    held: tuple[Held, ...]
    open_items: tuple[OpenItem, ...]


def guards_for(policy: Policy, case: CaseFacts, outcome: str, grade: str | None) -> Judged:
    """Judge ``outcome`` at ``grade``. With an urgent grade nothing is ever held."""
    indicated = indicate(policy, case)
    below = grade is not None and needs_reason(policy, indicated, grade)
    asked = Asked(case, outcome, below)
    unmet = [
        guard
        for guard in policy.guards
        if outcome in guard.holds and holds(guard.when, asked) and not holds(guard.until, asked)
    ]
    urgent = outcome == SEND_NOW or (grade is not None and policy.grade(grade).urgent)
    travelling = unmet if urgent else []
    return Judged(
        () if urgent else tuple(_held(guard) for guard in unmet),
        (*_items(travelling), *_not_asked(policy, case), *_undecided(policy, case)),
    )


def _held(guard: Guard) -> Held:
    return Held(guard.id, guard.sentence, guard.go_to, guard.takes_rationale)


def _items(guards: list[Guard]) -> tuple[OpenItem, ...]:
    return tuple(OpenItem(guard.id, guard.open_item) for guard in guards)


def _not_asked(policy: Policy, case: CaseFacts) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(question.key, f"Not asked: {question.title}")
        for question in questions_for(policy, case.incident_type)
        if question.safety_critical and question.key not in case.answers
    )


def _undecided(policy: Policy, case: CaseFacts) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(marker.key, f"Risk marker not decided: {marker.name}")
        for marker in policy.markers
        if marker.key in case.undecided_markers
    )
