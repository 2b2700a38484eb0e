"""``workstation hub``."""

from __future__ import annotations

from workstation.cli.arguments import Commands


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser("hub", help="the hub of a force: serve, migrate, seed, code, person")
    one.add_subparsers(title="what to do", metavar="WHAT", required=True)
