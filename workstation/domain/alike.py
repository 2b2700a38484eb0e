"""Which open incidents a call may be about: proposed with plain reasons, decided by a person.

Nothing is merged here. What is shared and rare counts much (a registration, a number, a word that
hardly any open incident has), what is shared and common counts next to nothing; a place counts by
its distance and by how sharply it is known; what was opened long ago counts less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import exp, isfinite, log2
from typing import Final

from workstation.domain.known import Known, Spot
from workstation.domain.location import metres_between
from workstation.domain.open_card import OpenCard
from workstation.domain.telling import stem

#: Proposals at most, and the points one needs.
SHOWN: Final = 5
ENOUGH: Final = 12.0
#: Points of what is shared.
_REGISTRATION, _NUMBER, _SAME_PLACE, _NEAR, _WORD, _TYPE = 60.0, 40.0, 35.0, 30.0, 14.0, 4.0
#: Points of all shared words together; words shown.
_WORDS_MOST, _WORDS_SHOWN = 40.0, 4
#: Metres at which being near counts a third; metres of doubt at which it counts half.
_NEAR_M, _DOUBT_M = 250.0, 400.0
#: Metres beyond which words are about something else, unless they say more than words mostly do.
_FAR_M: Final = 5_000.0
#: Hours in which an incident's newness fades, and what of a place or of words is left of it then.
_FADES_H, _LEAST = 6.0, 0.35
#: As if so many other incidents were open: a word is not rare because there are few of them.
_OTHERS: Final = 50


@dataclass(frozen=True, slots=True)
class Likeness:
    """One proposal. ``why`` are plain reasons, the weightiest first; ``points`` order proposals."""

    card: OpenCard
    points: float
    why: tuple[str, ...]

    @property
    def major(self) -> bool:
        """Whether it is a major incident: those stand first, whatever else is alike."""
        return bool(self.card.briefing)


@dataclass(frozen=True, slots=True)
class Commonness:
    """How many of ``cards`` open incidents have a word, by its stem."""

    cards: int
    having: Mapping[str, int]

    def rarity(self, one: str) -> float:
        """1 for what nobody says, towards 0 for what is in every incident."""
        among = self.cards + _OTHERS
        return log2((among + 1) / (self.having.get(one, 0) + 1)) / log2(among + 1)


def commonness(cards: Iterable[OpenCard]) -> Commonness:
    """Counted over ``cards``."""
    having: dict[str, int] = {}
    count = 0
    for card in cards:
        count += 1
        for one in _stems(card.known.words):
            having[one] = having.get(one, 0) + 1
    return Commonness(count, having)


def propose(
    known: Known,
    cards: Iterable[OpenCard],
    now_utc: str,
    common: Commonness,
    limit: int = SHOWN,
) -> tuple[Likeness, ...]:
    """The open incidents among ``cards`` that ``known`` may be about, the likeliest first.

    Major incidents stand first and are always proposed; of equals the newest is first. Messages,
    complaints and praise are none of it.
    """
    said = _weighed(known.words, common)
    open_ones = (card for card in cards if card.standing != "closed" and card.kind == "incident")
    found = (_likeness(known, said, card, now_utc) for card in open_ones)
    likely = [one for one in found if one.major or one.points >= ENOUGH]
    likely.sort(key=lambda one: one.card.incident_id)
    likely.sort(key=lambda one: one.card.opened_at, reverse=True)
    likely.sort(key=lambda one: (not one.major, -one.points))
    return tuple(likely[:limit])


def likeness(known: Known, card: OpenCard, now_utc: str, common: Commonness) -> Likeness:
    """How far ``known`` and ``card`` may be about the same."""
    return _likeness(known, _weighed(known.words, common), card, now_utc)


def _likeness(known: Known, said: Mapping[str, _Said], card: OpenCard, now_utc: str) -> Likeness:
    new = _newness(card.opened_at, now_utc)
    apart, place = _place(known.spots, card.known.spots)
    parts = [
        *(_shared(known.registrations, card.known.registrations, _registration_words)),
        *(_shared(known.numbers, card.known.numbers, lambda _: (_NUMBER, "same number"))),
        *([(place[0] * new, place[1])] if place else []),
        *_words(said, card, new if apart is None or apart <= _FAR_M else new / 3),
    ]
    if parts and known.incident_type and known.incident_type == card.known.incident_type:
        parts.append((_TYPE, "same type of incident"))
    parts.sort(key=lambda part: -part[0])
    why = tuple(words for _, words in parts)
    first = ("major incident",) if card.briefing else ()
    return Likeness(card, sum(points for points, _ in parts), (*first, *why))


_Part = tuple[float, str]


def _shared(
    mine: tuple[str, ...], theirs: tuple[str, ...], said: Callable[[str], _Part]
) -> list[_Part]:
    both = [one for one in mine if one in theirs]
    return [said(both[0])] if both else []


def _registration_words(one: str) -> _Part:
    shown = f"{one[:4]} {one[4:]}" if len(one) == 7 else one
    return _REGISTRATION, f"same registration {shown}"


def _place(mine: tuple[Spot, ...], theirs: tuple[Spot, ...]) -> tuple[float | None, _Part | None]:
    """Metres between the nearest two, ``None`` where nobody knows, and what that counts."""
    nearest: float | None = None
    best: _Part | None = None
    for one in mine:
        for other in theirs:
            apart, counts = _two_spots(one, other)
            if apart is not None and (nearest is None or apart < nearest):
                nearest = apart
            if counts is not None and (best is None or counts[0] > best[0]):
                best = counts
    return nearest, best


def _two_spots(one: Spot, other: Spot) -> tuple[float | None, _Part | None]:
    doubt = one.within_m + other.within_m
    apart = _metres(one, other)
    same_words = bool(one.text) and _plain(one.text) == _plain(other.text)
    if (one.uprn and one.uprn == other.uprn) or (same_words and (apart is None or apart <= doubt)):
        return apart, (_SAME_PLACE, "same place")
    if apart is None:
        return None, None
    points = _NEAR * exp(-max(0.0, apart - doubt / 2) / _NEAR_M) / (1 + doubt / _DOUBT_M)
    if points < 1.0:
        return apart, None
    about = f", give or take {_distance(doubt)}" if doubt > max(100.0, apart / 2) else ""
    return apart, (points, f"{_distance(apart)} away{about}")


def _metres(one: Spot, other: Spot) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    if not all(map(isfinite, (one.lat, one.lon, other.lat, other.lon))):
        return None
    return metres_between(one.lat, one.lon, other.lat, other.lon)


def _distance(metres: float) -> str:
    if metres < 1_000:
        return f"{max(10, round(metres / 10) * 10)} m"
    return f"{metres / 1_000:.1f} km"


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())


@lru_cache(maxsize=10_000)
def _stems(words: tuple[str, ...]) -> frozenset[str]:
    """Asked again for the same cards at every fact of a call."""
    return frozenset(map(stem, words))


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of the call: as it was said, which it was, and what it counts where it is shared."""

    word: str
    place: int
    points: float


