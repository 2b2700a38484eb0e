"""The steps that people take with an incident by name, and what each is allowed by."""

from __future__ import annotations

from typing import Final, Literal

from workstation.domain.roles import Action

StepName = Literal[
    "claim",
    "accept",
    "refuse",
    "reroute",
    "close",
    "assign",
    "act",
    "attend",
    "ask_fact",
    "finish_task",
    "reassess",
    "raise",
    "ask_lower",
    "see_news",
    "link",
    "part",
    "approve",
    "disapprove",
    "lower",
    "keep_grade",
    "review",
    "declare_major",
    "end_major",
]

#: What the role table has to allow for each.
NEEDS: Final[dict[StepName, Action]] = {
    "claim": "claim",
    "accept": "accept",
    "refuse": "refuse",
    "reroute": "reroute",
    "close": "close_incident",
    "assign": "work_on_incident",
    "act": "work_on_incident",
    "attend": "work_on_incident",
    "ask_fact": "work_on_incident",
    "finish_task": "work_on_incident",
    "reassess": "work_on_incident",
    "raise": "raise_grade",
    "ask_lower": "work_on_incident",
    "see_news": "work_on_incident",
    "link": "link_incidents",
    "part": "link_incidents",
    "approve": "approve_non_attendance",
    "disapprove": "approve_non_attendance",
    "lower": "approve_lowering",
    "keep_grade": "approve_lowering",
    "review": "review_incident",
    "declare_major": "declare_major",
    "end_major": "declare_major",
}

#: Supervisors take these for every team; all others are the team's that has the incident.
FOR_ALL: Final[frozenset[StepName]] = frozenset(
    {
        "approve",
        "disapprove",
        "lower",
        "keep_grade",
        "review",
        "declare_major",
        "end_major",
    }
)
