"""``workstation supervisor``: what waits too long, in every team, as text."""

from __future__ import annotations

import argparse

from workstation.cli.arguments import Commands


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser("supervisor", help="list what waits for acceptance, overdue first")
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.supervisor import run
    from workstation.settings.read import read

    return run(read().settings)
