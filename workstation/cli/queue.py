"""``workstation queue``: a team's queue, where a person accepts or refuses what desks hand over."""

from __future__ import annotations

import argparse

from workstation.cli.arguments import Commands


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser("queue", help="open the queue of a receiving team")
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.receiver import run
    from workstation.settings.read import read

    return run(read().settings)
