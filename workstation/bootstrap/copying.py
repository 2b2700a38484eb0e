"""The copying process, both ends: a desk starts it and hears how far it is; it fills the next file.

Key, address and credential go over standard input, never into a command line or an environment that
others can read; what comes back are numbers. It ends at once when the desk does, however that ends.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from workstation.bootstrap import leash
from workstation.bootstrap.children import Child
from workstation.bootstrap.faults import CannotGoOn
from workstation.desk.link.copying import PAGE
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.domain.events import Realm

NOT_TOLD: Final = (
    "The copying of people on record is started by a desk, which tells it what to copy; nothing "
    "was done; open the desk instead."
)
#: Seconds that one that is on its way out may take, and between two looks whether it is gone.
OTHER_ENDS_S: Final = 10.0
LOOK_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class CopyAsk:
    """Everything a copying process needs: ``folder`` holds the files, ``key`` opens them, ``page``
    people are asked for at once.
    """

    folder: Path
    key: bytes = field(repr=False)
    hub: HubIdentity
    credential: DeviceCredential
    recent_days: int
    page: int = PAGE

    @property
    def realm(self) -> Realm:
        """What the records are marked."""
        return self.hub.realm

    def start(self, log: Path) -> Child:
        """Begin copying; what goes wrong is said in ``log``."""
        return Child("copying", ["copying"], log, {}, told=self.line(), heard=True)

    def line(self) -> str:
        """As one line of JSON."""
        told: dict[str, Any] = {
            "folder": str(self.folder),
            "key": self.key.hex(),
            "hub": asdict(self.hub),
            "credential": asdict(self.credential),
            "recent_days": self.recent_days,
            "page": self.page,
        }
        return json.dumps(told)


def ask_of(line: bytes) -> CopyAsk:
    """What a desk told. Raises `CannotGoOn` when that is nothing of the kind."""
    try:
        told = json.loads(line)
        return CopyAsk(
            Path(told["folder"]),
            bytes.fromhex(told["key"]),
            HubIdentity(**told["hub"]),
            DeviceCredential(**told["credential"]),
            int(told["recent_days"]),
            int(told["page"]),
        )
    except (ValueError, TypeError, KeyError):
        raise CannotGoOn(NOT_TOLD) from None


def copy() -> None:
    """Fill the next file as the desk that started this process tells; returns when it is whole.

    Raises `CannotGoOn`, `CacheFault`.
    """
    gc.disable()  # millions of rows pass through and none of them hangs in a circle
    ask = ask_of(leash.first_line())
    ask.folder.mkdir(parents=True, exist_ok=True)
    # Nothing has to be put in order first: whatever the moment, the file is gone on with.
    leash.hold(lambda: os._exit(1))
    from workstation.desk.cache.callers.building import Build
    from workstation.desk.clock import SystemClock
    from workstation.desk.link.back_off import BackOff
    from workstation.desk.link.copying import Copying
    from workstation.desk.link.hub_client import HubClient

    client = HubClient(ask.hub, SystemClock(), ask.credential)
    lock = _alone(ask.folder)
    try:
        Copying(
            client,
            lambda anew: Build.begin(ask.folder, ask.key, ask.realm, anew=anew),
            ask.recent_days,
            _tell,
            BackOff(),
            page=ask.page,
        ).run()
    finally:
        lock.release()
        client.close()


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
