"""The people on record at a desk: their copy opened, kept in step, and copied anew when need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.bootstrap.copying import CopyAsk
from workstation.desk.cache.callers import Directory
from workstation.desk.credentials.journal_key import cache_key
from workstation.desk.link.copier import CallersHere
from workstation.desk.own_people import show_again

if TYPE_CHECKING:
    from workstation.bootstrap.machine import Machine
    from workstation.desk.journal import Journal


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
