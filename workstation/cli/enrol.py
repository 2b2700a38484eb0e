"""``workstation enrol``: give this machine its own credential at a hub."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from workstation.cli.arguments import Commands
from workstation.cli.status import Status
from workstation.domain.events import Realm


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "enrol",
        help="give this machine its own credential at a hub, or recover its journal's key",
        description="An administrator makes the code with `workstation hub code`.",
    )
    one.add_argument("--hub", metavar="URL", help="the hub, https://…")
    one.add_argument("--ca", type=Path, metavar="FILE", help="the force's own certificate (PEM)")
    one.add_argument("--code", help="the code the administrator made; used once")
    one.add_argument("--name", default="", help="what this desk is called, such as “Desk 14”")
    one.add_argument(
        "--kind", choices=("desk", "receiver", "supervisor"), default="desk", help="what it is for"
    )
    one.add_argument("--realm", choices=get_args(Realm), default="live", help="default: live")
    one.add_argument(
        "--recover",
        type=Path,
        metavar="FILE",
        help="bring the journal's key back with the force's private recovery key",
    )
    one.set_defaults(run=_run, parser=one)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.enrol import enrol, recover
    from workstation.settings.read import read

    settings = read().settings
    if chosen.recover is not None:
        print(recover(settings, chosen.realm, chosen.recover))
        return Status.DONE
    if not (chosen.hub and chosen.code):
        chosen.parser.error("--hub and --code are needed (or --recover)")
    print(
        enrol(
            settings,
            chosen.realm,
            chosen.hub,
            chosen.ca,
            chosen.code,
            chosen.name,
            chosen.kind,
        )
    )
    return Status.DONE
