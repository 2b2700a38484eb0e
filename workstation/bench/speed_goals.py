"""The speed goals: what `workstation bench` measures when nothing is named, as ratios in one run.

A goal of another room is one more line in `ON_STORE`, which share one store of callers, or in
`ALONE`. A measurement returns a report with ``what`` and ``goals`` (`paired.goal`), and with
``told`` where more is to be said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workstation.bench import (
    callers_building,
    callers_changes,
    callers_frequent,
    callers_misspelt,
    callers_pop,
    callers_typing,
    durable_answers,
    first_copy,
    killed_copy,
    pop,
    start,
)
from workstation.bench.callers_store import Store, made
from workstation.bench.figures import machine
from workstation.bench.paired import goal

Report = dict[str, Any]
#: How often a program is started.
_STARTS: Final = 5
#: Numbers that ring in a window.
_RINGS: Final = 200


@dataclass(frozen=True, slots=True)
class Scale:
    """How many made-up people and contacts, and where their store stays, if it does.

    ``database``: of a hub, address or file, whose people are copied instead.
    """

    callers: int = 100_000
    contacts: int = 180_000
    seed: int = 1
    folder: Path | None = None
    database: str | None = None


def _changes(scale: Scale) -> Report:
    return callers_changes.measure(scale.callers, scale.contacts, scale.seed)


def _frequent(_: Scale) -> Report:
    return callers_frequent.measure()


def _copy(scale: Scale) -> Report:
    if scale.database is not None:
        return killed_copy.measure(scale.database)
    return first_copy.measure(scale.callers, scale.contacts, scale.seed)


def _answers(_: Scale) -> Report:
    return durable_answers.measure()


def _pop(scale: Scale) -> Report:
    report = pop.measure(scale.callers, _RINGS)
    limits = (
        ("number received to painted pop, p99", "pop_ms", 50.0),
        ("key to painted list, p99", "key_ms", 8.0),
        ("key to painted list, p99, during a copy", "key_beside_a_copy_ms", 16.0),
    )
    goals = [goal(said, report[name]["p99"], most, "ms") for said, name, most in limits]
    return {**report, "what": "pop", "goals": goals}


def _start(_: Scale) -> Report:
    report = start.measure(_STARTS)
    painted = report["ratio"]["painted"]
    goals = [goal("first paint to a bare window", painted or 0, start.GOAL)]
    return {**report, "goals": goals, "told": start.memory_lines(report["median_mb"])}


ON_STORE: Final[dict[str, Callable[[Store], Report]]] = {
    "building": callers_building.measure,
    "number": callers_pop.measure_number,
    "history": callers_pop.measure_history,
    "typing": callers_typing.measure,
    "misspelt": callers_misspelt.measure,
}
ALONE: Final[dict[str, Callable[[Scale], Report]]] = {
    "changes": _changes,
    "frequent": _frequent,
    "copy": _copy,
    "answers": _answers,
    "pop": _pop,
    "start": _start,
}
NAMES: Final = (*ON_STORE, *ALONE)


def measure(names: Sequence[str], scale: Scale) -> Report:
    """The goals ``names`` (all when empty), one after another."""
    wanted = names or NAMES
    before = machine()
    return {
        "what": "speed goals",
        "machine": before,
        "callers": scale.callers,
        "contacts": scale.contacts,
        "seed": scale.seed,
        "database": scale.database,
        "measured": dict(_measured(wanted, scale)),
    }


def _measured(wanted: Sequence[str], scale: Scale) -> Iterator[tuple[str, Report]]:
    with ExitStack() as stack:
        if set(wanted) & set(ON_STORE):
            store = stack.enter_context(
                made(scale.callers, scale.contacts, scale.seed, scale.folder)
            )
            yield from ((name, ON_STORE[name](store)) for name in wanted if name in ON_STORE)
    yield from ((name, ALONE[name](scale)) for name in wanted if name in ALONE)


def sentence(report: Report) -> str:
    """The table for a person: each goal, what was measured, and its limit."""
    head = f"{report['callers']:,} callers, {report['contacts']:,} contacts"
    if report["database"]:
        head = f"the people in {report['database']}"
    lines = [head, f"{'':3}{'goal':42}{'measured':>12}{'limit':>12}"]
    for name, one in report["measured"].items():
        lines.append(name)
        lines += [_line(each) for each in one["goals"]]
        lines += [f"{'':3}{words}" for words in one.get("told", ())]
    return "\n".join(lines)


def _line(each: dict[str, Any]) -> str:
    unit, least = each["unit"].removesuffix("+"), each["unit"].endswith("+")
    measured, limit = (f"{each[which]:g} {unit}" for which in ("measured", "limit"))
    bound = f"{'>=' if least else '<='} {limit}"
    return f"{'ok' if each['met'] else '!':3}{each['goal']:42}{measured:>12}{bound:>12}"
