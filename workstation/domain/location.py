"""Where: fixes arrive late and improve, each with source, time and radius; none is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Source = Literal["caller", "aml", "eisec", "gazetteer", "what3words"]
About = Literal["caller", "incident"]

_RADIUS_WITHOUT_FIGURE = {
    "gazetteer": 15.0,
    "caller": 60.0,
    "what3words": 3.0,
    "aml": 500.0,
    "eisec": 5_000.0,
}


@dataclass(frozen=True, slots=True)
class LocationFixed:
    """One fix. ``radius_m`` is metres, ``None`` when the source gives none.

    Sources: the caller's words, AML (the handset's own position), EISEC (the network's or the
    landline's), the gazetteer, what3words as text (not decoded here). ``uprn`` is the property's
    number where the gazetteer gave one.
    """

    fix_id: str
    about: About
    source: Source
    text: str
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    postcode: str | None = None
    fixed_at_utc: str | None = None
    uprn: str | None = None


def uncertainty_m(fix: LocationFixed) -> float:
    """Metres within which ``fix`` places its subject; assumed where no figure came with it."""
    return fix.radius_m if fix.radius_m is not None else _RADIUS_WITHOUT_FIGURE[fix.source]


def best_first(fixes: Iterable[LocationFixed], about: About) -> tuple[LocationFixed, ...]:
    """Fixes about ``about``, the most certain first and, of equals, the newest first."""
    newest_first = [fix for fix in fixes if fix.about == about][::-1]
    return tuple(sorted(newest_first, key=uncertainty_m))
