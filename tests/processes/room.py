"""A control room of real processes on PostgreSQL: two hubs, crews of desks, the network between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from tests.fixtures.postgres import PostgresServer, postgres_of_its_own
from tests.fixtures.processes import GRACE_SECONDS, tied_to_us
from tests.processes.crew import POLICY
from tests.processes.ways import Front, network
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import HubIdentity
from workstation.hub import enrolment, installation, policies
from workstation.hub.settings import PORT_FILE
from workstation.hub.store.engine import Database
from workstation.protocol.messages import EnrolReply

DATABASE = "control_room"
READY_S = 30.0
LOOK_S = 0.05


class Program:
    """One process of ours that can be killed and started again. It dies with this one."""

    def __init__(self, name: str, arguments: list[str], folder: Path) -> None:
        self.name = name
        self.folder = folder
        self._command = [*tied_to_us(), sys.executable, "-m", *arguments]
        self._said = (folder / f"{name}.log").open("ab")
        self._process: subprocess.Popen[str] | None = None
        self.starts = 0

    def start(self) -> None:
        """Begin, or begin again."""
        self.starts += 1
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )

    @property
    def process(self) -> subprocess.Popen[str]:
        """The running process."""
        assert self._process is not None
        return self._process

    @property
    def ended_by_itself(self) -> bool:
        """Whether it has ended although nobody ended it."""
        return self._process is not None and self._process.poll() is not None

    def kill(self) -> None:
        """SIGKILL."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait(GRACE_SECONDS)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._process = None

    def close(self) -> None:
        """The end."""
        self.kill()
        self._said.close()


class HubProgram(Program):
    """`workstation hub serve`, always on the same port."""

    def __init__(self, name: str, database: str, folder: Path) -> None:
        self.port = free_port()
        self._port_file = folder / name / PORT_FILE
        arguments = ["workstation", "hub", "serve", "--realm", "demo", "--until-stdin-ends"]
        arguments += ["--database", database, "--folder", str(folder / name)]
        super().__init__(name, [*arguments, "--port", str(self.port)], folder)

    def wait_until_ready(self) -> None:
        """Until it says that it listens."""
        waited_for(self._port_file.exists, f"{self.name} to listen")

    def start(self) -> None:
        self._port_file.unlink(missing_ok=True)
        super().start()


class Crew(Program):
    """Some desks in one process."""

    def __init__(self, name: str, folder: Path, front: Front) -> None:
        self.front = front
        self.place = folder / name
        self.place.mkdir()
        self.desks: list[Path] = []
        super().__init__(name, ["tests.processes.crew", str(self.place)], folder)

    def ask(self, word: str) -> None:
        """Give a command."""
        stdin: IO[str] | None = self.process.stdin
        assert stdin
        stdin.write(word + "\n")
        stdin.flush()

    def nothing_waits(self) -> bool:
        """Whether all its desks are open and have every receipt."""
        self.ask("waiting")
        assert self.process.stdout
        told = json.loads(self.process.stdout.readline())
        assert not told["dead"], f"desks whose thread ended: {told['dead']}"
        return set(told["left"]) == {0}


class Room:
    """Everything together."""

    def __init__(
        self,
        postgres: PostgresServer,
        hubs: list[HubProgram],
        crews: list[Crew],
        fronts: list[Front],
    ) -> None:
        self.postgres = postgres
        self.hubs = hubs
        self.crews = crews
        self.fronts = fronts

    @property
    def desks(self) -> list[Path]:
        """The folder of every desk."""
        return [desk for crew in self.crews for desk in crew.desks]


@contextmanager
def room(folder: Path, crews: int, desks: int, pace_s: float) -> Iterator[Room]:
    """Two hubs that listen, and ``crews`` of ``desks`` desks each, enrolled and not started.

    A desk takes a step about every ``pace_s`` seconds.
    """
    with ExitStack() as stack:
        server = stack.enter_context(postgres_of_its_own())
        server.run(f"create database {DATABASE}")
        database = server.url(DATABASE, "postgresql")
        hub_id = _set_up(database, folder)
        hubs = [HubProgram(f"hub-{n}", database, folder) for n in (1, 2)]
        for hub in hubs:
            stack.callback(hub.close)
            hub.start()
        for hub in hubs:
            hub.wait_until_ready()
        front = stack.enter_context(network())
        made: list[Crew] = []
        for number in range(crews):
            crew = Crew(f"crew-{number}", folder, front([hub.port for hub in hubs]))
            stack.callback(crew.close)
            _enrol(crew, desks, database, hub_id, pace_s)
            made.append(crew)
        yield Room(server, hubs, made, [crew.front for crew in made])


def _set_up(database: str, folder: Path) -> str:
    identity = installation.migrate(database, "demo", folder / "recovery.pem")
    opened = Database(database)
    policies.install(opened, POLICY, b"package one")
    opened.close()
    return identity.hub_id


def _enrol(crew: Crew, desks: int, database: str, hub_id: str, pace_s: float) -> None:
    opened = Database(database)
    client = HubClient(HubIdentity("demo", crew.front.url), SystemClock())
    known = []
    for number in range(desks):
        name = f"{crew.name}-desk-{number}"
        code = enrolment.make_code(opened, "desk", "test")
        reply = client.enrol(code, name, "desk")
        assert isinstance(reply, EnrolReply), reply
        known.append(
            {
                "name": name,
                "url": crew.front.url,
                "hub_id": hub_id,
                "desk_id": reply.desk_id,
                "secret": reply.secret,
                "reference_block": reply.reference_block,
                "pace_s": pace_s,
            }
        )
        (crew.place / name).mkdir()
        crew.desks.append(crew.place / name)
    client.cut()
    client.close()
    opened.close()
    (crew.place / "crew.json").write_text(json.dumps(known), encoding="utf-8")


def free_port() -> int:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def waited_for(done: Callable[[], bool], what: str, within_s: float = READY_S) -> float:
    """Wait for ``done()``; how many seconds that took."""
    pause = threading.Event()
    begun = time.monotonic()
    while not done():
        assert time.monotonic() - begun < within_s, f"waited {within_s} s in vain for {what}"
        pause.wait(LOOK_S)
    return time.monotonic() - begun
