"""Where: fixes arrive late and improve, each with source, time and radius; none is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import cos, hypot, radians
from typing import Final, Literal

#: What an open item is about when a place goes out unconfirmed.
PLACE_READ_BACK: Final = "place-read-back"

Source = Literal["caller", "aml", "eisec", "gazetteer", "what3words"]
About = Literal["caller", "incident"]

_RADIUS_WITHOUT_FIGURE: Final = {
    "gazetteer": 15.0,
    "caller": 60.0,
    "what3words": 3.0,
    "aml": 500.0,
    "eisec": 5_000.0,
}
#: EISEC gives a landline's address without a figure; only a mobile network's is a cell.
LANDLINE_M: Final = 25.0
#: Metres within which what a person names is one door and not a street or an area.
DOOR_M: Final = 60.0
#: Metres a second by which a caller may have moved on from a fix: a brisk walk.
WALK_M_S: Final = 1.5
#: What a person says; the same source saying another place takes the earlier one back.
_TOLD: Final = frozenset({"caller", "gazetteer", "what3words"})
_METRES_A_DEGREE: Final = 111_200.0


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


@dataclass(frozen=True, slots=True)
class Ranked:
    """A fix and what it is worth beside the others.

    ``within_m``: metres within which its subject is now, its own radius and how far a caller may
    have moved since. ``older_s``: seconds older than the newest fix of the same subject.
    ``replaced``: the same source has told another place since.
    """

    fix: LocationFixed
    within_m: float
    older_s: float
    replaced: bool


def uncertainty_m(fix: LocationFixed) -> float:
    """Metres within which ``fix`` placed its subject; assumed where no figure came with it."""
    if fix.radius_m is not None and fix.radius_m >= 0:
        return fix.radius_m
    if fix.source == "eisec" and fix.postcode:
        return LANDLINE_M
    return _RADIUS_WITHOUT_FIGURE[fix.source]


def ranked(fixes: Iterable[LocationFixed], about: About) -> tuple[Ranked, ...]:
    """Fixes about ``about``, the best first; all of them, none is left out.

    What was told again comes after everything that still holds. Then the smallest area wins, and of
    equals the newest. A caller may have moved since a fix was taken, so each second of age adds to
    its area; the place of an incident stays where it is. Age is counted from the newest fix, never
    by this machine's clock. ``fixes`` are in the order of arrival.
    """
    arrived = [fix for fix in fixes if fix.about == about]
    times = _times(arrived)
    newest = max(times, default=0.0)
    told_last = {fix.source: n for n, fix in enumerate(arrived) if fix.source in _TOLD}
    judged: list[tuple[bool, float, int, Ranked]] = []
    for n, (fix, at) in enumerate(zip(arrived, times, strict=True)):
        older_s = newest - at
        moved_m = older_s * WALK_M_S if about == "caller" else 0.0
        replaced = told_last.get(fix.source, n) != n
        one = Ranked(fix, uncertainty_m(fix) + moved_m, older_s, replaced)
        judged.append((replaced, one.within_m, -n, one))
    return tuple(one for *_, one in sorted(judged, key=lambda j: j[:3]))


def best_first(fixes: Iterable[LocationFixed], about: About) -> tuple[LocationFixed, ...]:
    """The fixes of `ranked`, without what they are worth."""
    return tuple(one.fix for one in ranked(fixes, about))


def is_told(fix: LocationFixed) -> bool:
    """Whether a person said it; the rest was measured."""
    return fix.source in _TOLD


def same_place(one: LocationFixed, other: LocationFixed) -> bool:
    """Whether two fixes may mean the same place.

    Two doors that people named are the same only by number or words, however near they are; with an
    area or a measurement it is enough that the areas touch.
    """
    if one.uprn and other.uprn:
        return one.uprn == other.uprn
    if _words(one) == _words(other):
        return True
    apart = _metres_apart(one, other)
    if apart is None or (_is_door(one) and _is_door(other)):
        return False
    return apart <= uncertainty_m(one) + uncertainty_m(other)


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two points in degrees (WGS 84), on a plane: good over some tens of km."""
    north = (lat - other_lat) * _METRES_A_DEGREE
    east = (lon - other_lon) * _METRES_A_DEGREE * cos(radians(lat))
    return hypot(north, east)


def _is_door(fix: LocationFixed) -> bool:
    return is_told(fix) and uncertainty_m(fix) <= DOOR_M


def _metres_apart(one: LocationFixed, other: LocationFixed) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return metres_between(one.lat, one.lon, other.lat, other.lon)


def _words(fix: LocationFixed) -> str:
    return " ".join(f"{fix.text} {fix.postcode or ''}".casefold().split())


def _times(arrived: list[LocationFixed]) -> list[float]:
    """When each was fixed, in seconds; one without a readable time is as old as the one before."""
    times: list[float] = []
    for fix in arrived:
        at = _seconds(fix.fixed_at_utc)
        times.append(at if at is not None else times[-1] if times else 0.0)
    known = [at for at in times if at]
    return [at or min(known, default=0.0) for at in times]


def _seconds(at_utc: str | None) -> float | None:
    try:
        at = datetime.fromisoformat(at_utc or "")
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
