"""The steps that supervisors take, and what is told of each when it is done."""

from __future__ import annotations

from typing import Final

from workstation.domain.incident.steps import StepName

#: What each step did, after the incident's reference.
DONE: Final[dict[StepName, str]] = {
    "approve": "approved that nobody attends; it may be closed now.",
    "disapprove": "refused; it stays open, and desk and team read why.",
    "lower": "the lower grade holds now; desk and team read it.",
    "keep_grade": "the grade stays as it is; desk and team read why.",
    "review": "reviewed; desk and team read it, and the next review has its own clock.",
    "declare_major": "declared a major incident; every desk reads the briefing.",
    "end_major": "is no major incident any more; the banner leaves every desk.",
}


def done_words(step: StepName, reference: str) -> str:
    """What came of ``step``, in a sentence; ``reference`` may be empty."""
    return f"{reference or 'Done'}: {DONE[step]}"
