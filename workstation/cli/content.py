"""``workstation content check``: are the policies, scenarios and term lists whole?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from workstation.cli.arguments import Commands
from workstation.cli.status import Status


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser("content", help="policies, scenarios and term lists")
    parts = one.add_subparsers(title="what to do", metavar="WHAT", required=True)
    check = parts.add_parser(
        "check",
        help="name every fault of policies, scenarios and term lists with its file and line",
        description="DIR is laid out like resources/ (policies/, scenarios/ and cues/); any part "
        "may be missing. Without DIR: the content this program was built with.",
    )
    check.add_argument("folder", metavar="DIR", nargs="?", type=Path)
    check.set_defaults(run=_check)


def _check(chosen: argparse.Namespace) -> int:
    from workstation.content.check import check
    from workstation.content.resources import resource_root

    folder = chosen.folder or resource_root()
    faults = check(folder)
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} faults in {folder}; nothing was changed.", file=sys.stderr)
        return Status.FAULT
    print(f"{folder}: every policy, scenario and term list is whole.")
    return Status.DONE
