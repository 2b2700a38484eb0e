"""``workstation doctor``: is everything here that a shift needs?"""

from __future__ import annotations

import argparse
from typing import get_args

from workstation.cli.arguments import Commands
from workstation.cli.status import Status
from workstation.domain.events import Realm


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "doctor", help="check keyring, stores, clock, hub, policies and libraries of this machine"
    )
    one.add_argument("--realm", choices=get_args(Realm), default="live", help="default: live")
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.doctor import findings
    from workstation.settings.read import read

    found = findings(read().settings, chosen.realm)
    for one in found:
        print(f"{'ok   ' if one.well else 'FAULT'}  {one.what}: {one.words}")
        if one.advice:
            print(f"       {one.advice}")
    return Status.DONE if all(one.well for one in found) else Status.FAULT
