"""The shift by the hour on the wire: numbers, and the ids behind them; bounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import Field

from workstation.domain.shift_figures import FIGURES
from workstation.domain.shift_hours import ByHour, Counted, Hour
from workstation.protocol.messages import Message

#: Hours that can be asked for.
MOST_HOURS: Final = 24
#: Ids behind one number of one hour; what is left out is counted.
BEHIND: Final = 50


class WireCounted(Message):
    """`workstation.domain.shift_hours.Counted`; ``behind`` is cut, ``count`` is not."""

    count: int = 0
    mean_s: float | None = None
    median_s: float | None = None
    longest_s: float | None = None
    unsure: int = 0
    behind: tuple[str, ...] = ()


class WireHour(Message):
    """One hour by its figures; those that are not named are 0."""

    at_utc: str
    figures: dict[str, WireCounted] = Field(default_factory=dict)


class WireShift(Message):
    """The whole force. ``cut``: more happened than is counted in one go; ask for fewer hours.

    Ids behind a number stand with its hour, not with ``whole``.
    """

    since_utc: str
    until_utc: str
    hours: tuple[WireHour, ...] = ()
    whole: dict[str, WireCounted] = Field(default_factory=dict)
    cut: bool = False


def wire_shift(found: ByHour, *, cut: bool) -> WireShift:
    """``found`` as it travels."""
    return WireShift(
        since_utc=found.since_utc,
        until_utc=found.until_utc,
        hours=tuple(
            WireHour(at_utc=hour.at_utc, figures=_wired(hour.figures, BEHIND))
            for hour in found.hours
        ),
        whole=_wired(found.whole, 0),
        cut=cut,
    )


def shift_from(told: WireShift) -> ByHour:
    """What travelled as ``told``; figures that this release does not know are left out."""
    hours = tuple(Hour(hour.at_utc, _read(hour.figures)) for hour in told.hours)
    return ByHour(told.since_utc, told.until_utc, hours, _read(told.whole))


def _wired(figures: Mapping[str, Counted], behind: int) -> dict[str, WireCounted]:
    return {
        key: WireCounted(
            count=one.count,
            mean_s=one.mean_s,
            median_s=one.median_s,
            longest_s=one.longest_s,
            unsure=one.unsure,
            behind=one.behind[:behind],
        )
        for key, one in figures.items()
        if one.count
    }


def _read(figures: Mapping[str, WireCounted]) -> Mapping[str, Counted]:
    return {
        figure.key: _counted(figures[figure.key]) if figure.key in figures else Counted()
        for figure in FIGURES
    }


def _counted(told: WireCounted) -> Counted:
    return Counted(told.count, told.mean_s, told.median_s, told.longest_s, told.unsure, told.behind)
