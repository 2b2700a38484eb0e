"""What is known of an event, whoever told it: places, numbers, words, vehicles, and its type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from workstation.domain.telling import KEPT

#: Places, numbers and vehicles kept at most.
FEW: Final = 8

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere. ``within_m``: metres round it that hold what is meant; no coordinates: words only.

    ``uprn`` is the property's number, empty where none is known.
    """

    text: str
    lat: float | None = None
    lon: float | None = None
    within_m: float = 0.0
    uprn: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """``numbers`` are `telling.number_key`s, ``words`` as said, ``registrations`` in capitals."""

    spots: tuple[Spot, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    incident_type: str = ""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to find anything by."""
        return not (self.spots or self.numbers or self.words or self.registrations)


def together(one: Known, other: Known) -> Known:
    """Both, bounded: what came first stays, but of places the newest are kept, too.

    The type is the first one's, if it has any.
    """
    spots = _once((*one.spots, *other.spots))
    if len(spots) > FEW:
        spots = (*spots[: FEW // 2], *spots[-(FEW - FEW // 2) :])
    return Known(
        spots,
        _once((*one.numbers, *other.numbers))[:FEW],
        _once((*one.words, *other.words))[:KEPT],
        _once((*one.registrations, *other.registrations))[:FEW],
        one.incident_type or other.incident_type,
    )


def _once(some: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(some))
