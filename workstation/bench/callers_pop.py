"""From a number to its people and their newest contacts, and a long history, warm and cold."""

from __future__ import annotations

from typing import Any, Final

from workstation.bench import callers_people
from workstation.bench.callers_store import Person, Store
from workstation.bench.paired import goal, in_turns, share, spread, timed
from workstation.desk.cache.callers.reading import BY_NUMBER, HISTORY, OF_HOUSEHOLD

#: Numbers that ring, and how often something is read from a cold file.
_RING: Final = 400
_COLD: Final = 15


def measure_number(store: Store) -> dict[str, Any]:
    """The people at a number, 20 contacts of each, and who lives with them."""
    people = store.people(_RING, 11, lambda one: one.number.startswith("+"))
    bare = store.bare()

    def rows(person: Person) -> None:
        for row in bare.execute(BY_NUMBER, (person.number[::-1],)).fetchall():
            bare.execute(HISTORY, (row[0], 20)).fetchall()
            bare.execute(OF_HOUSEHOLD, (row[10],)).fetchall()

    with store.open() as directory:
        ours, theirs = in_turns(people, lambda one: directory.on_record(one.number), rows)
    cold = sorted(_cold(store, person) for person in people[:_COLD])
    bare.close()
    return {
        "what": "number",
        "ours_ms": spread(ours),
        "bare_ms": spread(theirs),
        "cold_ms": spread(cold),
        "goals": [
            goal("number to people, p50", share(ours, 0.5) / share(theirs, 0.5), 2.0),
            goal("number to people, p99", share(ours, 0.99) / share(theirs, 0.99), 1.5),
            goal("number to people, cold, p50", share(cold, 0.5), 5.0, "ms"),
        ],
    }


def _cold(store: Store, person: Person) -> float:
    with store.open() as directory:
        store.chill()
        return timed(lambda: directory.on_record(person.number))


def measure_history(store: Store) -> dict[str, Any]:
    """All the contacts of somebody who rings all the time."""
    taken: list[float] = []
    read = 0
    for _ in range(_COLD):
        with store.open() as directory:
            store.chill()
            found: list[int] = []
            taken.append(
                timed(
                    lambda directory=directory, found=found: found.append(  # type: ignore[misc]
                        len(directory.history(callers_people.RINGS_ALL_THE_TIME))
                    )
                )
            )
            read = found[0]
    taken.sort()
    return {
        "what": "history",
        "contacts": read,
        "cold_ms": spread(taken),
        "goals": [goal(f"history of {read:,} contacts, cold, p50", share(taken, 0.5), 10.0, "ms")],
    }
