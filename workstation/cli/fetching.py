"""``workstation fetching``: fetches pages for a copying, which starts it by itself.

It is not in the list of commands: what it needs comes over its standard input.
"""

from __future__ import annotations

import argparse

from workstation.cli.arguments import Commands
from workstation.cli.status import Status


def declare(commands: Commands) -> None:
    """Add the command, without a word in the list of them."""
    commands.add_parser(
        "fetching",
        description="Started by a copying, which tells it over standard input what to fetch.",
    ).set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap import logs
    from workstation.bootstrap.fetching import fetch

    logs.to_standard_error()
    fetch()
    return Status.DONE
