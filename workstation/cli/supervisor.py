"""``workstation supervisor``: what waits for acceptance in every team, overdue first, as text."""

from __future__ import annotations

import argparse
import time

from workstation.cli.arguments import Commands
from workstation.cli.passwords import asked_for
from workstation.cli.status import Status
from workstation.domain.events import Realm


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "supervisor", help="list what waits for acceptance in every team, overdue first"
    )
    one.add_argument("user", help="the supervisor's name to sign in with")
    one.add_argument("--demo", action="store_true", help="at the demonstration's control room")
    one.add_argument("--every", type=float, metavar="SECONDS", help="list again, until Ctrl+C")
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.machine import machine_in
    from workstation.bootstrap.supervisor import overview
    from workstation.settings.places import seat_folder
    from workstation.settings.read import read

    realm: Realm = "demo" if chosen.demo else "live"
    # The demonstration has one machine besides the desk; any of its people may sign in there.
    kind = "receiver" if chosen.demo else "supervisor"
    machine = machine_in(seat_folder(read().settings.data, realm, kind), realm)
    with overview(machine, chosen.user, asked_for(chosen.user)) as seen:
        while True:
            lines = seen.lines()
            print("\n".join(lines) if lines else "Nothing waits for acceptance.", flush=True)
            if not chosen.every:
                return Status.DONE
            time.sleep(chosen.every)
            print()
