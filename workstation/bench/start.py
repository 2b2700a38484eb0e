"""How long the desk takes to its window, to typing and to the unfinished call.

Each round starts a bare window of the same toolkit and the desk, one after the other, so that both
meet the same machine. Times run from the start of the process to what the program noted itself.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from workstation.bench.figures import machine, middle, ratio, shown
from workstation.bench.timed_program import KEY, Start, TimedProgram, keys_can_be_sent
from workstation.bench.unfinished import HALF_TYPED, half_typed, prepare
from workstation.bootstrap.children import command
from workstation.bootstrap.faults import CannotGoOn

#: At most this many times a bare window.
GOAL: Final = 2.0

#: The least that shows a window of the same toolkit and takes typing. It notes its times as the
#: desk does.
BARE: Final = """
import json, os, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

def note(what):
    with open(os.environ["WORKSTATION_TIMES_FILE"], "a") as out:
        out.write(json.dumps({what: time.monotonic_ns()}) + "\\n")

class Times(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: note("painted"))
        return False

app = QApplication(["bare"])
window = QWidget()
window.resize(1920, 1040)
line = QLineEdit()
QVBoxLayout(window).addWidget(line)
line.textEdited.connect(lambda: note("typing"))
times = Times()
window.installEventFilter(times)
window.show()
app.exec()
"""


@dataclass(frozen=True, slots=True)
class Round:
    """One bare window and one desk, one after the other."""

    bare: Start
    desk: Start


def measure(rounds: int) -> dict[str, Any]:
    """Take ``rounds`` rounds, after one of each that only warms the file cache.

    Raises `CannotGoOn`, also where no window can be opened or the bare window cannot be started.
    """
    if getattr(sys, "frozen", False):
        raise CannotGoOn(
            "A bundle cannot start the bare window to compare with; nothing was measured; run "
            "`bench start` from the installed package."
        )
    types = keys_can_be_sent()
    before = machine()
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as folder:
        data = Path(folder) / "data"
        prepare(data)
        taken = [_round(Path(folder), data, n, types) for n in range(rounds + 1)][1:]
        text = half_typed(data)
    # What was half typed, and behind it, where the cursor stood, the keys of every round.
    same = text.startswith(HALF_TYPED) and set(text.removeprefix(HALF_TYPED)) <= {KEY, " "}
    return _told(before, taken, same_place=same)


def sentence(report: dict[str, Any]) -> str:
    """The report for a person."""
    ms, ratios = report["median_ms"], report["ratio"]
    lines = [
        f"{what:<28} desk {shown(ms['desk'][key], 'ms'):>14}   bare window "
        f"{shown(ms['bare'][key], 'ms'):>14}   ratio {shown(ratios[key], '')}"
        for key, what in (("painted", "first paint"), ("typing", "first key taken"))
    ]
    lines.append(f"{'same call on the screen':<28} desk {shown(ms['desk']['ready'], 'ms'):>14}")
    lines += memory_lines(report["median_mb"])
    kept = "as it was left" if report["same_place"] else "NOT as it was left"
    lines.append(f"The half-typed line is {kept}. {report['rounds']} rounds; goal: at most {GOAL}.")
    return "\n".join(lines)


def memory_lines(mb: dict[str, dict[str, float | None]]) -> list[str]:
    """Resident memory at first paint and once the desk stands, beside the bare window's."""
    bare = f"bare window {shown(mb['bare']['painted'], 'MB'):>14}"
    return [
        f"{what:<28} desk {shown(mb['desk'][key], 'MB'):>14}   {bare}   ratio "
        f"{shown(ratio(mb['desk'][key], mb['bare']['painted']), '')}"
        for key, what in (("painted", "memory at first paint"), ("ready", "memory, desk stands"))
    ]


def _round(folder: Path, data: Path, number: int, types: bool) -> Round:
    quiet = {"WORKSTATION_DATA": str(data), "WORKSTATION_SOUND": "no"}
    bare = TimedProgram([sys.executable, "-c", BARE], folder, 2 * number, {})
    desk = TimedProgram(command("demo", "--nobody-receives"), folder, 2 * number + 1, quiet)
    return Round(bare.start(awaits="painted", types=types), desk.start(awaits="ready", types=types))


def _told(before: dict[str, Any], taken: list[Round], *, same_place: bool) -> dict[str, Any]:
    bare, desk = _medians([r.bare for r in taken]), _medians([r.desk for r in taken])
    return {
        "what": "start",
        "machine": before,
        "platform": os.environ.get("QT_QPA_PLATFORM", "default"),
        "rounds": len(taken),
        "goal_ratio": GOAL,
        "median_ms": {"bare": bare, "desk": desk},
        "ratio": {key: ratio(desk[key], bare[key]) for key in ("painted", "typing")},
        "median_mb": {
            "bare": _memory([r.bare for r in taken]),
            "desk": _memory([r.desk for r in taken]),
        },
        "same_place": same_place,
        "each_ms": [asdict(one) for one in taken],
    }


def _memory(starts: list[Start]) -> dict[str, float | None]:
    return {
        "painted": middle([s.painted_mb for s in starts]),
        "ready": middle([s.ready_mb for s in starts]),
    }


def _medians(starts: list[Start]) -> dict[str, float | None]:
    return {
        "painted": middle([s.painted for s in starts]),
        "ready": middle([s.ready for s in starts]),
        "typing": middle([s.typing for s in starts]),
    }
