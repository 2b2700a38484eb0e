"""Earlier contacts by what they were about: how often lately, what was promised and not done.

Failure demand is suggested from that and never decided: whether this call is about the same matter
is known to the caller and heard by the advisor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workstation.domain.callers.caller import PastContact
from workstation.domain.contact.who import FailureKind

#: Days within which contacts are counted for whoever answers the next one.
LATELY_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Matter:
    """Contacts about one matter, newest first. ``key`` is empty for one that stands alone."""

    key: str
    contacts: tuple[PastContact, ...]

    @property
    def newest(self) -> PastContact:
        """The contact it was spoken of last."""
        return self.contacts[0]


@dataclass(frozen=True, slots=True)
class Pressing:
    """What somebody should know before hello.

    ``nth``: the ordinal that this call would have among the contacts of ``days`` days, 1 where
    there was none; ``of_matter``: the same among those of ``matter``, if it is about that.
    ``broken``: the newest promise that was not kept; ``due``: one whose time is still to come.
    """

    nth: int = 1
    of_matter: int = 1
    matter: Matter | None = None
    broken: PastContact | None = None
    due: PastContact | None = None
    days: int = LATELY_DAYS


@dataclass(frozen=True, slots=True)
class Suggested:
    """A kind of failure demand that earlier contacts suggest, and the contact that does."""

    kind: FailureKind
    because: PastContact


def matters(history: Iterable[PastContact]) -> tuple[Matter, ...]:
    """``history`` grouped by matter, the matter that was spoken of last first."""
    grouped: dict[object, list[PastContact]] = {}
    for n, one in enumerate(_newest_first(history)):
        grouped.setdefault(one.matter or n, []).append(one)
    return tuple(Matter(some[0].matter, tuple(some)) for some in grouped.values())


def is_broken(past: PastContact, now_utc: str) -> bool:
    """Whether what was promised then was not done by its time."""
    if past.promised == "missed":
        return True
    return past.promised == "open" and bool(past.promise_due_utc) and _before(past, now_utc)


def pressing(history: Iterable[PastContact], now_utc: str) -> Pressing:
    """What stands out in ``history`` at ``now_utc``."""
    every = tuple(one for one in _newest_first(history) if one.at_utc <= now_utc)
    recent = [one for one in every if one.at_utc >= days_before(now_utc, LATELY_DAYS)]
    spoken = matters(recent)
    most = max(spoken, key=lambda one: len(one.contacts), default=None)
    promised = [one for one in every if one.promise]
    waits = (one for one in promised if one.promised == "open" and not is_broken(one, now_utc))
    return Pressing(
        len(recent) + 1,
        len(most.contacts) + 1 if most is not None and most.key else 1,
        most if most is not None and most.key else None,
        next((one for one in promised if is_broken(one, now_utc)), None),
        next(waits, None),
    )


def suggested(
    history: Iterable[PastContact], now_utc: str, appointments: Collection[str] = ()
) -> Suggested | None:
    """The kind of failure demand that this call may be, ``None`` where nothing suggests one.

    ``appointments`` are the outcomes that agree one, by key and by name: what was promised with
    them and not done is a missed appointment.
    """
    now = pressing(history, now_utc)
    if now.broken is not None:
        appointed = now.broken.outcome in appointments
        return Suggested("missed_appointment" if appointed else "missed_promise", now.broken)
    if now.matter is not None and now.of_matter > 2:
        return Suggested("repeat", now.matter.newest)
    if now.due is not None:
        return Suggested("chaser", now.due)
    return Suggested("repeat", now.matter.newest) if now.matter is not None else None


def days_before(at_utc: str, days: int) -> str:
    """The time ``days`` before ``at_utc``, written alike; ``at_utc`` where it is no time."""
    try:
        then = datetime.fromisoformat(at_utc) - timedelta(days=days)
    except ValueError:
        return at_utc
    return then.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _newest_first(history: Iterable[PastContact]) -> list[PastContact]:
    return sorted(history, key=lambda one: one.at_utc, reverse=True)


def _before(past: PastContact, now_utc: str) -> bool:
    return past.promise_due_utc is not None and past.promise_due_utc < now_utc
