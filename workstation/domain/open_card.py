"""An open incident in short, as every desk of the force holds it to find the same one again."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.incident.state import Standing
from workstation.domain.known import Known


@dataclass(frozen=True, slots=True)
class OpenCard:
    """``grade_rank`` is 1 for the highest; ``calls`` counts the contacts that belong to it.

    ``briefing`` is a supervisor's while it is a major incident, empty otherwise.
    """

    incident_id: str
    reference: str
    headline: str
    place: str
    known: Known
    grade_name: str
    grade_rank: int
    team_name: str
    standing: Standing
    vulnerable: bool
    opened_at: str
    calls: int = 1
    briefing: str = ""
