"""A control room of real processes on PostgreSQL: two hubs, crews of desks, the network between."""

from __future__ import annotations

import json
import os
import shlex
import socket
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
from tests.processes.crew import LOG, PAGED, POLICY, RESOLUTION, ROOM
from tests.processes.receiver import PASSWORD, USER, Receiver
from tests.processes.ways import Front, network
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient, MachineKind
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.hub import enrolment, installation, people, policies
from workstation.hub.settings import PORT_FILE
from workstation.hub.store.engine import Database
from workstation.protocol.messages import EnrolReply

DATABASE = "control_room"
#: What an alarm starts at one desk of each crew: a line in a file, with the sentence.
COMMAND = 'echo "$1" >> "$0"'
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

    def said(self) -> str:
        """What it said on its standard error, in all its lives."""
        return (self.folder / f"{self.name}.log").read_text(encoding="utf-8")

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

    def is_open(self) -> bool:
        """Whether all its desks are open."""
        return None not in self._waiting()

    def nothing_waits(self) -> bool:
        """Whether all its desks are open and have every receipt."""
        return set(self._waiting()) == {0}

    def _waiting(self) -> list[int | None]:
        self.ask("waiting")
        assert self.process.stdout
        told = json.loads(self.process.stdout.readline())
        assert not told["dead"], f"desks whose thread ended: {told['dead']}"
        return list(told["left"])


class Room:
    """Everything together."""

    def __init__(
        self,
        postgres: PostgresServer,
        hubs: list[HubProgram],
        crews: list[Crew],
        fronts: list[Front],
        receiver: Receiver,
    ) -> None:
        self.postgres = postgres
        self.hubs = hubs
        self.crews = crews
        self.fronts = fronts
        self.receiver = receiver

    def receipts(self) -> int:
        """How many receipts the desks have logged."""
        return sum((desk / LOG).read_bytes().count(b'"receipt"') for desk in self.desks)

    def open(self) -> None:
        """Let every desk open, and the receiver sign in."""
        for crew in self.crews:
            crew.start()
        waited_for(lambda: all(crew.is_open() for crew in self.crews), "the desks to open", 120)
        self.receiver.start()

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
        ports = [hub.port for hub in hubs]
        fronts = [front(ports) for _ in range(crews + 1)]
        enrolling = Enrolling(database, hub_id, pace_s)
        made = [Crew(f"crew-{number}", folder, fronts[number]) for number in range(crews)]
        for crew in made:
            stack.callback(crew.close)
            enrolling.crew(crew, desks)
        receiver = Receiver(enrolling.receiver(fronts[-1]))
        stack.callback(receiver.stop)
        yield Room(server, hubs, made, fronts, receiver)


def _set_up(database: str, folder: Path) -> str:
    identity = installation.migrate(database, "demo", folder / "recovery.pem")
    opened = Database(database)
    policies.install(opened, POLICY, b"package one")
    people.put_person(opened, USER, "R. Kerr", PASSWORD, ["receiver"], [ROOM, RESOLUTION])
    opened.close()
    return identity.hub_id


class Enrolling:
    """Enrols machines, each over its own front, with codes that the administrator makes."""

    def __init__(self, database: str, hub_id: str, pace_s: float) -> None:
        self._database = database
        self._hub_id = hub_id
        self._pace_s = pace_s

    def crew(self, crew: Crew, desks: int) -> None:
        """Every desk of a crew, written into its crew.json."""
        known = []
        for number in range(desks):
            name = f"{crew.name}-desk-{number}"
            reply = self._enrolled(crew.front, name, "desk")
            told = {"name": name, "url": crew.front.url, "hub_id": self._hub_id}
            told |= {"desk_id": reply.desk_id, "secret": reply.secret}
            told |= {"reference_block": reply.reference_block, "pace_s": self._pace_s}
            if number == 0:
                told["alarm_command"] = shlex.join(
                    ["sh", "-c", COMMAND, str(crew.place / name / PAGED)]
                )
            known.append(told)
            (crew.place / name).mkdir()
            crew.desks.append(crew.place / name)
        (crew.place / "crew.json").write_text(json.dumps(known), encoding="utf-8")

    def receiver(self, front: Front) -> HubClient:
        """The line of a receiver's machine."""
        reply = self._enrolled(front, "queue", "receiver")
        identity = HubIdentity("demo", front.url, None, self._hub_id)
        return HubClient(identity, SystemClock(), DeviceCredential(reply.desk_id, reply.secret))

    def _enrolled(self, front: Front, name: str, kind: MachineKind) -> EnrolReply:
        opened = Database(self._database)
        client = HubClient(HubIdentity("demo", front.url), SystemClock())
        try:
            reply = client.enrol(enrolment.make_code(opened, kind, "test"), name, kind)
        finally:
            client.cut()
            client.close()
            opened.close()
        assert isinstance(reply, EnrolReply), reply
        return reply


def free_port() -> int:
    """A port that nobody listens on."""
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
