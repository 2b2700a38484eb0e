"""What the hub writes about what belongs together: contacts, incidents, a major incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ContactSeparated:
    """A contact that was linked does not belong to this incident after all."""

    contact_id: str
    by: str
    note: str = ""
    by_name: str = ""


#: What can be new to a team: "place" to "safety" were unknown before, "raised" and "stand_down" are
#: a desk's word on the whole incident; the rest adds to what is known.
NewsKind = Literal[
    "place",
    "vehicle",
    "weapon",
    "safety",
    "raised",
    "stand_down",
    "words",
    "answer",
    "person",
    "marker",
    "correction",
    "call",
    "more",
]


@dataclass(frozen=True, slots=True)
class NewFactHeard:
    """A contact brought something after the hand-over; ``text`` is it in one line."""

    kind: NewsKind
    text: str
    contact_id: str


@dataclass(frozen=True, slots=True)
class NewFactsSeen:
    """The team has seen what later contacts brought, up to the event with ``upto_seq``."""

    upto_seq: int
    by: str
    by_name: str


@dataclass(frozen=True, slots=True)
class IncidentsLinked:
    """A person says that another incident may be the same; nothing is merged."""

    other_id: str
    other_reference: str
    by: str
    by_name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncidentsParted:
    """A person says that the other incident is another matter."""

    other_id: str
    by: str
    by_name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MajorDeclared:
    """A supervisor declared a major incident; every desk reads the newest ``briefing``."""

    briefing: str
    by: str
    by_name: str


@dataclass(frozen=True, slots=True)
class MajorEnded:
    """A supervisor ended it; ``note`` says why."""

    by: str
    by_name: str
    note: str
