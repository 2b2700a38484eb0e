"""Misspelt full names: whether somebody of the meant name is found, and how fast.

With the birth date that very person has to come first. Among millions some have name and birth date
in common: these are counted, and whoever was meant has to be on the list with them.

A slip here is seldom somebody's name, as it often is among real people. So each that is none is
asked for again as if one person were called just so: who is meant has to come behind them.
"""

from __future__ import annotations

import random
from functools import partial
from statistics import median
from typing import Any, Final

from workstation.bench.callers_store import Person, Store
from workstation.bench.paired import ROUNDS, goal, share, spread, timed
from workstation.bench.slips import KINDS, Slip
from workstation.desk.cache.callers import Directory
from workstation.domain.callers.caller import Caller, Found

#: Misspelt names of each kind, and the seeds by which people and slips are drawn.
_NAMES: Final = 300
_PEOPLE, _SLIPS = 8_191, 131_071


def measure(store: Store) -> dict[str, Any]:
    """Every kind of slip; then the same with the birth date of whoever is meant."""
    kinds: dict[str, Any] = {}
    every: list[float] = []
    behind: list[float] = []
    with store.open() as directory:
        for number, (kind, slip) in enumerate(KINDS.items()):
            asked = _misspelt(store, kind, slip, number)
            if asked:
                kinds[kind], taken = _asked(directory, asked)
                every += taken
                kinds[kind]["behind_an_exact_name"], taken = _behind(directory, asked)
                behind += taken
    every.sort()
    behind.sort()

    def of_all(what: str) -> float:
        names: int = sum(one["names"] for one in kinds.values())
        there: float = sum(one[what] * one["names"] for one in kinds.values())
        return there / max(1, names)

    return {
        "what": "misspelt",
        "kinds": kinds,
        "ours_ms": spread(every),
        "behind_an_exact_name_ms": spread(behind),
        "goals": [
            goal("misspelt name, p99", share(every, 0.99), 10.0, "ms"),
            goal("somebody so named among 20", of_all("found"), 0.95, "share+"),
            *(goal(f"  {kind}", one["found"], 0.95, "share+") for kind, one in kinds.items()),
            goal("first with birth date", of_all("first_with_birth_date"), 1.0, "share+"),
            goal("behind an exact name", of_all("behind_an_exact_name"), 0.95, "share+"),
        ],
    }


def _is(found: Caller, meant: Person) -> bool:
    """Whether it is who was meant; some stand on record twice, under two spellings."""
    return (found.born, found.household) == (meant.born, meant.household)


def _is_namesake(found: Caller, meant: Person, typed: str) -> bool:
    """Whether it is somebody else of that date whom what was typed cannot tell from them.

    They have that very name, or the name that was typed letter for letter.
    """
    same = found.name == meant.name or found.name.lower() == typed
    return same and found.born == meant.born and not _is(found, meant)


def _misspelt(store: Store, kind: str, slip: Slip, number: int) -> list[tuple[Person, str]]:
    def wanted(one: Person) -> bool:
        return (
            " " in one.name
            and one.name.replace(" ", "").replace("'", "").isalpha()
            and (
                slip(random.Random(0), one.name.lower()) is not None  # noqa: S311
            )
        )

    chance = random.Random(_SLIPS + number)  # noqa: S311 - made-up slips
    asked = []
    for person in store.people(_NAMES, _PEOPLE + number, wanted):
        typed = slip(chance, person.name.lower())
        if typed and typed != person.name.lower():
            asked.append((person, typed))
    return asked


def _asked(
    directory: Directory, asked: list[tuple[Person, str]]
) -> tuple[dict[str, Any], list[float]]:
    taken: list[float] = []
    found = first = namesakes = 0
    missed: list[str] = []
    for person, typed in asked:
        people = directory.find(typed).people
        rounds = [timed(partial(directory.find, typed)) for _ in range(ROUNDS)]
        taken.append(median(rounds))
        there = any(one.name == person.name for one in people)
        found += there
        if not there:
            missed.append(f"{typed} for {person.name}")
        year, month, day = person.born.split("-")
        dated = directory.find(f"{typed} {day}/{month}/{year}").people
        if dated and _is_namesake(dated[0], person, typed):
            namesakes += 1
            first += any(_is(one, person) for one in dated)
        else:
            first += bool(dated) and _is(dated[0], person)
    figures = {
        "names": len(asked),
        "found": round(found / len(asked), 4),
        "first_with_birth_date": round(first / len(asked), 4),
        "behind_a_namesake_of_that_date": namesakes,
        "ms": spread(sorted(taken)),
        "missed": missed[:5],
    }
    return figures, taken


def _behind(directory: Directory, asked: list[tuple[Person, str]]) -> tuple[float, list[float]]:
    """The share of those meant who come, once typing rests, behind somebody of the very name."""
    taken: list[float] = []
    there = 0
    for person, typed in asked:
        found = directory.find(typed)
        if found.by != "name":
            so_called = Caller("bench:so-called", typed, None, "", False, ())
            found = Found(typed, (so_called,), "name")
        near = directory.near(found).people
        taken.append(median(timed(partial(directory.near, found)) for _ in range(ROUNDS)))
        there += any(one.name == person.name for one in near)
    return round(there / len(asked), 4), taken
