"""Made-up people as the rows that are kept, household by household, the same for the same seed.

Text is put together from parts that are JSON already: an object for each of millions would take
longer than keeping them. Every part is made of letters that JSON writes as they are.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final

from workstation.hub.callers.rows import as_text, priority_at
from workstation.hub.made_up.names import ORIGINS, Pool, pools, variant
from workstation.hub.made_up.past import PastMaker
from workstation.hub.made_up.places import Home, Places
from workstation.hub.made_up.words import ADJUSTMENTS, ANYBODY, FORBIDDEN, MARKED, NOTES
from workstation.hub.store.callers import CallerRow

_NONE: Final = "[]"
#: One record in so many is of a number where anybody may be speaking; the first ones are.
_ANYBODY_EVERY: Final = 2_500
_ANYBODY_FIRST: Final = 3
#: People of a household, and of a house that many share.
_SIZES: Final = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5)
_SHARED_HOUSE: Final = range(12, 30)
_AGES_D: Final = range(12 * 365, 95 * 365)
_NOWHERE: Final = Home("", "", "")


@dataclass(frozen=True, slots=True)
class _About:
    """``told``: JSON of numbers, markers, adjustments, forbidden ways and notes, by commas."""

    told: str
    marked: bool
    own: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class _Family:
    """What the people of one household share."""

    given: Pool
    families: Pool
    family: str
    home: Home
    landline: str
    protected: bool
    many: int
    of_one_name: float


class MadeUpPeople:
    """Records of ``count`` people with ``contacts`` earlier contacts, as of ``today``.

    ``grades`` are the names of the policy's grades, the top one first.
    """

    def __init__(
        self, count: int, contacts: int, seed: int, today: datetime, grades: Sequence[str] = ()
    ) -> None:
        #: How every id begins.
        self.prefix = f"caller:{seed}."
        #: Numbers where anybody may be speaking, with their record, as far as rows were made.
        self.numbers: dict[str, str] = {}
        self._chance = random.Random(seed)  # noqa: S311 - made-up people, not secrets
        self._count = count
        self._places = Places(seed)
        self._past = PastMaker(self._chance, count, contacts, seed, today)
        self._past.speak(grades)
        self._pools = list(pools(seed).values())
        self._shares = list(accumulate(share for share, _ in ORIGINS.values()))
        self._born = [f'"{(today - timedelta(days=day)).date()}"' for day in _AGES_D]
        self._markers = [as_text([one]) for one in MARKED]
        self._markers += [as_text([MARKED[0], MARKED[3]]), as_text([MARKED[1], MARKED[2]])]

    def rows(self) -> Iterator[CallerRow]:
        """Everybody, one at a time."""
        done = 0
        while done < self._count:
            if done < _ANYBODY_FIRST or done % _ANYBODY_EVERY == 0:
                yield self._anybody(done)
                done += 1
                continue
            family = self._family(first=done == _ANYBODY_FIRST)
            for row in self._people(family, done):
                yield row
                done += 1

    def _anybody(self, n: int) -> CallerRow:
        which = n if n < _ANYBODY_FIRST else n // _ANYBODY_EVERY
        kind, what = ANYBODY[which % len(ANYBODY)]
        home, name = _NOWHERE, what
        if kind != "relay":
            home = self._places.home()
            name = f"{home.address.rpartition(' ')[2]} {what}"
        number = self._places.landline()
        self.numbers[number] = self._id(n)
        about = _About(f'["{number}"],[],[],[],[]', marked=True, own=False, protected=False)
        return self._row(n, f'"{kind}","{name}",null', home, about)

    def _family(self, *, first: bool) -> _Family:
        roll = self._chance.random
        at = roll() * self._shares[-1]
        given, families = self._pools[next(n for n, up in enumerate(self._shares) if at < up)]
        shared_house = not first and roll() < 0.002
        many = self._chance.choice(_SHARED_HOUSE) if shared_house else self._chance.choice(_SIZES)
        return _Family(
            given,
            families,
            families.pick(roll()),
            self._places.home(),
            f'"{self._places.landline()}"',
            first or roll() < 0.015,
            3 if first else many,
            0.0 if shared_house else 0.85,
        )

    def _people(self, family: _Family, start: int) -> Iterator[CallerRow]:
        roll = self._chance.random
        n, last = start, min(self._count, start + family.many)
        while n < last:
            name = family.family if roll() < family.of_one_name else family.families.pick(roll())
            given = family.given.pick(roll())
            born = self._born[int(roll() * len(self._born))]
            about = self._about(family, own=family.protected and (n == start or roll() < 0.5))
            twice = n + 1 < last and roll() < 0.004
            linked = twice and roll() < 0.5
            for k, written in enumerate((name, variant(name)) if twice else (name,)):
                other = f'"{self._id(n + 1 - 2 * k)}"' if linked else ""
                said = f'"person","{given} {written}",{born}'
                yield self._row(n, said, family.home, about, same=other)
                n += 1

    def _about(self, family: _Family, *, own: bool) -> _About:
        """Numbers, warnings, needs and notes of one person; ``own``: they are who is protected."""
        roll = self._chance.random
        markers, needs, never, notes = _NONE, _NONE, _NONE, _NONE
        if own:
            markers = self._markers[0]
        elif roll() < 0.12:
            markers = self._markers[int(roll() * len(self._markers))]
        some = roll()
        if some < 0.04:
            needs = f'["{self._chance.choice(ADJUSTMENTS)}"]'
        elif some < 0.06:
            never = f'["{self._chance.choice(FORBIDDEN)}"]'
        elif some < 0.14:
            notes = f'["{self._chance.choice(NOTES)}"]'
        marked = family.protected or {markers, needs, never} != {_NONE}
        told = f"{self._ways(family)},{markers},{needs},{never},{notes}"
        return _About(told, marked, own, family.protected)

    def _ways(self, family: _Family) -> str:
        """The numbers of one person: their own, that of the house, or both; rarely none."""
        own = self._chance.random()
        if own < 0.7:
            mobile = f'"{self._places.mobile()}"'
            return f"[{mobile},{family.landline}]" if own < 0.4 else f"[{mobile}]"
        return f"[{family.landline}]" if own < 0.99 else _NONE

    def _row(self, n: int, said: str, home: Home, about: _About, same: str = "") -> CallerRow:
        past = self._past.make(n)
        shown = "true" if about.protected else "false"
        where = f'"{home.address}","{home.postcode}","{home.household}",{shown}'
        return CallerRow(
            self._id(n),
            priority_at(past.last_at_s, marked=about.marked or past.promise_open),
            home.household,
            int(about.own),
            f"[{said},{where},{about.told},[{same}]]",
            past.text,
        )

    def _id(self, n: int) -> str:
        return f"{self.prefix}{n:08d}"
