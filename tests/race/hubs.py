"""Two hub processes on one PostgreSQL, and what a test puts into them before it begins."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from tests.hub.control_room import (
    GRADES,
    ROOM,
    VERSION,
    DeskStore,
    batch,
    hand_over,
    new_contact,
    set_up,
)
from tests.processes.room import HubProgram
from workstation.domain.events import Event
from workstation.hub import enrolment, people
from workstation.hub.store.engine import Database
from workstation.protocol.limits import BATCH

PASSWORD = "a long enough password"
#: Nobody's clock runs out while a test lasts.
UNHURRIED = GRADES[2]
DESKS = 2
#: Seconds between two tries of a desk that no hub answers, and how many tries there are.
PAUSE_S, TRIES = 0.1, 600


@dataclass(frozen=True)
class Hubs:
    """Both of them, listening."""

    url: str
    programs: tuple[HubProgram, ...]

    @property
    def hub_id(self) -> str:
        """By which machines know their hub."""
        with httpx.Client(trust_env=False) as client:
            return str(client.get(f"{address_of(self.programs[0])}/hello").json()["hub_id"])

    def machine(self, kind: str, name: str) -> dict[str, str]:
        """A new machine's credential."""
        database = Database(self.url)
        code = enrolment.make_code(database, kind, "test")
        database.close()
        asked = {"code": code, "desk_name": name, "kind": kind}
        return dict(self._post(0, "/v1/enrol", asked))

    def person(self, user: str, name: str, role: Any, *teams: str) -> None:
        """Somebody who may sign in with `PASSWORD`."""
        database = Database(self.url)
        people.put_person(database, user, name, PASSWORD, [role], teams)
        database.close()

    def signed_in(self, user: str, kind: str) -> str:
        """The Authorization header of a person at a new machine."""
        known = self.machine(kind, f"machine of {user}")
        machine = f"Device {known['desk_id']}:{known['secret']}"
        asked = {"user": user, "password": PASSWORD}
        return f"Session {self._post(0, '/v1/sign-in', asked, machine)['token']}"

    def opened(self, count: int) -> list[str]:
        """So many incidents that wait for `ROOM`, handed over by several desks at once."""
        asked = [hand_over(new_contact(), ROOM, UNHURRIED) for _ in range(count)]
        desks = [SendingDesk(self, f"desk {n}") for n in range(DESKS)]
        all_at_once([partial(one.send, asked[n::DESKS]) for n, one in enumerate(desks)])
        assert all(set(one.status.values()) == {"stored"} for one in desks)
        return [one.incident_id for one in asked]

    def _post(self, number: int, path: str, body: Any, credential: str = "") -> dict[str, Any]:
        hub = self.programs[number % len(self.programs)]
        headers = {**VERSION, "Authorization": credential} if credential else VERSION
        with httpx.Client(trust_env=False, timeout=60) as client:
            reply = client.post(f"{address_of(hub)}{path}", json=body, headers=headers)
        assert reply.status_code == 200, reply.text
        return dict(json.loads(reply.text))


class SendingDesk:
    """A desk that sends until the hub has said of each event what became of it."""

    def __init__(self, hubs: Hubs, name: str) -> None:
        enrolled = hubs.machine("desk", name)
        self._hubs = itertools.cycle(hubs.programs)
        self._store = DeskStore(
            f"Device {enrolled['desk_id']}:{enrolled['secret']}", enrolled["desk_id"]
        )
        #: What the hub said last of each event.
        self.status: dict[str, str] = {}

    def send(self, bodies: Sequence[Any]) -> list[str]:
        """Write and send, the same again to the next hub while an answer is missing; their ids."""
        written = [self._store.write(body) for body in bodies]
        waiting = written
        pause = threading.Event()
        for _ in range(TRIES):
            for reply in self._sent(waiting[:BATCH]):
                if reply["status"] != "later":
                    self.status[reply["event_id"]] = str(reply["status"])
            left = [event for event in waiting if event.event_id not in self.status]
            if not left:
                return [event.event_id for event in written]
            if len(left) == len(waiting):
                pause.wait(PAUSE_S)
            waiting = left
        raise AssertionError("no hub takes it")

    def _sent(self, events: Sequence[Event]) -> list[dict[str, Any]]:
        headers = {**VERSION, "Authorization": self._store.authorization}
        url = f"{address_of(next(self._hubs))}/v1/events"
        with httpx.Client(trust_env=False, timeout=60) as client:
            try:
                reply = client.post(url, json=batch(self._store, *events), headers=headers)
            except httpx.TransportError:
                return []
        return list(reply.json()["replies"]) if reply.status_code == 200 else []


def all_at_once(work: Sequence[Callable[[], object]]) -> None:
    """Do everything, each in a thread of its own. The first fault is raised."""
    with ThreadPoolExecutor(len(work)) as pool:
        for done in [pool.submit(one) for one in work]:
            done.result()


def address_of(hub: HubProgram) -> str:
    """Where a hub listens."""
    return f"http://127.0.0.1:{hub.port}"


@contextmanager
def two_hubs(
    postgres_url: str, folder: Path, made: Callable[[str, str, Path], HubProgram] = HubProgram
) -> Iterator[Hubs]:
    """`workstation hub serve`, or another program, twice over one empty database."""
    set_up(postgres_url, folder)
    programs = tuple(made(f"hub-{n}", postgres_url, folder) for n in (1, 2))
    try:
        for program in programs:
            program.start()
        for program in programs:
            program.wait_until_ready()
        yield Hubs(postgres_url, programs)
    finally:
        for program in programs:
            program.close()
