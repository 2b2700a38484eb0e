"""What holds an outcome and what travels as open. No guard ever delays an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workstation.domain.contact.facts import ABANDONED as ABANDONED  # nobody was spoken to
from workstation.domain.desk_stream import ApprovalWanted
from workstation.domain.grading.conditions import Asked, holds
from workstation.domain.grading.indication import indicate, needs_reason
from workstation.domain.location import PLACE_READ_BACK
from workstation.domain.policy import Approval, Guard, Policy
from workstation.domain.thrive import CaseFacts, questions_for

SEND_NOW = "send_now"


@dataclass(frozen=True, slots=True)
class Held:
    """A guard that holds an outcome. ``go_to`` is where on the screen it is met."""

    guard_id: str
    sentence: str
    go_to: str
    takes_rationale: bool


#: An urgent grade and nobody told of it contradict each other under every policy.
NOBODY_TOLD: Final = Held(
    "urgent-nobody-told",
    "The grade is urgent and no team was told: send it with F12, or grade it again.",
    "grade",
    takes_rationale=False,
)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What travels with the incident: ``about`` is a guard id, a question or a marker."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What holds an outcome now, what would travel as open, what a supervisor decides afterwards.

    ``keeper`` is the team that keeps the incident for ``approval`` when the outcome has no team.
    """

    held: tuple[Held, ...]
    open_items: tuple[OpenItem, ...]
    approval: ApprovalWanted | None = None
    keeper: str = ""


def guards_for(policy: Policy, case: CaseFacts, outcome: str, grade: str | None) -> Judged:
    """Judge ``outcome`` at ``grade``.

    With an urgent grade nothing that tells a team is held or needs approval; what tells nobody is.
    """
    indicated = indicate(policy, case)
    below = grade is not None and needs_reason(policy, indicated, grade)
    asked = Asked(case, outcome, below)
    fitting = [g for g in policy.guards if outcome in g.holds and holds(g.when, asked)]
    unmet = [guard for guard in fitting if not holds(guard.until, asked)]
    urgent = grade is not None and policy.grade(grade).urgent
    if outcome == SEND_NOW or (urgent and _tells_a_team(policy, outcome)):
        return Judged((), (*_items(unmet), *_place(case), *_open(policy, case)))
    held, open_ = tuple(_held(guard) for guard in unmet), _open(policy, case)
    items = (*_place(case), *open_)
    if urgent and not case.handed:
        held = (NOBODY_TOLD, *held)
    asking = next((guard for guard in fitting if _markers(guard, case)), None)
    if asking is None or asking.approval is None:
        return Judged(held, items)
    approval = _approval(policy, case, asking, asking.approval, assessed=not open_)
    return Judged(held, items, approval, asking.approval.keeper)


def _tells_a_team(policy: Policy, outcome: str) -> bool:
    return any(known.key == outcome and known.teams for known in policy.outcomes)


def _markers(guard: Guard, case: CaseFacts) -> tuple[str, ...]:
    """The set risk markers for which a supervisor decides; none once a partner has accepted."""
    if guard.approval is None or case.referrals.intersection(guard.referral):
        return ()
    return tuple(marker for marker in guard.approval.markers if marker in case.markers)


def _approval(
    policy: Policy, case: CaseFacts, guard: Guard, wanted: Approval, *, assessed: bool
) -> ApprovalWanted:
    """``assessed``: no safety-critical question is open and no suggested marker undecided."""
    names = ", ".join(policy.marker(key).name for key in _markers(guard, case))
    met_by = guard.referral if assessed else ()
    return ApprovalWanted(guard.id, names, wanted.within_s, wanted.source, met_by)


def _place(case: CaseFacts) -> tuple[OpenItem, ...]:
    """A place that goes out unconfirmed is asked for as long as the caller is there."""
    if not case.place_known or case.place_read_back:
        return ()
    return (OpenItem(PLACE_READ_BACK, "Place not read back to the caller"),)


def _open(policy: Policy, case: CaseFacts) -> tuple[OpenItem, ...]:
    """What nobody asked or decided: while there is any, the risk is not assessed."""
    return (*_not_asked(policy, case), *_undecided(policy, case))


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
