"""How well risk markers are suggested: recall, precision and false suggestions on labelled lines.

Misses are named for the tuning lines only: of the held-out lines there are figures alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from workstation.bench.figures import machine, shown
from workstation.content.cues import load_cues
from workstation.content.labelled import LabelledLine, LabelledSet, load_labelled
from workstation.content.scenario_steps import Line, Marker, Question
from workstation.content.scenarios import Scenario, read, scenario_files
from workstation.domain.cues.patterns import Patterns
from workstation.domain.cues.suggest import Suggestion, TypedLine, suggest

RECALL_GOAL: Final = 0.9
FALSE_GOAL: Final = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled line with what was suggested for it."""

    line: LabelledLine
    suggested: tuple[Suggestion, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """Expected, not suggested."""
        got = {one.marker for one in self.suggested}
        return tuple(marker for marker in self.line.markers if marker not in got)

    @property
    def false(self) -> tuple[Suggestion, ...]:
        """Suggested, not expected."""
        return tuple(one for one in self.suggested if one.marker not in self.line.markers)


def measure(root: Path | None = None) -> dict[str, Any]:
    """Every labelled line and every scenario's lines. Raises ContentError, UnreadableScenario."""
    patterns = load_cues(root)
    before = machine()
    sets: dict[LabelledSet, list[Judged]] = {
        which: [_judged(line, patterns) for line in load_labelled(which, root)]
        for which in ("held-out", "tuning")
    }
    scenarios = [_of_scenario(read(file), patterns) for file in scenario_files(root)]
    return {
        "what": "cues",
        "machine": before,
        "goal": {"recall": RECALL_GOAL, "false_per_scenario": FALSE_GOAL},
        "sets": {which: _figures(judged) for which, judged in sets.items()},
        "scenarios": scenarios,
        "false_per_scenario": _per_scenario(sets["held-out"], scenarios),
        "ms_a_line": _times(sets.values(), patterns),
        "tuning_misses": [_told(one) for one in sets["tuning"] if one.missed or one.false],
    }


def sentence(report: dict[str, Any]) -> str:
    """The report for a person."""
    lines = []
    for which, f in report["sets"].items():
        lines.append(
            f"{which:<9} {f['lines']:>4} lines   recall {f['recall']:.3f}   precision "
            f"{f['precision']:.3f}   missed {f['missed']}   false {f['false']}"
        )
        lines += [
            f"   {marker:<24} recall {m['recall']:.2f} of {m['expected']:>3}   false {m['false']}"
            for marker, m in f["by_marker"].items()
        ]
    lines.append("scenarios, on what the advisor types:")
    lines += [
        f"   {s['name']:<24} narrative false {len(s['false_in_lines'])}   "
        f"with answers false {len(s['false_with_answers'])}   "
        f"suggested {', '.join(s['suggested']) or 'nothing'}"
        for s in report["scenarios"]
    ]
    lines += [
        f"false suggestions a scenario, {name.replace('_', ' ')} ({per['lines']} lines): "
        f"mean {per['mean']:.2f}, most {per['most']}; {per['at_held_out_rate']:.2f} at the rate "
        "of the held-out lines"
        for name, per in report["false_per_scenario"].items()
    ]
    ms = report["ms_a_line"]
    lines.append(f"a line takes p50 {shown(ms['p50'], 'ms')}, at most {shown(ms['max'], 'ms')}")
    lines += [
        f"tuning {one['id']} missed {one['missed']} false {one['false']}: {one['text']}"
        for one in report["tuning_misses"]
    ]
    goal = report["goal"]
    lines.append(
        f"Goal on held-out lines: recall at least {goal['recall']:.2f}, at most "
        f"{goal['false_per_scenario']:g} false suggestion a scenario."
    )
    return "\n".join(lines)


def _judged(line: LabelledLine, patterns: Patterns) -> Judged:
    return Judged(line, suggest([TypedLine(line.id, line.text)], patterns))


def _figures(judged: list[Judged]) -> dict[str, Any]:
    expected = sum(len(one.line.markers) for one in judged)
    missed = sum(len(one.missed) for one in judged)
    false = sum(len(one.false) for one in judged)
    hits = expected - missed
    markers = sorted({m for one in judged for m in one.line.markers})
    return {
        "lines": len(judged),
        "expected": expected,
        "missed": missed,
        "false": false,
        "recall": round(hits / expected, 3),
        "precision": round(hits / (hits + false), 3) if hits + false else 1.0,
        "by_marker": {marker: _of_marker(marker, judged) for marker in markers},
        "by_kind": {
            kind: {
                "lines": len(of_kind),
                "missed": sum(len(one.missed) for one in of_kind),
                "false": sum(len(one.false) for one in of_kind),
            }
            for kind in sorted({one.line.kind for one in judged})
            for of_kind in [[one for one in judged if one.line.kind == kind]]
        },
    }


def _of_marker(marker: str, judged: list[Judged]) -> dict[str, Any]:
    expected = sum(marker in one.line.markers for one in judged)
    missed = sum(marker in one.missed for one in judged)
    return {
        "expected": expected,
        "recall": round((expected - missed) / expected, 3),
        "false": sum(marker == false.marker for one in judged for false in one.false),
    }


def _of_scenario(scenario: Scenario, patterns: Patterns) -> dict[str, Any]:
    """Suggestions beside the markers that the advisor of the scenario sets."""
    steps = scenario.steps("right")
    right = {step.marker for step in steps if isinstance(step, Marker)}
    narrative = [step.text for step in steps if isinstance(step, Line)]
    typed = [step.text for step in steps if isinstance(step, Line | Question) and step.text]
    in_lines, in_all = (_suggested(texts, patterns) for texts in (narrative, typed))
    return {
        "name": scenario.name,
        "lines": len(narrative),
        "typed": len(typed),
        "set": sorted(right),
        "suggested": {one.marker: one.words for one in in_all},
        "false_in_lines": [one.words for one in in_lines if one.marker not in right],
        "false_with_answers": [one.words for one in in_all if one.marker not in right],
    }


def _suggested(texts: Iterable[str], patterns: Patterns) -> tuple[Suggestion, ...]:
    return suggest([TypedLine(str(n), text) for n, text in enumerate(texts)], patterns)


def _per_scenario(held_out: list[Judged], scenarios: list[dict[str, Any]]) -> dict[str, Any]:
    """As counted over the scenarios, and what the held-out lines let expect for as many lines."""
    rate = sum(len(one.false) for one in held_out) / len(held_out)
    told = {}
    for name, false_in, lines_of in (
        ("narrative", "false_in_lines", "lines"),
        ("with_answers", "false_with_answers", "typed"),
    ):
        false = [len(one[false_in]) for one in scenarios]
        lines = sum(one[lines_of] for one in scenarios) / len(scenarios)
        told[name] = {
            "lines": round(lines, 1),
            "mean": round(sum(false) / len(false), 2),
            "most": max(false),
            "at_held_out_rate": round(rate * lines, 2),
        }
    return told


def _times(sets: Iterable[list[Judged]], patterns: Patterns) -> dict[str, float]:
    taken = []
    for one in (one for judged in sets for one in judged):
        begun = perf_counter()
        _judged(one.line, patterns)
        taken.append((perf_counter() - begun) * 1_000)
    return {"p50": round(median(taken), 2), "max": round(max(taken), 2)}


def _told(one: Judged) -> dict[str, Any]:
    return {
        "id": one.line.id,
        "text": one.line.text,
        "missed": list(one.missed),
        "false": {false.marker: f"{false.words} ({false.cue})" for false in one.false},
    }