def _weighed(words: tuple[str, ...], common: Commonness) -> dict[str, _Said]:
    """By its stem, what each word counts."""
    found: dict[str, _Said] = {}
    for place, word in enumerate(words):
        one = stem(word)
        found.setdefault(one, _Said(word, place, _WORD * max(0.0, common.rarity(one)) ** 2))
    return found


def _words(said: Mapping[str, _Said], card: OpenCard, weight: float) -> list[_Part]:
    both = [said[one] for one in said.keys() & _stems(card.known.words)]
    if not both:
        return []
    points = min(_WORDS_MOST, sum(sorted(one.points for one in both))) * weight
    rarest = sorted(both, key=lambda one: (-one.points, one.place))[:_WORDS_SHOWN]
    shown = ", ".join(one.word for one in sorted(rarest, key=lambda one: one.place))
    return [(points, f"same word{'s' if len(rarest) > 1 else ''}: {shown}")]


def _newness(opened_at: str, now_utc: str) -> float:
    """1 for what was just opened, fading to `_LEAST`; a clock that is wrong takes nothing away."""
    try:
        since = datetime.fromisoformat(now_utc) - datetime.fromisoformat(opened_at)
    except (ValueError, TypeError):
        return 1.0
    hours = max(0.0, since.total_seconds() / 3600)
    return _LEAST + (1 - _LEAST) * exp(-hours / _FADES_H)
