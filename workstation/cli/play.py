"""``workstation play``: a scripted call through the real parts, and the hub's record of it."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.cli.arguments import Commands
from workstation.cli.status import Status

if TYPE_CHECKING:
    from workstation.content.scenario_steps import Step
    from workstation.simulator.player import Pace


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "play",
        help="play a scripted call through desk, hub and receiver; write the hub's record of it",
        description="Plays a scenario through the use cases of the window, a journal, a hub "
        "process and a receiver process, and writes what the hub has stored, read back over HTTP. "
        "Status 0 only when the call ends as the scenario expects; a wrong path that ends where it "
        "must has status 3.",
    )
    one.add_argument("scenario", metavar="SCENARIO", help="a scenario's name, or its file")
    one.add_argument("--json", type=Path, required=True, metavar="FILE", help="where to write")
    one.add_argument(
        "--path", choices=("right", "wrong"), default="right", help="which path to play"
    )
    one.add_argument(
        "--headless",
        action="store_true",
        help="without a word and without waiting; otherwise at the pace of the call, told in text",
    )
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.play import play
    from workstation.content.scenarios import file_of, read
    from workstation.settings.read import read as read_settings

    file = file_of(chosen.scenario, read_settings().settings.resources)
    pace = _at_once if chosen.headless else _at_the_pace_of_the_call()
    outcome = play(read(file), file, chosen.path, pace)
    _write(chosen.json, outcome.record)
    judged = outcome.verdict
    print(judged.sentence, file=sys.stderr)
    if not judged.as_expected:
        return Status.FAULT
    return Status.DONE if chosen.path == "right" else Status.WRONG_PATH


def _write(file: Path, record: object) -> None:
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    if str(file) == "-":
        sys.stdout.write(text)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _at_once(step: Step) -> None:
    """No waiting, not a word."""


def _at_the_pace_of_the_call() -> Pace:
    began: list[float] = []

    def pace(step: Step) -> None:
        began[:] = began or [time.monotonic() - step.at]
        time.sleep(max(0.0, began[0] + step.at - time.monotonic()))
        words = getattr(step, "text", "") or getattr(step, "sentence", "")
        minutes, seconds = divmod(int(step.at), 60)
        print(f"{minutes:02}:{seconds:02}  {step.do.replace('_', ' ')}  {words}".rstrip())

    return pace
