"""``workstation queue``: a team's queue, where a person accepts or refuses what desks hand over."""

from __future__ import annotations

import argparse
from pathlib import Path

from workstation.cli.arguments import Commands
from workstation.cli.status import Status
from workstation.domain.events import Realm


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser("queue", help="open the queue of a receiving team")
    one.add_argument(
        "--demo", action="store_true", help="the queue of the demonstration's control room"
    )
    script = one.add_argument_group(
        "for the demonstration and `play`, which start their own receiver"
    )
    script.add_argument("--until-stdin-ends", action="store_true", help="stop at its end")
    script.add_argument("--headless", action="store_true", help="without a window")
    script.add_argument("--script", type=Path, metavar="SCENARIO", help="receive as this file says")
    script.add_argument("--path", choices=("right", "wrong"), default="right", help="which path")
    one.set_defaults(run=_run, parser=one)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap import logs, receiver
    from workstation.bootstrap.demo_people import PASSWORD
    from workstation.bootstrap.machine import machine_in
    from workstation.settings.places import seat_folder
    from workstation.settings.read import read

    settings = read().settings
    if bool(chosen.headless) != bool(chosen.script) or (chosen.headless and not chosen.demo):
        chosen.parser.error("--headless and --script go together, with --demo")
    realm: Realm = "demo" if chosen.demo else "live"
    machine = machine_in(seat_folder(settings.data, realm, "receiver"), realm)
    if chosen.script is not None:
        logs.to_standard_error()
        receiver.play(machine, str(chosen.script), chosen.path, lambda _: PASSWORD)
        return Status.DONE
    return receiver.run(machine, settings, leashed=chosen.until_stdin_ends)
