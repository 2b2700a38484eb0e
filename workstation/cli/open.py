"""``workstation open``: what a link that offers a call is opened with."""

from __future__ import annotations

import argparse
from typing import get_args

from workstation.cli.arguments import Commands
from workstation.cli.status import Status
from workstation.domain.events import Realm


def declare(commands: Commands) -> None:
    """Add the command."""
    one = commands.add_parser(
        "open",
        help="let the call of a workstation:// link ring at the desk that is open here",
        description="LINK is workstation://call?number=NUMBER&line=101. The desk says that the "
        "call is from a link. docs/telephony.md says how links are registered.",
    )
    one.add_argument("link", metavar="LINK")
    one.add_argument("--realm", choices=get_args(Realm), default="live", help="default: live")
    one.add_argument(
        "--window", action="store_true", help="say in a window, too, why the call cannot be shown"
    )
    one.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.call_link import hand_over
    from workstation.bootstrap.faults import CannotGoOn
    from workstation.settings.read import read

    settings = read().settings
    try:
        hand_over(settings, chosen.realm, chosen.link)
    except CannotGoOn as fault:
        if chosen.window:
            from workstation.ui.sentence_window import show

            show(fault.sentence, settings.theme, settings.text_scale / 100)
        raise
    print("The call of this link rings at the desk, or is on the line there already.")
    return Status.DONE
