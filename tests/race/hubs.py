"""Two hub processes on one PostgreSQL, and what a test puts into them before it begins."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
from workstation.hub import enrolment, people
from workstation.hub.store.engine import Database
from workstation.protocol.limits import BATCH

PASSWORD = "a long enough password"
#: Nobody's clock runs out while a test lasts.
UNHURRIED = GRADES[2]
DESKS = 2


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

    def opened(self, count: int, team: str = ROOM) -> list[str]:
        """So many incidents that wait for ``team``, handed over by several desks at once."""
        made: list[list[str]] = [[] for _ in range(DESKS)]
        threads = [
            threading.Thread(target=self._desk, args=(n, len(range(n, count, DESKS)), team, made))
            for n in range(DESKS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = [incident for desk in made for incident in desk]
        assert len(found) == count, "not every hand-over was stored"
        return found

    def _desk(self, number: int, count: int, team: str, made: Sequence[list[str]]) -> None:
        enrolled = self.machine("desk", f"desk {number}")
        credential = f"Device {enrolled['desk_id']}:{enrolled['secret']}"
        store = DeskStore(credential, enrolled["desk_id"])
        asked = [hand_over(new_contact(), team, UNHURRIED) for _ in range(count)]
        waiting = [store.write(one) for one in asked]
        while waiting:
            sent = waiting[:BATCH]
            replies = self._post(number, "/v1/events", batch(store, *sent), credential)["replies"]
            stored = {r["event_id"] for r in replies if r["status"] == "stored"}
            assert stored, replies
            waiting = [event for event in waiting if event.event_id not in stored]
        made[number].extend(one.incident_id for one in asked)

    def _post(self, number: int, path: str, body: Any, credential: str = "") -> dict[str, Any]:
        hub = self.programs[number % len(self.programs)]
        headers = {**VERSION, "Authorization": credential} if credential else VERSION
        with httpx.Client(trust_env=False, timeout=60) as client:
            reply = client.post(f"{address_of(hub)}{path}", json=body, headers=headers)
        assert reply.status_code == 200, reply.text
        return dict(json.loads(reply.text))


def address_of(hub: HubProgram) -> str:
    """Where a hub listens."""
    return f"http://127.0.0.1:{hub.port}"


@contextmanager
def two_hubs(postgres_url: str, folder: Path) -> Iterator[Hubs]:
    """`workstation hub serve`, twice, over one empty database."""
    set_up(postgres_url, folder)
    programs = tuple(HubProgram(f"hub-{n}", postgres_url, folder) for n in (1, 2))
    try:
        for program in programs:
            program.start()
        for program in programs:
            program.wait_until_ready()
        yield Hubs(postgres_url, programs)
    finally:
        for program in programs:
            program.close()
