"""``workstation demo``: the desk on an embedded control room, with made-up callers."""

from __future__ import annotations

import argparse

from workstation.cli.arguments import Commands


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "demo",
        help="open the desk on a control room of its own, with made-up callers",
        description="Opens a desk and a receiver's queue on a hub of their own. Everything is made "
        "up and kept in a throwaway store marked DEMO, which the next start finds again.",
    )
    one.add_argument("--fresh", action="store_true", help="begin with an empty control room")
    one.add_argument(
        "--nobody-receives",
        action="store_true",
        help="without a receiver: to see what the desk does when nobody accepts",
    )
    one.add_argument(
        "--policy",
        metavar="NAME/VERSION",
        default="",
        help="another force's policy, on a control room of its own; such as west-midlands/2024",
    )
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.demo import run
    from workstation.settings.read import read

    receiver = not chosen.nobody_receives
    return run(read().settings, fresh=chosen.fresh, receiver=receiver, policy=chosen.policy)
