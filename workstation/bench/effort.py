"""How many actions a call takes: every scenario's right path by keys alone, through the window.

An action is every key press or chord that is not a character of what somebody said or will be told:
see `workstation.bench.strokes` for the keystroke-level estimate beside it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from workstation.bench.figures import machine
from workstation.bench.keyed_call import KeyedCall, Typed, drive
from workstation.bench.strokes import effort
from workstation.content import scenario_steps as steps
from workstation.content.scenarios import file_of, scenario_files

SEND_NOW_GOAL: Final = 3
WITHOUT_INCIDENT_GOAL: Final = 8
STANDARD_GOAL: Final = 30
#: What a call is not complete without: its questions, grade and reason, and what was promised.
_COMPLETE: Final = (
    steps.Answer, steps.Line, steps.HalfTyped, steps.WorkBy, steps.Place, steps.Question,
    steps.Grade, steps.Rationale, steps.HandOver, steps.SendNow, steps.Promise,
)  # fmt: skip
_HEADER: Final = (
    "questions, open: ended, and never ended, of those the policy lists for the incident type\n"
    "complete: actions for all of them, narrative, type, place, grade, reason, outcome, promise\n"
    "own: the same with the questions that the type expects; whole: every step of the file\n"
)


def measure(resources: Path | None = None, names: Sequence[str] = ()) -> dict[str, Any]:
    """Drive the scenarios named, or every one. Raises `CannotGoOn` at the first step that fails."""
    before = machine()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from workstation.ui.app import application
    from workstation.ui.theme.dress import wear_sheet

    wear_sheet(application())
    files = [file_of(name, resources) for name in names] or scenario_files(resources)
    driven = [drive(file) for file in files]
    return {
        "what": "effort",
        "machine": before,
        "goal": {
            "send_now": SEND_NOW_GOAL,
            "without_incident": WITHOUT_INCIDENT_GOAL,
            "standard": STANDARD_GOAL,
        },
        "scenarios": [_figures(call) for call in driven],
        "by_step": _by_step(typed for call in driven for typed in call.typed),
    }


def sentence(report: dict[str, Any]) -> str:
    """The report for a person."""
    lines = [
        _HEADER,
        f"{'scenario':<30} {'questions':>9} {'open':>4} {'complete':>8} {'own':>4} {'whole':>5} "
        f"{'keys s':>6} {'words s':>7}  by step",
    ]
    for one in report["scenarios"]:
        most = ", ".join(f"{do} {n}" for do, n in list(one["by_step"].items())[:5])
        lines.append(
            f"{one['name']:<30} {one['questions']:>9} {len(one['still_open']):>4} "
            f"{one['complete']:>8} {one['own']:>4} {one['actions']:>5} {one['keystroke_s']:>6} "
            f"{one['words_s']:>7}  {most}"
        )
    lines += ["", f"{'step':<16} {'times':>5} {'actions':>7} {'each':>5}"]
    lines += [
        f"{do:<16} {of['times']:>5} {of['actions']:>7} {of['each']:>5}"
        for do, of in report["by_step"].items()
    ]
    return "\n".join([*lines, "", *_goals(report)])


def _goals(report: dict[str, Any]) -> list[str]:
    """A call that leaves questions open is not complete, and is not among those judged."""
    ran = report["scenarios"]
    standard = [one for one in ran if one["kind"] == "standard"]
    whole = [one["complete"] for one in standard if not one["still_open"]]
    own = [one["own"] for one in standard if not one["own_open"]]
    told = (
        ("send now", "send_now", [s["send_now"] for s in ran if s["send_now"] is not None]),
        ("contact without incident", "without_incident", [
            one["actions"] for one in ran if one["kind"] == "without incident"
        ]),
        ("standard call with every question there is", "standard", whole),
        ("complete standard call: what its type expects", "standard", own),
    )  # fmt: skip
    return [
        f"{what}: {min(found)} to {max(found)} actions, goal {report['goal'][key]}, "
        f"{sum(n <= report['goal'][key] for n in found)} of {len(found)} within it"
        for what, key, found in told
        if found
    ]


def _figures(call: KeyedCall) -> dict[str, Any]:
    whole = effort(stroke for typed in call.typed for stroke in typed.strokes)
    sent = _has(call, steps.SendNow)
    without = not sent and not _has(call, steps.HandOver)
    return {
        "name": call.scenario.name,
        "kind": "without incident" if without else "standard",
        "questions": len({t.step.question for t in call.typed if _is_question(t)}),  # type: ignore[union-attr]
        "still_open": list(call.still_open),
        "own_open": [question for question in call.own if question in call.still_open],
        "actions": whole.actions,
        "complete": _actions(call.typed, *_COMPLETE),
        "own": _actions((t for t in call.typed if _is_own(t, call)), *_COMPLETE),
        "send_now": _actions(call.typed, steps.Answer, steps.SendNow) if sent else None,
        "keystroke_s": round(whole.keystroke_s, 1),
        "characters": whole.characters,
        "words_s": round(whole.words_s, 1),
        "by_step": {do: of["actions"] for do, of in _by_step(call.typed).items()},
        "strokes": [
            [typed.step.do, *(s.name for s in typed.strokes if s.kind != "word")]
            for typed in call.typed
        ],
    }


def _has(call: KeyedCall, kind: type) -> bool:
    return any(isinstance(typed.step, kind) for typed in call.typed)


def _is_own(typed: Typed, call: KeyedCall) -> bool:
    """Whether the step is no question, or one of those that matter most for the incident type."""
    step = typed.step
    return not isinstance(step, steps.Question) or step.question in call.own


def _is_question(typed: Typed) -> bool:
    return isinstance(typed.step, steps.Question)


def _actions(typed: Iterable[Typed], *kinds: type) -> int:
    return sum(effort(t.strokes).actions for t in typed if isinstance(t.step, kinds))


def _by_step(typed: Iterable[Typed]) -> dict[str, dict[str, Any]]:
    """Actions by kind of step, most first."""
    times: Counter[str] = Counter()
    actions: Counter[str] = Counter()
    for one in typed:
        times[one.step.do] += 1
        actions[one.step.do] += effort(one.strokes).actions
    return {
        do: {"times": times[do], "actions": n, "each": round(n / times[do], 1)}
        for do, n in actions.most_common()
    }
