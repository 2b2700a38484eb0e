"""What a team is told of other open incidents that may be the same as one of its own."""

from __future__ import annotations

from workstation.domain.incident.state import Standing
from workstation.protocol.messages import Message


class WireAlike(Message):
    """`workstation.desk.answers.Alike` on the wire."""

    incident_id: str
    reference: str
    headline: str
    place: str
    grade_name: str
    team_name: str
    standing: Standing
    opened_at: str
    why: tuple[str, ...]


class AlikeReply(Message):
    """The likeliest first; none of those that a person has linked or said to be another matter."""

    alike: tuple[WireAlike, ...]
