"""``workstation supervisor``: every desk, what waits, is overdue or rang; and what is decided.

Without a name it opens the supervisor's window; with one it answers here in the terminal.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Final

from workstation.cli.arguments import Commands
from workstation.cli.passwords import asked_for
from workstation.cli.status import Status
from workstation.domain.events import Realm
from workstation.domain.incident.steps import StepName

if TYPE_CHECKING:
    from workstation.bootstrap.machine import Machine


#: The step that each option takes on the incident it names, and what is said of it.
STEPS: Final[dict[str, tuple[StepName, str]]] = {
    "approve": ("approve", "approve that nobody attends REF"),
    "refuse": ("disapprove", "refuse it: REF stays open until somebody attends"),
    "lower": ("lower", "approve the lower grade that is asked for REF"),
    "keep": ("keep_grade", "refuse it: REF keeps its grade"),
    "review": ("review", "you have looked at REF, which is overdue; what is to happen"),
    "major": ("declare_major", "declare REF a major incident, with the briefing as --reason"),
    "end-major": ("end_major", "REF is no major incident any more"),
}


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "supervisor",
        help="show every desk, what waits, what is overdue, alarms; approve, review, declare",
    )
    one.add_argument(
        "user", nargs="?", help="who signs in here in the terminal; without it a window opens"
    )
    one.add_argument("--demo", action="store_true", help="at the demonstration's control room")
    one.add_argument("--json", action="store_true", help="list it for a program, as JSON")
    does = one.add_mutually_exclusive_group()
    does.add_argument("--list", action="store_true", help="list it once, here in the terminal")
    does.add_argument("--every", type=float, metavar="SECONDS", help="list again, until Ctrl+C")
    for option, (_, words) in STEPS.items():
        does.add_argument(f"--{option}", metavar="REF", help=words)
    one.add_argument(
        "--reason", default="", metavar="LINE", help="why, or the briefing; needed with each REF"
    )
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
        if any((chosen.list, chosen.json, chosen.every, _step(chosen))):
            chosen.parser.error("name the supervisor who signs in here in the terminal")
        from workstation.bootstrap import supervisor

        return supervisor.run(machine, settings)
    return _here(machine, chosen)


def _here(machine: Machine, chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.supervising import overview
    from workstation.ui.supervise.words import as_json, as_text

    with overview(machine, chosen.user, asked_for(chosen.user)) as seen:
        if (step := _step(chosen)) is not None:
            print(seen.take(*step, chosen.reason), flush=True)
            return Status.DONE
        while True:
            control_room = seen.supervision()
            print(as_json(control_room) if chosen.json else as_text(control_room), flush=True)
            if not chosen.every:
                return Status.DONE
            time.sleep(chosen.every)
            print(end="" if chosen.json else "\n")


def _step(chosen: argparse.Namespace) -> tuple[StepName, str] | None:
    """The step that was asked for, with the reference it is for."""
    for option, (step, _) in STEPS.items():
        reference = getattr(chosen, option.replace("-", "_"))
        if reference is not None:
            return step, reference
    return None
