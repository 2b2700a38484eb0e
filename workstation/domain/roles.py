"""Who may do what: the one table. The hub checks it; screens read it to hide what is not theirs."""

from __future__ import annotations

from typing import Final, Literal

Role = Literal["advisor", "receiver", "supervisor", "administrator"]
Action = Literal[
    "take_calls",
    "hand_over",
    "raise_grade",
    "stand_down",
    "see_own_incidents",
    "see_team_queue",
    "claim",
    "accept",
    "refuse",
    "reroute",
    "close_incident",
    "work_on_incident",
    "link_incidents",
    "approve_lowering",
    "approve_non_attendance",
    "review_incident",
    "declare_major",
    "see_all_desks",
    "see_shift",
    "enrol_desk",
    "manage_people",
    "read_audit",
]

ALLOWED: Final[dict[Role, frozenset[Action]]] = {
    "advisor": frozenset(
        {"take_calls", "hand_over", "raise_grade", "stand_down", "see_own_incidents", "reroute"}
    ),
    "receiver": frozenset(
        {
            "see_team_queue",
            "claim",
            "accept",
            "refuse",
            "reroute",
            "raise_grade",
            "close_incident",
            "work_on_incident",
            "link_incidents",
        }
    ),
    "supervisor": frozenset(
        {
            "see_team_queue",
            "see_own_incidents",
            "approve_lowering",
            "approve_non_attendance",
            "review_incident",
            "declare_major",
            "see_all_desks",
            "see_shift",
            "raise_grade",
        }
    ),
    "administrator": frozenset({"enrol_desk", "manage_people", "read_audit"}),
}


def may(roles: frozenset[Role], action: Action) -> bool:
    """Whether any of ``roles`` is allowed ``action``."""
    return any(action in ALLOWED[role] for role in roles)
