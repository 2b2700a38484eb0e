"""A shift of receivers who are late, silent, refusing or killed, while a test moves the clock."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.hub.control_room import GRADES, RESOLUTION, ROOM, hand_over, new_contact
from tests.processes.crew import LOG
from tests.processes.oracle import Records
from tests.processes.room import HubProgram, Program, free_port, waited_for
from tests.race.clocked_hub import HandClock
from tests.race.course import courses
from tests.race.hubs import PASSWORD, Hubs, SendingDesk, address_of, two_hubs
from workstation.domain.desk_stream import ReRouteRequested
from workstation.hub.clock import later
from workstation.hub.settings import PORT_FILE
from workstation.hub.store.engine import Database

CROWD = {
    "quick.one": "quick",
    "quick.two": "quick",
    "late.one": "late",
    "silent.one": "silent",
    "refusing.one": "refusing",
}
TEAMS = (ROOM, RESOLUTION)
BEGIN = "2026-03-01T12:00:00.000000Z"
#: How the clock is moved in each wave, seconds: past the clock of each grade.
JUMPS = tuple(grade.accept_within_s + 1 for grade in GRADES)
DESKS = 4
#: Seconds between two looks whether somebody is in the middle of a step, and how many there are.
CATCH_S, CATCH_TRIES = 0.005, 200


class ClockedHub(HubProgram):
    """A hub process whose clock is the file ``clock`` beside its folder."""

    def __init__(self, name: str, database: str, folder: Path) -> None:
        self.port = free_port()
        self._port_file = folder / name / PORT_FILE
        arguments = ["tests.race.clocked_hub", database, str(folder / name), str(self.port)]
        Program.__init__(self, name, [*arguments, str(folder / "clock")], folder)


class Person(Program):
    """One receiver's process."""

    def __init__(self, hubs: Hubs, user: str, character: str, folder: Path) -> None:
        self.place = folder / user
        self.place.mkdir()
        self.log = self.place / LOG
        self.log.touch()
        hubs.person(user, user, "receiver", *TEAMS)
        known = {**hubs.machine("receiver", user), "user": user, "password": PASSWORD}
        known |= {"hub_id": hubs.hub_id, "teams": TEAMS, "character": character}
        known |= {"urls": [address_of(program) for program in hubs.programs]}
        (self.place / "crowd.json").write_text(json.dumps(known), encoding="utf-8")
        super().__init__(user, ["tests.race.crowd", str(self.place)], folder)

    def begin(self) -> None:
        """Take a turn."""
        stdin: IO[str] | None = self.process.stdin
        assert stdin
        stdin.write("turn\n")
        stdin.flush()

    def said_next(self, word: str) -> None:
        """Wait until it says ``word``."""
        assert self.process.stdout
        assert self.process.stdout.readline().strip() == word, f"{self.name}: {self.said()}"

    def caught_mid_step(self) -> None:
        """Wait until a step has left and its answer has not come, or until it has none to take."""
        pause = threading.Event()
        for _ in range(CATCH_TRIES):
            last = self.log.read_bytes()[-400:].splitlines()[-1:]
            if last and b'"word": "ask"' in last[0]:
                return
            pause.wait(CATCH_S)


@dataclass
class Shift:
    """Everything together. ``opened`` are the incidents that desks handed over, with receipt."""

    hubs: Hubs
    records: Records
    clock: HandClock
    people: list[Person]
    desks: list[SendingDesk]
    rng: random.Random = field(default_factory=lambda: random.Random(1))
    opened: list[str] = field(default_factory=list)
    rerouted: set[str] = field(default_factory=set)
    kills: int = 0
    hub_kills: int = 0

    # -- the clock --------------------------------------------------------------------------------

    def now(self) -> str:
        """The hubs' clock."""
        return self.clock.read(self._real())

    def move(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self.clock.set(later(self.now(), seconds), self._real())

    def _real(self) -> str:
        database = Database(self.hubs.url)
        with database.reading() as tx:
            real = tx.now()
        database.close()
        return real

    def wait_until_rung(self) -> None:
        """Until no clock that has run out is left to ring."""
        waited_for(
            lambda: (
                self.records.rows(f"select count(*) from timers where due_at <= '{self.now()}'")
                == [(0,)]
            ),
            "the clocks that ran out",
            300,
        )

    # -- people -----------------------------------------------------------------------------------

    def hand_over(self, count: int) -> None:
        """Desks hand so many incidents over, while one hub is killed and started again."""
        asked = [
            hand_over(new_contact(), self.rng.choice(TEAMS), self.rng.choice(GRADES))
            for _ in range(count)
        ]
        parts = [asked[n::DESKS] for n in range(DESKS)]
        before = self._receipts()
        with ThreadPoolExecutor(DESKS) as pool:
            sending = [
                pool.submit(desk.send, part) for desk, part in zip(self.desks, parts, strict=True)
            ]
            # Here, not in the pool: a process dies with the thread that started it.
            waited_for(lambda: self._receipts() > before + count // 4, "some receipts", 120)
            self.kill([self.rng.choice(self.hubs.programs)])
            for sent in sending:
                sent.result()
        self.opened += [one.incident_id for one in asked]

    def _receipts(self) -> int:
        return sum(len(desk.status) for desk in self.desks)

    def turn(self, killed: int, *, hub: bool = False) -> None:
        """Everybody works their queues; so many are killed in the middle of a step.

        ``hub``: so is one of the hubs.
        """
        for person in self.people:
            person.begin()
        for victim in self.rng.sample(self.people, killed):
            victim.caught_mid_step()
            victim.kill()
            self.kills += 1
            victim.start()
            victim.said_next("ready")
            victim.begin()
        if hub:
            self.rng.choice(self.people).caught_mid_step()
            self.kill([self.rng.choice(self.hubs.programs)])
        for person in self.people:
            person.said_next("rested")

    def kill(self, hubs: Sequence[HubProgram]) -> None:
        """Kill hubs at once and start them again."""
        for hub in hubs:
            hub.kill()
            self.hub_kills += 1
        for hub in hubs:
            hub.start()
        for hub in hubs:
            hub.wait_until_ready()

    def give_back_again(self) -> None:
        """Desks re-route half of what was refused."""
        refused = [c for c in courses(self.records).values() if c.standing == "refused"]
        chosen = [c for c in refused if self.rng.random() < 0.5]
        bodies = [
            ReRouteRequested(c.incident_id, self.rng.choice(TEAMS), "", "refused there")
            for c in chosen
        ]
        if bodies:
            sent = self.desks[0].send(bodies)
            self.rerouted.update(e for e in sent if self.desks[0].status[e] == "stored")


@contextmanager
def shift(postgres_url: str, folder: Path) -> Iterator[Shift]:
    """Two hubs, desks, and every receiver signed in."""
    clock = HandClock(folder / "clock")
    with ExitStack() as stack:
        clock.set(BEGIN, BEGIN)
        hubs = stack.enter_context(two_hubs(postgres_url, folder, ClockedHub))
        people = [Person(hubs, user, character, folder) for user, character in CROWD.items()]
        desks = [SendingDesk(hubs, f"desk {n}") for n in range(DESKS)]
        records = Records(postgres_url.replace("+psycopg", ""))
        made = Shift(hubs, records, clock, people, desks)
        for person in people:
            stack.callback(person.close)
            person.start()
        for person in people:
            person.said_next("ready")
        yield made
