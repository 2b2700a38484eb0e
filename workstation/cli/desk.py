"""``workstation desk``: the advisor's desk of an enrolled machine."""

from __future__ import annotations

import argparse

from workstation.cli.arguments import Commands


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser("desk", help="open the advisor's desk of this enrolled machine")
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.desk import run
    from workstation.settings.read import read

    return run(read().settings)
