"""How long a hand-over takes from the key to the hub's receipt and to a receiver's acceptance."""

from __future__ import annotations

from statistics import median
from typing import Any

from workstation.bench.figures import machine, shown
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.play import play
from workstation.content.scenarios import file_of, read
from workstation.settings.declared import Settings

SCENARIO = "road-collision"
_FROM_OUTCOME = {"delivered": "outcome_to_delivered", "accepted": "outcome_to_accepted"}


def measure(settings: Settings, rounds: int, scenario: str = SCENARIO) -> dict[str, Any]:
    """Play ``scenario`` ``rounds`` times through hub and receiver processes, without a window.

    The scripted receiver accepts as soon as it sees the hand-over: people take longer. Raises
    `CannotGoOn`, `CannotPlay` and the foreseen faults of the parts.
    """
    file = file_of(scenario, settings.resources)
    before = machine()
    taken: list[dict[str, float]] = []
    for _ in range(rounds):
        outcome = play(read(file), file, "right", lambda _: None)
        if not outcome.verdict.as_expected:
            raise CannotGoOn(f"A play did not end as it must: {outcome.verdict.sentence}")
        times = outcome.record["times_ms"]
        taken.append({name: round(times[key], 1) for name, key in _FROM_OUTCOME.items()})
    return {
        "what": "acceptance",
        "machine": before,
        "scenario": scenario,
        "rounds": rounds,
        "from_outcome_ms": {name: _spread([t[name] for t in taken]) for name in _FROM_OUTCOME},
        "each_ms": taken,
    }


def sentence(report: dict[str, Any]) -> str:
    """The report for a person."""
    lines = [
        f"outcome chosen → {name:<10} p50 {shown(figures['p50'], 'ms'):>10}   "
        f"max {shown(figures['max'], 'ms'):>10}"
        for name, figures in report["from_outcome_ms"].items()
    ]
    lines.append(f"{report['rounds']} plays of {report['scenario']}.")
    return "\n".join(lines)


def _spread(values: list[float]) -> dict[str, float]:
    return {"p50": round(median(values), 1), "max": max(values)}
