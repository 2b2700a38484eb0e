"""The process that copies the people on record: it fills the next file as a desk tells it.

It answers in numbers: how far it is. It ends at once when the desk does, however that ends.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from workstation.bootstrap import leash
from workstation.bootstrap.copy_ask import ask_of
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.fetching import Pages

#: Seconds that one that is on its way out may take, and between two looks whether it is gone.
OTHER_ENDS_S: Final = 10.0
LOOK_S: Final = 0.05


def copy() -> None:
    """Fill the next file as the desk that started this process tells; ends it when it is whole.

    Raises `CannotGoOn`, `CacheFault`.
    """
    gc.disable()  # millions of rows pass through and none of them hangs in a circle
    ask = ask_of(leash.next_line())
    ask.folder.mkdir(parents=True, exist_ok=True)
    # Nothing has to be put in order first: whatever the moment, the file is gone on with.
    leash.hold(lambda: os._exit(1))
    with ExitStack() as stack:
        pages = Pages(ask)
        stack.callback(pages.close)
        from workstation.desk.cache.callers.building import Build
        from workstation.desk.clock import SystemClock
        from workstation.desk.link.back_off import BackOff
        from workstation.desk.link.copying import Copying
        from workstation.desk.link.fetching import Patience
        from workstation.desk.link.hub_client import HubClient

        client = HubClient(ask.hub, SystemClock(), ask.credential)
        stack.callback(client.close)
        beside = stack.enter_context(ThreadPoolExecutor(1, "load"))
        beside.submit(client.load)  # while the first page is on its way
        stack.callback(_alone(ask.folder).release)
        Copying(
            client,
            pages.pages,
            lambda anew: Build.begin(ask.folder, ask.key, ask.realm, anew=anew),
            ask.recent_days,
            _tell,
            Patience(BackOff()),
        ).run()
    os._exit(0)  # giving all the memory back bit by bit takes longer


def _tell(*numbers: int) -> None:
    sys.stdout.write(" ".join(map(str, numbers)) + "\n")
    sys.stdout.flush()


def _alone(folder: Path) -> Any:
    """The one copying in ``folder``; that of a desk that was just killed is on its way out."""
    from workstation.desk.journal.single_writer import SingleWriter, Taken

    end = time.monotonic() + OTHER_ENDS_S
    while True:
        try:
            return SingleWriter(folder / "copying.lock")
        except Taken as fault:
            if time.monotonic() >= end:
                raise CannotGoOn(
                    "The people on record are being copied by another program; nothing was done "
                    "twice; close the other desk of this machine."
                ) from fault
            time.sleep(LOOK_S)
