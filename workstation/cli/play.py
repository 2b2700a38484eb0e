"""``workstation play``: a scripted call through the real parts, and the hub's record of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from workstation.cli.arguments import Commands


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "play",
        help="play a scripted call through desk, hub and receiver; write the hub's record of it",
        description="Plays a scenario through the use cases of the window, a journal, a hub "
        "process and a receiver process, and writes what the hub has stored, read back over HTTP. "
        "Status 0 only when the call ends as the scenario expects; the wrong path ends with 3.",
    )
    one.add_argument("scenario", metavar="SCENARIO", help="a scenario's name, or its file")
    one.add_argument("--json", type=Path, required=True, metavar="FILE", help="where to write")
    one.add_argument(
        "--path", choices=("right", "wrong"), default="right", help="which path to play"
    )
    one.add_argument(
        "--headless", action="store_true", help="without waiting between the steps, and silent"
    )
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.play import play
    from workstation.settings.read import read

    return play(
        read().settings, chosen.scenario, chosen.json, path=chosen.path, paced=not chosen.headless
    )
