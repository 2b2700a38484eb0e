"""What assistive technology hears of a running program, as JSON: one line for each control.

    /usr/bin/python3 at_spi_probe.py NAME SECONDS
    /usr/bin/python3 at_spi_probe.py --announced

Runs under Debian's own Python, which has the bindings (python3-gi, gir1.2-atspi-2.0), inside the
D-Bus session of the program. Waits until an application called NAME shows a window whose name is
NAME, then prints every accessible object of its windows that is showing: window, role, name,
description, states, actions, and its parent's role. Exit status 1 when nothing was heard.

``--announced`` prints a line "ready", then what any program announces, as it comes, until it is
ended: window, words, and whether it interrupts.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

#: How AT-SPI says that an announcement is to interrupt (ATSPI_LIVE_ASSERTIVE).
ASSERTIVE = 2


def windows_of(name: str) -> list[Any]:
    """The windows of the applications called ``name`` that are on the bus now."""
    desktop = Atspi.get_desktop(0)
    found = []
    for n in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(n)
        if program is not None and name in (program.get_name() or "").lower():
            found += [program.get_child_at_index(m) for m in range(program.get_child_count())]
    return [window for window in found if window is not None]


def walk(thing: Any, parent: str = "") -> Iterator[tuple[Any, str]]:
    """``thing`` and everything below it, each with its parent's role."""
    yield thing, parent
    role = thing.get_role_name()
    for n in range(thing.get_child_count()):
        child = thing.get_child_at_index(n)
        if child is not None:
            yield from walk(child, role)


def actions_of(thing: Any) -> list[str]:
    """What can be done with it."""
    action = thing.get_action_iface()
    if action is None:
        return []
    return [Atspi.Action.get_action_name(action, n) for n in range(action.get_n_actions())]


def heard(window: Any) -> Iterator[dict[str, Any]]:
    """What a screen reader hears of each object that shows."""
    title = window.get_name()
    for thing, parent in walk(window):
        try:
            states = sorted(state.value_nick for state in thing.get_state_set().get_states())
            if "showing" not in states:
                continue
            yield {
                "window": title,
                "role": thing.get_role_name(),
                "name": thing.get_name(),
                "description": thing.get_description(),
                "states": states,
                "actions": actions_of(thing),
                "parent": parent,
            }
        except GLib.Error:  # it went while we listened
            continue


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def announced(event: Any) -> None:
    """Print one announcement."""
    said = {
        "window": event.source.get_name(),
        "words": event.any_data,
        "urgent": event.detail1 == ASSERTIVE,
    }
    tell(json.dumps(said))


def listen() -> int:
    """Print announcements until this process is ended."""
    listener = Atspi.EventListener.new(announced)
    if not listener.register("object:announcement"):
        return 1
    tell("ready")
    Atspi.event_main()
    return 0


def main(arguments: list[str]) -> int:
    """Wait for the program, then print what it says."""
    if arguments == ["--announced"]:
        return listen()
    name, patience = arguments[0].lower(), float(arguments[1])
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            windows = [w for w in windows_of(name) if w.get_name().lower().startswith(name)]
            lines = [line for window in windows for line in heard(window)]
        except GLib.Error:  # the program is still making its windows
            lines = []
        if lines:
            for line in lines:
                sys.stdout.write(json.dumps(line) + "\n")
            return 0
        threading.Event().wait(0.1)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
