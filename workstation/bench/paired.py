"""Two ways of doing the same, timed in turns, so that both meet the same machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, Final, TypeVar

T = TypeVar("T")
#: Turns that each takes at least.
ROUNDS: Final = 5


def in_turns(
    questions: Sequence[T], ours: Callable[[T], Any], bare: Callable[[T], Any]
) -> tuple[list[float], list[float]]:
    """Milliseconds of every question, both ways, ascending: the median of its rounds.

    Each question is asked both ways, one after the other; who goes first changes every round. What
    else the machine did in one round is then in neither.
    """
    taken: tuple[list[list[float]], list[list[float]]] = ([], [])
    for question in questions:
        ours(question), bare(question)
    for number in range(ROUNDS):
        gc.collect()
        sides: tuple[list[float], list[float]] = ([], [])
        for question in questions:
            pair = ((0, ours), (1, bare)) if number % 2 else ((1, bare), (0, ours))
            for side, ask in pair:
                sides[side].append(timed(lambda ask=ask, asked=question: ask(asked)))  # type: ignore[misc]
        taken[0].append(sides[0])
        taken[1].append(sides[1])
    first, second = (sorted(median(each) for each in zip(*side, strict=True)) for side in taken)
    return first, second


def timed(work: Callable[[], Any]) -> float:
    """How long ``work`` takes, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def share(ascending: Sequence[float], part: float) -> float:
    """The value that ``part`` of all do not exceed."""
    return ascending[min(len(ascending) - 1, int(part * len(ascending)))] if ascending else 0.0


def spread(ascending: Sequence[float]) -> dict[str, float]:
    """A distribution in short."""
    parts = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    shares = {name: round(share(ascending, part), 3) for name, part in parts.items()}
    return {**shares, "max": round(ascending[-1], 3) if ascending else 0.0}


def goal(what: str, measured: float, limit: float, unit: str = "x") -> dict[str, Any]:
    """A figure beside its limit: at most that; a ``unit`` ending in "+" wants at least that."""
    met = measured >= limit if unit.endswith("+") else measured <= limit
    return {"goal": what, "measured": round(measured, 3), "limit": limit, "unit": unit, "met": met}
