"""What changed among the force's open incidents, as the link tells it to the desk."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.open_card import OpenCard


@dataclass(frozen=True, slots=True)
class CardChanges:
    """``whole``: ``cards`` are all there are, whatever was known before; ``gone`` were closed.

    ``as_of_utc``: when the copy was last in step, by the hub's clock; ``None`` before it ever was.
    """

    cards: tuple[OpenCard, ...]
    gone: tuple[str, ...] = ()
    whole: bool = False
    as_of_utc: str | None = None
