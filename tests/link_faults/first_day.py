"""The files that every example begins with, made once a process: a hub, two desks, two people."""

from __future__ import annotations

import functools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.hub.control_room import PARTNER, QUICK_HASH, ROOM, set_up
from workstation.desk.cache import Cache
from workstation.desk.cache.callers import Directory
from workstation.desk.journal import Journal
from workstation.desk.link.identity import DeviceCredential
from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub import enrolment
from workstation.hub.app import create_app
from workstation.hub.callers.record import put_callers
from workstation.hub.store import people
from workstation.protocol.messages import EnrolAsk

KEY = bytes(range(32))
DESKS = ("desk-0", "desk-1")
RECEIVER = "r.shaw"
#: People on record at the beginning; more than a desk takes without a copying of its own.
PEOPLE = 5
#: Where files cost no disk: thousands of examples write theirs here, where there is such a place.
MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class FirstDay:
    """``kept`` is copied by each example, one after the other, to ``folder``: the same place, so
    that the hub finds its statements compiled. ``machines`` are the credentials of its machines.
    """

    kept: Path
    folder: tempfile.TemporaryDirectory[str]
    hub_id: str
    machines: dict[str, DeviceCredential]

    def begin(self) -> Path:
        """The files of a new example; those of the last one are gone."""
        here = Path(self.folder.name, "example")
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(self.kept, here)
        return here


def person(number: int, name: str = "at first") -> Caller:
    """Somebody on record; one earlier contact says ``name``, another is of that name alone."""
    phones = (f"+4411900000{number:02}",)
    at, other = "2026-02-01T10:00:00.000000Z", "2026-01-01T10:00:00.000000Z"
    history = (
        PastContact(at, "", "Noise", "", f"contact:{number} {name}"),
        PastContact(other, "", name, "", f"contact:{number}"),
    )
    return Caller(f"caller:{number}", f"Made Up {name}", None, "", False, phones, history=history)


@functools.cache
def first_day() -> FirstDay:
    """The beginning of every example."""
    made = tempfile.TemporaryDirectory(
        prefix="link-faults-", dir=MEMORY if MEMORY.is_dir() else None
    )
    folder = Path(made.name, "kept")
    folder.mkdir()
    hub = create_app(set_up(f"sqlite:///{folder / 'hub.db'}", folder)).state.hub
    machines = {}
    for name in (*DESKS, "receiver"):
        kind = "desk" if name in DESKS else "receiver"
        code = enrolment.make_code(hub.database, kind, "test")
        reply = enrolment.enrol(hub, EnrolAsk(code=code, desk_name=name, kind=kind))
        machines[name] = DeviceCredential(reply.desk_id, reply.secret)
    with hub.database.writing() as tx:
        people.put(
            tx, people.Account(RECEIVER, "R. Shaw", QUICK_HASH, ("receiver",), (ROOM, PARTNER))
        )
    put_callers(hub.database, map(person, range(PEOPLE)))
    hub.database.close()
    for name in DESKS:
        (folder / name).mkdir()
        Journal.open(folder / name / "journal.db", KEY, "demo").close()
        Cache.open(folder / name / "cache.db", KEY, "demo").close()
        Directory.open(folder / name / "callers", KEY, "demo").close()
    Cache.open(folder / "copy.db", KEY, "demo").close()
    return FirstDay(folder, made, hub.identity.hub_id, machines)
