"""Believable made-up people on record, the same for the same seed. None of them exists."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub.callers.record import put_callers
from workstation.hub.clock import text_of
from workstation.hub.seed_words import (
    FAMILIES,
    GIVEN,
    MARKED,
    NOTES,
    PAST,
    STREETS,
    TOWNS,
)
from workstation.hub.store.engine import Database
from workstation.hub.store.identity import read

#: Numbers that Ofcom keeps free for drama: Glasgow, mobile, London; a thousand each.
_BLOCKS: Final = ("+44141496", "+447700900", "+44207946")
_LENGTHS: Final = (4, 3, 4)


class NotForLive(ValueError):
    """Made-up people never go into a live hub."""


def seed(database: Database, callers: int, seed: int = 1, *, grades: Sequence[str] = ()) -> int:
    """Put ``callers`` made-up people on record; returns how many. Raises `NotForLive`.

    ``grades`` are the names of the policy's grades, the top one first, for what was before.
    """
    with database.reading() as tx:
        known = read(tx)
        today = tx.now()
    if known is None or known.realm == "live":
        raise NotForLive("made-up people never go into a live hub")
    people = made_up_callers(callers, seed, datetime.fromisoformat(today), grades)
    return put_callers(database, people)


def made_up_callers(
    count: int, seed: int, today: datetime, grades: Sequence[str] = ()
) -> Iterator[Caller]:
    """``count`` people; households share numbers and addresses, history ends at ``today``."""
    chance = random.Random(seed)  # noqa: S311 - made-up people, not secrets
    home: tuple[str, tuple[str, ...], tuple[str, ...]] | None = None
    for number in range(count):
        if home is None or chance.random() > 0.35:
            home = _household(chance)
        families, _, _ = home
        yield _person(chance, f"made-up-{seed}-{number}", families, home, _Past(today, grades))


def _household(chance: random.Random) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    origin = chance.choices(tuple(GIVEN), weights=(55, 8, 14, 23))[0]
    street, town = chance.choice(STREETS), chance.choice(TOWNS)
    address = f"{chance.randint(1, 240)} {street}, {town}"
    return origin, (address, chance.choice(FAMILIES[origin])), (_phone(chance),)


def _person(
    chance: random.Random,
    caller_id: str,
    origin: str,
    home: tuple[str, tuple[str, ...], tuple[str, ...]],
    past: _Past,
) -> Caller:
    _, (address, family), shared = home
    surname = family if chance.random() < 0.8 else chance.choice(FAMILIES[origin])
    phones = [_phone(chance, mobile=True)] if chance.random() < 0.7 else []
    if not phones or chance.random() < 0.5:
        phones += shared
    markers = tuple(chance.sample(MARKED, chance.randint(1, 2))) if chance.random() < 0.12 else ()
    born = past.today - timedelta(days=chance.randint(16 * 365, 95 * 365))
    return Caller(
        caller_id,
        f"{chance.choice(GIVEN[origin])} {surname}",
        born.date().isoformat(),
        address,
        chance.random() < 0.03 or ("Domestic abuse history" in markers and chance.random() < 0.3),
        tuple(phones),
        markers,
        (chance.choice(NOTES),) if chance.random() < 0.1 else (),
        _history(chance, past),
    )


def _phone(chance: random.Random, *, mobile: bool = False) -> str:
    block = 1 if mobile else chance.choice((0, 0, 0, 1, 2))
    length = _LENGTHS[block]
    return f"{_BLOCKS[block]}{chance.randrange(1000):0{length}d}"


@dataclass(frozen=True, slots=True)
class _Past:
    """Up to when things happened, and how grades are called."""

    today: datetime
    grades: Sequence[str]

    def grade(self, rank: int) -> str:
        return self.grades[min(rank, len(self.grades)) - 1] if self.grades else ""


def _history(chance: random.Random, before: _Past) -> tuple[PastContact, ...]:
    many = chance.choices((0, 1, 2, 3, 6, 14), weights=(45, 25, 14, 9, 5, 2))[0]
    days = sorted(chance.sample(range(1, 2000), many))
    past = []
    for day in days:
        rank, summary, outcome = chance.choice(PAST)
        at = before.today.astimezone(UTC) - timedelta(days=day, seconds=chance.randrange(86_400))
        past.append(PastContact(text_of(at), before.grade(rank), summary, outcome))
    return tuple(past)
