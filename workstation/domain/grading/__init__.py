"""Where grading is judged: what the policy indicates, why, what would change it, what holds."""

from workstation.domain.grading.guards import ABANDONED, Held, Judged, OpenItem, guards_for
from workstation.domain.grading.indication import ENGINE, Indication, Reason, indicate, needs_reason
from workstation.domain.grading.what_if import Change, would_change_if

__all__ = [
    "ABANDONED",
    "ENGINE",
    "Change",
    "Held",
    "Indication",
    "Judged",
    "OpenItem",
    "Reason",
    "guards_for",
    "indicate",
    "needs_reason",
    "would_change_if",
]
