"""``workstation shift``: the shift of the whole force by the hour, here or in files."""

from __future__ import annotations

import argparse
from pathlib import Path

from workstation.cli.arguments import Commands
from workstation.cli.passwords import asked_for
from workstation.cli.status import Status
from workstation.domain.events import Realm


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "shift",
        help="what came of every call of the force, by the hour; as a table and as pictures",
        description="Answered = on record, ends, waits, handling, hand-overs, by the hour. Files "
        "hold counts and times only, and are never written over.",
    )
    one.add_argument("user", help="the supervisor who signs in")
    one.add_argument("--demo", action="store_true", help="at the demonstration's control room")
    one.add_argument("--hours", type=int, default=12, metavar="N", help="hours back, 1 to 24")
    one.add_argument("--csv", type=Path, metavar="FILE", help="keep the table in a new file")
    one.add_argument("--png", type=Path, metavar="FILE", help="keep the pictures in a new file")
    one.add_argument(
        "--json", action="store_true", help="list it for a program, with the ids behind each number"
    )
    one.set_defaults(run=_run, parser=one)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.machine import machine_in
    from workstation.bootstrap.shift import force_shift, keep
    from workstation.desk.call.shift_words import as_text
    from workstation.protocol.shift import MOST_HOURS, shift_from
    from workstation.settings.places import seat_folder
    from workstation.settings.read import read

    if not 1 <= chosen.hours <= MOST_HOURS:
        chosen.parser.error(f"--hours is 1 to {MOST_HOURS}")
    settings = read().settings
    realm: Realm = "demo" if chosen.demo else "live"
    kind = "receiver" if chosen.demo else "supervisor"
    machine = machine_in(seat_folder(settings.data, realm, kind), realm)
    told = force_shift(machine, chosen.user, asked_for(chosen.user), chosen.hours)
    kept = keep(told, chosen.csv, chosen.png)
    if chosen.json:
        print(told.model_dump_json(indent=2))
    else:
        print("\n".join((as_text(shift_from(told), cut=told.cut), *kept)))
    return Status.DONE
