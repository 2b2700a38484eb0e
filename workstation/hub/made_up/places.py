"""Addresses that are nowhere, and numbers that ring nowhere; each as often as one wants.

Telephone numbers: first those that Ofcom keeps free for drama (0141 496 0xxx, 020 7946 0xxx and
07700 900xxx, a thousand each), then numbers of the area code 0119 with seven digits. Codes 011x
with x 0, 1, 2 or 9 are assigned to no place. The postcode area KX is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import Final

from workstation.domain.callers.household import household_of
from workstation.hub.made_up.words import STREET_KINDS, STREET_STEMS, TOWN_ENDS, TOWN_STEMS

_TOWNS: Final = tuple(f"{stem}{end}" for stem in TOWN_STEMS for end in TOWN_ENDS)
_STREETS: Final = tuple(f"{stem} {kind}" for stem in STREET_STEMS for kind in STREET_KINDS)
#: Houses of a street.
_HOUSES: Final = 60
_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_DRAMA: Final = 1_000
#: Numbers of 0119, the first half for landlines.
_UNASSIGNED: Final = 10**7


@dataclass(frozen=True, slots=True)
class Home:
    """Where a household lives: its address, postcode and key."""

    address: str
    postcode: str
    household: str


class Scatter:
    """All numbers below ``size`` once, in an order that looks like none."""

    def __init__(self, size: int, seed: int) -> None:
        step = (0x9E3779B1 * (2 * abs(seed) + 1)) % size | 1
        while gcd(step, size) != 1:
            step += 2
        self._size, self._step, self._start = size, step, abs(seed) * 7919 % size

    def __call__(self, n: int) -> int:
        """The ``n``-th of them; after the last the first again."""
        return (n * self._step + self._start) % self._size


class Places:
    """Hands out addresses and numbers, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        """Nothing is handed out yet."""
        self._addresses = Scatter(len(_TOWNS) * len(_STREETS) * _HOUSES, seed)
        self._drama = Scatter(_DRAMA, seed)
        self._unassigned = Scatter(_UNASSIGNED // 2, seed)
        self._homes = self._landlines = self._mobiles = 0

    def home(self) -> Home:
        """An address that nobody has yet."""
        at = self._addresses(self._homes)
        self._homes += 1
        town_no, rest = divmod(at, len(_STREETS) * _HOUSES)
        street_no, house = divmod(rest, _HOUSES)
        address = f"{house + 1} {_STREETS[street_no]}, {_TOWNS[town_no]}"
        first, second = divmod(street_no, len(_LETTERS))
        postcode = f"KX{town_no % 99 + 1} {first % 9 + 1}{_LETTERS[first % 20]}{_LETTERS[second]}"
        return Home(address, postcode, household_of(address, postcode))

    def landline(self) -> str:
        """A number of a house or an office, E.164."""
        n = self._landlines
        self._landlines += 1
        if n < 2 * _DRAMA:
            block = "+441414960" if n < _DRAMA else "+442079460"
            return f"{block}{self._drama(n):03d}"
        return f"+44119{self._unassigned(n):07d}"

    def mobile(self) -> str:
        """A number that somebody carries, E.164."""
        n = self._mobiles
        self._mobiles += 1
        if n < _DRAMA:
            return f"+447700900{self._drama(n):03d}"
        return f"+44119{_UNASSIGNED // 2 + self._unassigned(n):07d}"
