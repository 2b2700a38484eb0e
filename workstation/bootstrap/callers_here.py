"""The people on record at a desk: their copy opened, kept in step, and copied anew when need be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workstation.bootstrap.copy_ask import CopyAsk
from workstation.desk.cache.callers import Directory
from workstation.desk.credentials.journal_key import cache_key
from workstation.desk.link.bell import Bell
from workstation.desk.link.copier import CallersHere
from workstation.desk.link.worker import Worker
from workstation.desk.own_people import show_again
from workstation.desk.weeding import Weeding
from workstation.settings.declared import Settings

if TYPE_CHECKING:
    from workstation.bootstrap.machine import Machine
    from workstation.desk.journal import Journal
    from workstation.desk.ports import Clock


#: Seconds that closing waits for a portion that is being removed.
CLOSE_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whom the copy of a desk is of, how long it keeps them, and seconds between two weedings."""

    recent_days: int
    kept_days: int
    weeding_s: float


def keeping(settings: Settings) -> Keeping:
    """As the settings say."""
    kept = settings.callers_kept_days or settings.callers_recent_days
    return Keeping(settings.callers_recent_days, kept, settings.weeding_hours * 3600.0)


def open_directory(machine: Machine, key: bytes, journal: Journal) -> Directory:
    """The copy of this machine, with what its journal adds. Raises `CacheFault`.

    ``key`` is the journal's.
    """
    directory = Directory.open(machine.folder / "callers", cache_key(key), machine.realm)
    show_again(journal, directory)
    return directory


def callers_here(
    machine: Machine, key: bytes, directory: Directory, recent_days: int
) -> CallersHere:
    """What the link needs of it. Raises `CredentialFault`."""
    ask = CopyAsk(directory.folder, cache_key(key), machine.hub, machine.credential, recent_days)
    log = machine.folder / "copying.log"
    return CallersHere(directory, recent_days, lambda: ask.start(log))


class Weeder:
    """The thread that weeds ``directory``."""

    def __init__(self, directory: Directory, kept: Keeping, clock: Clock) -> None:
        self._weeding = Weeding(directory, kept.kept_days, kept.weeding_s, clock)
        self._worker = Worker("weeding", self._weeding.turn, Bell(), lambda _: None)

    def start(self) -> None:
        """Begin, once."""
        self._worker.start()

    def hold(self, *, on_call: bool) -> None:
        """Nobody is weeded during a call."""
        self._weeding.on_call = on_call

    def close(self) -> None:
        """End, after the portion that is being removed; the next start goes on."""
        self._worker.stop()
        self._worker.join(CLOSE_S)
