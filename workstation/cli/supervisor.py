"""``workstation supervisor``: every desk, what waits, was phoned through or rang; and approvals.

Without a name it opens the supervisor's window; with one it answers here in the terminal.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from workstation.cli.arguments import Commands
from workstation.cli.passwords import asked_for
from workstation.cli.status import Status
from workstation.domain.events import Realm

if TYPE_CHECKING:
    from workstation.bootstrap.machine import Machine


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "supervisor",
        help="show every desk, what waits, what was phoned through, alarms; approve not attending",
    )
    one.add_argument(
        "user", nargs="?", help="who signs in here in the terminal; without it a window opens"
    )
    one.add_argument("--demo", action="store_true", help="at the demonstration's control room")
    one.add_argument("--json", action="store_true", help="list it for a program, as JSON")
    does = one.add_mutually_exclusive_group()
    does.add_argument("--list", action="store_true", help="list it once, here in the terminal")
    does.add_argument("--every", type=float, metavar="SECONDS", help="list again, until Ctrl+C")
    does.add_argument("--approve", metavar="REF", help="approve that nobody attends REF")
    does.add_argument("--refuse", metavar="REF", help="refuse it: REF stays open until one attends")
    one.add_argument("--reason", default="", help="why, for desk and team; needed with both")
    one.set_defaults(run=_run, parser=one)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.machine import machine_in
    from workstation.settings.places import seat_folder
    from workstation.settings.read import read

    settings = read().settings
    realm: Realm = "demo" if chosen.demo else "live"
    # The demonstration has one machine besides the desk; any of its people may sign in there.
    kind = "receiver" if chosen.demo else "supervisor"
    machine = machine_in(seat_folder(settings.data, realm, kind), realm)
    if chosen.user is None:
        if any((chosen.list, chosen.json, chosen.every, chosen.approve, chosen.refuse)):
            chosen.parser.error("name the supervisor who signs in here in the terminal")
        from workstation.bootstrap import supervisor

        return supervisor.run(machine, settings)
    return _here(machine, chosen)


def _here(machine: Machine, chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.supervising import overview
    from workstation.ui.supervise.words import as_json, as_text

    reference = chosen.approve or chosen.refuse
    with overview(machine, chosen.user, asked_for(chosen.user)) as seen:
        if reference:
            given = bool(chosen.approve)
            print(seen.decide(reference, given=given, reason=chosen.reason), flush=True)
            return Status.DONE
        while True:
            control_room = seen.supervision()
            print(as_json(control_room) if chosen.json else as_text(control_room), flush=True)
            if not chosen.every:
                return Status.DONE
            time.sleep(chosen.every)
            print(end="" if chosen.json else "\n")
