"""Hub processes for a measurement: a database, one or two hubs on it, machines enrolled there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.bench.cluster import Cluster, programs, temporary_cluster
from workstation.bench.plain_line import PlainLine
from workstation.bench.processor_time import family, used_s
from workstation.bootstrap.children import GIVES_WAY, Child
from workstation.bootstrap.hub import SQLITE, migrate
from workstation.desk.link.identity import DeviceCredential
from workstation.domain.events import Realm
from workstation.hub.enrolment import make_code
from workstation.hub.people import put_person
from workstation.hub.settings import PORT_FILE
from workstation.hub.store.engine import Database
from workstation.settings.declared import PREFIX

REALM: Final[Realm] = "demo"
READY_S: Final = 60.0
_PASSWORD: Final = "a made-up word of a measurement"  # noqa: S105 -- nobody's


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a team's changes: an open session."""

    team: str
    session: str


class Hubs:
    """Running hubs on one database, and the administrator's ways into it."""

    def __init__(self, where: Cluster, hub_id: str, urls: tuple[str, ...], pids: list[int]) -> None:
        self._where = where
        self._pids = pids
        self.hub_id = hub_id
        self.urls = urls
        self.database = Database(where.url)

    @property
    def kind(self) -> str:
        """What keeps the records, in a word."""
        return "PostgreSQL" if self.database.postgres else "SQLite"

    def used_s(self) -> dict[str, float | None]:
        """Seconds of processor so far, of the hubs and of a database server that is ours."""
        return {"hubs": used_s(self._pids), "database": used_s(family(self._where.pid))}

    def size_mb(self) -> float:
        """How large the database is, its log not counted where that is a file of its own."""
        if self.database.file is not None:
            return self.database.file.stat().st_size / 1e6
        with self.database.reading() as tx:
            size = tx.sql.exec_driver_sql("select pg_database_size(current_database())")
            return int(size.scalar_one()) / 1e6

    def feed_rows(self) -> int:
        """How many rows the change feed has: one for each event and audience that hears of it."""
        with self.database.reading() as tx:
            return int(tx.sql.exec_driver_sql("select count(*) from changes").scalar_one())

    def lost(self, event_ids: Iterable[str]) -> int:
        """How many of these events the database does not hold."""
        with self.database.reading() as tx:
            kept = tx.sql.exec_driver_sql("select event_id from events").scalars()
            return len(set(event_ids) - set(kept))

    def give_way(self) -> None:
        """Take no turn from others here from now on: a hub is not on the machine of a desk."""
        for pid in self._pids if os.name == "posix" else ():
            os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, 0) + GIVES_WAY)

    def enrol(self, name: str, kind: str = "desk") -> DeviceCredential:
        """A new machine."""
        asked = {"code": make_code(self.database, kind, "bench"), "desk_name": name, "kind": kind}
        with PlainLine(self.urls[0]) as line:
            reply = line.post("/v1/enrol", asked)
        return DeviceCredential(reply["desk_id"], reply["secret"])

    def reader(self, number: int, team: str) -> Reader:
        """A person who receives for ``team``, signed in at a machine of their own."""
        user = f"reader{number}"
        put_person(self.database, user, f"Reader {number}", _PASSWORD, ["receiver"], [team])
        machine = self.enrol(f"queue {number}", "receiver")
        with PlainLine(self.urls[0], machine.header) as line:
            reply = line.post("/v1/sign-in", {"user": user, "password": _PASSWORD})
        return Reader(team, f"Session {reply['token']}")


@contextmanager
def serving(folder: Path, given: str | None, count: int) -> Iterator[Hubs]:
    """``count`` hubs on the database ``given``, else on a PostgreSQL of their own, else on SQLite.

    SQLite is served by one. Raises `CannotGoOn` and `HubCannotStart`.
    """
    with ExitStack() as stack:
        where = stack.enter_context(_database(folder, given))
        hub_id = migrate(where.url, REALM, folder / "recovery.pem")
        shared = not where.url.startswith(SQLITE)
        children = []
        for number in range(count if shared else 1):
            place = folder / f"hub-{number}"
            arguments = ["hub", "serve", "--realm", REALM, "--until-stdin-ends", "--port", "0"]
            child = Child(
                "hub",
                [*arguments, "--folder", str(place)],
                folder / f"hub-{number}.log",
                {f"{PREFIX}HUB_DATABASE": where.url},
            )
            stack.callback(child.stop)
            children.append((child, place / PORT_FILE))
        for child, port_file in children:
            child.wait_until(port_file.exists, READY_S)
        ports = [port_file.read_text(encoding="ascii") for _, port_file in children]
        urls = tuple(f"http://127.0.0.1:{port}" for port in ports)
        hubs = Hubs(where, hub_id, urls, [child.pid for child, _ in children])
        stack.callback(hubs.database.close)
        yield hubs


@contextmanager
def _database(folder: Path, given: str | None) -> Iterator[Cluster]:
    if given is not None:
        yield Cluster(given if "://" in given else SQLITE + given, None)
    elif (binaries := programs()) is not None:
        with temporary_cluster(folder, binaries) as cluster:
            yield cluster
    else:
        yield Cluster(SQLITE + str(folder / "hub.db"), None)
