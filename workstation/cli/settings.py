"""``workstation settings``: every setting with its value, where it came from and what it means."""

from __future__ import annotations

import argparse
import textwrap

from workstation.cli.arguments import Commands
from workstation.cli.status import Status


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser("settings", help="list every setting, its value and its origin")
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    import os

    from workstation.settings.declared import declared, variable
    from workstation.settings.places import config_file
    from workstation.settings.read import read, stray_variables

    found = read()
    print(f"File: {config_file()}{'' if config_file().exists() else ' (does not exist)'}")
    for one in declared():
        value = getattr(found.settings, one.name)
        unit = f" {one.metadata['unit']}" if one.metadata["unit"] else ""
        shown = "(empty)" if value in (None, "") else f"{value}{unit}"
        print(f"\n{one.name} = {shown}   [{found.origins[one.name]}; {variable(one.name)}]")
        print(textwrap.indent(textwrap.fill(one.metadata["meaning"], 90), "    "))
    for name in stray_variables(os.environ):
        print(f"\n{name} is set in the environment and is no setting of this release.")
    return Status.DONE
