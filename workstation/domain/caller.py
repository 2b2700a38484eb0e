"""Who may be calling: what is on record for a number. A number is a hint, never an identity."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PastContact:
    """One earlier contact of a caller, as the hub's feed carried it to this desk."""

    at_utc: str
    grade: str
    summary: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Caller:
    """One person on record. ``markers`` are policy marker keys or plain warnings."""

    caller_id: str
    name: str
    born: str | None
    address: str
    address_protected: bool
    phones: tuple[str, ...]
    markers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    history: tuple[PastContact, ...] = ()


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What the cache holds for a number.

    ``as_of_utc`` is when the cache was last in step with the hub, ``None`` when it never was;
    an empty ``callers`` means "nothing in the cache", never "no history".
    """

    number: str | None
    callers: tuple[Caller, ...]
    as_of_utc: str | None
