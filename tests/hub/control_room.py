"""A desk, receivers and a hub for tests: real events, a real database, a clock that tests drive."""

from __future__ import annotations

import itertools
import queue
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher

from workstation.domain import desk_stream as desk
from workstation.domain.contact import facts
from workstation.domain.events import (
    Author,
    Event,
    Moment,
    PolicyRef,
    Position,
    Unsealed,
    after,
    seal,
)
from workstation.domain.policy import Grade, Policy, Team
from workstation.hub import enrolment, installation, policies
from workstation.hub.clock import later
from workstation.hub.hub import Hub
from workstation.hub.serve import HubServer
from workstation.hub.settings import HubSettings
from workstation.hub.store import people
from workstation.hub.store.engine import Database, Transaction
from workstation.protocol.messages import WireEvent
from workstation.protocol.payloads import encoded, entry_of

VERSION = {"X-Workstation-Protocol": "1"}
PASSWORD = "a long enough password"
# As cheap as argon2 allows: these tests are not about guessing passwords.
QUICK_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
POLICY = PolicyRef("made-up", "1", "f" * 64)
ROOM, RESOLUTION, PARTNER = "area_control_room", "resolution_team", "partner_desk"
TEAMS = (
    Team(ROOM, "Area control room", True),
    Team(RESOLUTION, "Resolution team", True),
    Team(PARTNER, "Partner desk", False),
)
GRADES = (
    Grade("immediate", "Immediate", "", 1, True, 60, "product default", ""),
    Grade("prompt", "Prompt", "", 2, True, 300, "product default", ""),
    Grade("standard", "Standard", "", 3, False, 1800, "product default", ""),
)


def made_up_policy(ref: PolicyRef = POLICY) -> Policy:
    """Grades and teams; nothing else of a policy matters to the hub."""
    return Policy(
        ref, "made-up", "Made up", "live", (), GRADES, (), (), (), (), (), TEAMS, outcomes=()
    )


class ShiftedClock:
    """The database's clock and as many seconds as a test wants."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self, tx: Transaction) -> str:
        return later(tx.now(), self.ahead_s)


@dataclass
class DeskStore:
    """A desk's own store: seals events as a desk does."""

    authorization: str
    desk_id: str
    realm: Any = "demo"
    position: Position = field(default_factory=lambda: Position(str(uuid.uuid4())))
    streams: dict[str, int] = field(default_factory=dict)
    actor: str = "f.grant"
    at_utc: str = "2026-03-01T12:00:00.000000Z"
    hub_offset_ms: int | None = 0
    mono_ns: int = 1
    boot_id: str = "boot"
    policy: PolicyRef = POLICY

    def __post_init__(self) -> None:
        self.stream = f"desk:{uuid.uuid4()}"

    def write(self, body: Any, stream_id: str | None = None, cause_id: str | None = None) -> Event:
        """Seal ``body`` as the next event of this store."""
        return self.write_bytes(*encoded(body), stream_id or self.stream, cause_id)

    def write_bytes(
        self, name: str, version: int, payload: bytes, stream_id: str, cause_id: str | None = None
    ) -> Event:
        """Seal bytes that may be anything."""
        self.streams[stream_id] = self.streams.get(stream_id, 0) + 1
        unsealed = Unsealed(
            str(uuid.uuid4()),
            stream_id,
            name,
            version,
            payload,
            secrets.token_bytes(16),
            cause_id,
            self.policy,
        )
        event = seal(
            unsealed,
            self.position,
            self.streams[stream_id],
            Author(self.realm, self.actor, "sign-in"),
            Moment(self.at_utc, self.mono_ns, self.boot_id, self.hub_offset_ms),
            0,
        )
        self.position = after(event)
        return event

    def fork(self) -> DeskStore:
        """The same store on a second machine, as after a copied file."""
        twin = replace(self, streams=dict(self.streams))
        twin.stream = self.stream
        return twin


def batch(store: DeskStore, *written: Event) -> dict[str, Any]:
    """The body of POST /v1/events."""
    return {
        "store_id": store.position.store_id,
        "sent": {"at_utc": store.at_utc, "mono_ns": store.mono_ns, "boot_id": store.boot_id},
        "events": [WireEvent.of(event).model_dump(mode="json") for event in written],
    }


def new_contact() -> str:
    return f"contact:{uuid.uuid4()}"


def hand_over(
    contact_id: str, team: str = ROOM, grade: Grade = GRADES[1], **more: Any
) -> desk.HandOverRequested:
    """A whole request for a new incident."""
    names = {t.key: t.name for t in TEAMS}
    asked = desk.HandOverRequested(
        incident_id=f"incident:{uuid.uuid4()}",
        contact_id=contact_id,
        reference="D11-0001-A",
        team=team,
        team_name=names.get(team, team),
        outcome="dispatch",
        outcome_name="Dispatch",
        grade=grade.key,
        grade_name=grade.name,
        grade_rank=grade.rank,
        urgent=grade.urgent,
        top=grade.rank == 1,
        accept_within_s=grade.accept_within_s,
        headline="Man at the door with a bat",
        place="12 Fir Road",
        officer_safety="not_asked",
        officer_safety_text="",
        vulnerable=False,
        indicated=facts.Indicated("immediate", (facts.Reason("T1", "threat now"),), "1"),
        open_items=(desk.OpenItem("weapon", "Weapon not asked"),),
        rationales=(),
        snapshot=(),
        desk_name="Desk 14",
        advisor_name="F. Grant",
    )
    return replace(asked, **more)


