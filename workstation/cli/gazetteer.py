"""``workstation gazetteer load|find``: the places that a desk completes as one types."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from workstation.cli.arguments import Commands
from workstation.cli.status import Status
from workstation.domain.events import Realm


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser("gazetteer", help="the places that a desk completes as one types")
    parts = one.add_subparsers(title="what to do", metavar="WHAT", required=True)
    load = parts.add_parser(
        "load",
        help="put a gazetteer's CSV file in force on this machine",
        description="FILE is AddressBase Core or Plus as CSV, or a local gazetteer with the "
        "columns that docs/gazetteer.md lists. Lines that cannot be used are named; the rest is "
        "loaded. Desks that are open take it up at once.",
    )
    load.add_argument("file", metavar="FILE", type=Path)
    load.set_defaults(run=_load)
    find = parts.add_parser("find", help="print what a desk would show for what was typed")
    find.add_argument("text", metavar="TEXT")
    find.set_defaults(run=_find)
    for part in (load, find):
        part.add_argument("--realm", choices=get_args(Realm), default="live", help="default: live")


def _load(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.gazetteer import load_gazetteer
    from workstation.settings.read import read

    loaded = load_gazetteer(read().settings, chosen.realm, chosen.file)
    for refused in loaded.named:
        print(f"line {refused.line} refused: {refused.reason}")
    if unnamed := loaded.refused - len(loaded.named):
        print(f"and {unnamed:,} more lines refused")
    print(
        f"{chosen.file.name}: {loaded.properties:,} properties are in force, "
        f"{loaded.refused:,} lines were refused."
    )
    return Status.DONE


def _find(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.gazetteer import find_places
    from workstation.settings.read import read

    for place in find_places(read().settings, chosen.realm, chosen.text):
        print(f"{place.kind:8}  {place.line}")
    return Status.DONE
