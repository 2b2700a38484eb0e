"""The table of commands, and what becomes of a fault."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from workstation import __version__
from workstation.cli.status import IN_WORDS, Status

#: Each is a module beside this one; only the one that runs is read, so that a window opens sooner.
COMMANDS: Final = (
    "demo",
    "desk",
    "queue",
    "supervisor",
    "shift",
    "open",
    "enrol",
    "hub",
    "play",
    "content",
    "gazetteer",
    "doctor",
    "bench",
    "settings",
    "copying",
    "fetching",
)


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole command line, or what it says of the command ``only``."""
    whole = argparse.ArgumentParser(
        prog="workstation",
        description="Call handling for police service advisors: from the call to a person's "
        "acceptance.",
        epilog=IN_WORDS,
    )
    whole.add_argument("--version", action="version", version=f"workstation {__version__}")
    whole.add_argument(
        "--trace", action="store_true", help="show where in the program a fault arose"
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS if only is None else (only,):
        import_module(f"workstation.cli.{name}").declare(commands)
    return whole


def run(arguments: Sequence[str]) -> int:
    """Run one command; every fault becomes one sentence on standard error."""
    first = next((word for word in arguments if not word.startswith("-")), None)
    chosen = parser(first if first in COMMANDS else None).parse_args(arguments)
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Status.FAULT
    except Exception as fault:  # noqa: BLE001 (the last place where a fault can become a sentence)
        print(sentence(fault), file=sys.stderr)
        if chosen.trace:
            traceback.print_exc()
        return Status.FAULT


def sentence(fault: Exception) -> str:
    """A fault in words: its own where it was foreseen, else where it arose, without its data."""
    foreseen = getattr(fault, "sentence", None)
    if isinstance(foreseen, str):
        return foreseen
    frames = traceback.extract_tb(fault.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
    return (
        f"A fault that was not foreseen ({type(fault).__name__} at {where}) stopped the program; "
        "what was saved is safe; start again, and report this line if it returns."
    )