def raised(incident_id: str, grade: Grade = GRADES[0]) -> desk.GradeRaised:
    return desk.GradeRaised(
        incident_id,
        grade.key,
        grade.name,
        grade.rank,
        grade.urgent,
        grade.rank == 1,
        grade.accept_within_s,
        "shots heard",
    )


_people = itertools.count(1)


class ControlRoom:
    """A running hub with the ways of tests into it."""

    def __init__(self, hub: Hub, client: httpx.Client, clock: ShiftedClock) -> None:
        self.hub = hub
        self.client = client
        self.clock = clock

    def enrol(self, kind: str = "desk") -> tuple[str, str]:
        """A new machine: its id and its Authorization header."""
        code = enrolment.make_code(self.hub.database, kind, "test")
        asked = {"code": code, "desk_name": f"{kind} of a test", "kind": kind}
        reply = self.client.post("/v1/enrol", json=asked, headers=VERSION)
        assert reply.status_code == 200, reply.text
        body = reply.json()
        return body["desk_id"], f"Device {body['desk_id']}:{body['secret']}"

    def desk(self) -> DeskStore:
        """A new desk with an empty store."""
        desk_id, authorization = self.enrol()
        return DeskStore(authorization, desk_id)

    def person(self, *roles: Any, teams: tuple[str, ...] = (), machine: str | None = None) -> str:
        """A new person signed in somewhere: the Authorization header."""
        return self.named_person(*roles, teams=teams, machine=machine)[1]

    def named_person(
        self, *roles: Any, teams: tuple[str, ...] = (), machine: str | None = None
    ) -> tuple[str, str]:
        """As `person`, with the user's id."""
        number = next(_people)
        user = f"user{number}"
        account = people.Account(user, f"Person {number}", QUICK_HASH, roles, teams)
        with self.hub.database.writing() as tx:
            people.put(tx, account)
        machine = machine or self.enrol("receiver")[1]
        reply = self.post("/v1/sign-in", machine, {"user": user, "password": PASSWORD})
        assert reply.status_code == 200, reply.text
        return user, f"Session {reply.json()['token']}"

    def post(self, path: str, authorization: str, body: Any) -> Any:
        return self.client.post(
            path, json=body, headers={**VERSION, "Authorization": authorization}
        )

    def get(self, path: str, authorization: str, **query: Any) -> Any:
        headers = {**VERSION, "Authorization": authorization}
        return self.client.get(path, params=query or None, headers=headers)

    def send(self, store: DeskStore, *written: Event) -> list[dict[str, Any]]:
        """Post events; the replies."""
        reply = self.post("/v1/events", store.authorization, batch(store, *written))
        assert reply.status_code == 200, reply.text
        return list(reply.json()["replies"])

    def step(self, who: str, incident_id: str, step: str, **more: Any) -> dict[str, Any]:
        """Take a receiver's step; the reply's body."""
        body = {"op_id": str(uuid.uuid4()), "step": step, **more}
        reply = self.post(f"/v1/incidents/{incident_id}/steps", who, body)
        assert reply.status_code == 200, reply.text
        return dict(reply.json())

    def incident(self, who: str, incident_id: str) -> list[Any]:
        """The bodies of an incident's stream, as the hub stored them."""
        record = self.get(f"/v1/incidents/{incident_id}", who).json()
        return [entry_of(WireEvent(**e).event()).body for e in record["incident"]]

    def changes(self, who: str, token: str = "") -> dict[str, Any]:
        """A page of the feed."""
        return dict(self.get("/v1/changes", who, token=token, limit=1000).json())

    def queue(self, who: str, team: str = ROOM) -> list[dict[str, Any]]:
        """The lines of a queue."""
        return list(self.get(f"/v1/queues/{team}", who).json()["items"])


def set_up(url: str, folder: Path, **more: Any) -> HubSettings:
    """A hub's database with teams and a policy."""
    settings = HubSettings(database=url, realm="demo", data_dir=folder, **more)
    installation.migrate(url, "demo", folder / "recovery.pem")
    database = Database(url)
    policies.install(database, made_up_policy(), b"package one")
    database.close()
    return settings


@contextmanager
def running(settings: HubSettings, clock: ShiftedClock | None = None) -> Iterator[ControlRoom]:
    """The hub, served from a thread of this process."""
    clock = clock or ShiftedClock()
    ports: queue.Queue[int] = queue.Queue()
    server = HubServer(settings, ports.put, clock)
    thread = threading.Thread(target=server.run, name="hub")
    thread.start()
    try:
        port = ports.get(timeout=20)
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60
        ) as client:
            yield ControlRoom(server.app.state.hub, client, clock)
    finally:
        server.stop()
        thread.join()
