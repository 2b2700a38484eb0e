"""The messages with which every desk keeps a copy of the force's open incidents, in short."""

from __future__ import annotations

from dataclasses import asdict
from typing import Self

from workstation.domain.desk_stream import HandOverKind
from workstation.domain.incident.state import Standing
from workstation.domain.incident.tasks import Kind
from workstation.domain.known import Known, Spot
from workstation.domain.open_card import OpenCard, ToDo
from workstation.protocol.messages import Message


class WireSpot(Message):
    """`workstation.domain.known.Spot` on the wire."""

    text: str
    lat: float | None = None
    lon: float | None = None
    within_m: float = 0.0
    uprn: str = ""


class WireKnown(Message):
    """`workstation.domain.known.Known` on the wire."""

    spots: tuple[WireSpot, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    incident_type: str = ""


class WireToDo(Message):
    """`workstation.domain.open_card.ToDo` on the wire."""

    task_id: str
    kind: Kind
    text: str
    due_at: str
    overdue: bool = False
    contact_id: str = ""


class WireOpenCard(Message):
    """`workstation.domain.open_card.OpenCard` on the wire; fields that came later have defaults."""

    incident_id: str
    reference: str
    headline: str
    place: str
    known: WireKnown
    grade_name: str
    grade_rank: int
    team_name: str
    standing: Standing
    vulnerable: bool
    opened_at: str
    calls: int = 1
    briefing: str = ""
    kind: HandOverKind = "incident"
    to_do: tuple[WireToDo, ...] = ()

    @classmethod
    def of(cls, card: OpenCard) -> Self:
        """The message that carries ``card``."""
        return cls.model_validate(asdict(card))

    def card(self) -> OpenCard:
        """The card that it carries."""
        plain = self.model_dump()
        spots = tuple(Spot(**spot) for spot in plain["known"].pop("spots"))
        to_do = tuple(ToDo(**one) for one in plain.pop("to_do"))
        return OpenCard(**{**plain, "known": Known(spots, **plain["known"]), "to_do": to_do})


class OpenIncidentsPage(Message):
    """Open incidents that changed after a number; ``gone`` are those that were closed since.

    ``reset``: what a desk holds is of another epoch or too old; this page begins anew. ``epoch``
    and ``up_to`` are where to go on.
    """

    cards: tuple[WireOpenCard, ...]
    gone: tuple[str, ...]
    epoch: str
    up_to: int
    more: bool
    reset: bool
    now_utc: str
