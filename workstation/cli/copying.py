"""``workstation copying``: fills a desk's copy of the people on record. A desk starts it by itself.

It is not in the list of commands: what it needs, keys among it, comes over its standard input.
"""

from __future__ import annotations

import argparse

from workstation.cli.arguments import Commands
from workstation.cli.status import Status


def declare(commands: Commands) -> None:
    """Add the command, without a word in the list of them."""
    commands.add_parser(
        "copying",
        description="Started by a desk, which tells it over standard input what to copy.",
    ).set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap import logs
    from workstation.bootstrap.copying import copy

    logs.to_standard_error()
    copy()
    return Status.DONE
