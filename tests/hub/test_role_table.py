"""The role table walked at the hub: what it allows is done, all else is refused without a change.

Every step that people take has an example below and every path of the hub a rule; one that is new
fails the walk until it has its own. The names of steps, roles and paths come from the product, what
each needs is said here once more.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from fastapi.routing import APIRoute

from tests.hub.control_room import (
    GRADES,
    PARTNER,
    PASSWORD,
    ROOM,
    VERSION,
    ControlRoom,
    DeskStore,
    batch,
    hand_over,
    new_contact,
    running,
    set_up,
)
from workstation.content.policies import load_policy, pack, policy_folder
from workstation.domain.contact import facts
from workstation.domain.desk_stream import ApprovalWanted
from workstation.domain.roles import ALLOWED, Action, Role, may
from workstation.hub import enrolment, policies
from workstation.hub.app import create_app
from workstation.hub.store.tables import DESK_REPORTS, METADATA
from workstation.protocol.messages import Step

ROLES: Final[tuple[Role, ...]] = get_args(Role)
#: Nobody, everybody, and all between: a person may have several roles.
PEOPLE: Final = [
    frozenset(some)
    for count in range(len(ROLES) + 1)
    for some in itertools.combinations(ROLES, count)
]
STEPS: Final = get_args(Step.model_fields["step"].annotation)
FOLDER: Final = policy_folder("police-scotland")
POLICY: Final = load_policy(FOLDER)
WANTED = ApprovalWanted("not-attending", "Domestic abuse", 900, "product default")

More = Callable[["World", dict[str, Any]], dict[str, Any]]


def nothing(world: World, item: dict[str, Any]) -> dict[str, Any]:
    """A step that needs no more than its name."""
    return {}


def words(**more: Any) -> More:
    """A step that says something, or names something."""
    return lambda world, item: more


def another(world: World, item: dict[str, Any]) -> dict[str, Any]:
    """A step that names another incident."""
    return {"other": world.incident(), "cause": "the same man"}


def the_task(world: World, item: dict[str, Any]) -> dict[str, Any]:
    """A step that ends what the step before asked for."""
    (task,) = (task for task in item["tasks"] if task["kind"] == "fact")
    return {"task_id": task["task_id"], "cause": "He is called Sam"}


@dataclass(frozen=True)
class Example:
    """A step that succeeds after the steps ``first`` of somebody else, for whoever may take it.

    ``for_all``: also on an incident of a team that is not theirs. ``says``: it leaves an event.
    """

    needs: Action
    first: tuple[str, ...] = ()
    more: More = nothing
    for_all: bool = False
    says: bool = True
    asked: dict[str, Any] = field(default_factory=dict)


WHY = words(cause="because of the noise")
APPROVAL = {"approval": WANTED}
LETTERS = [{"letter": x.key, "name": x.name, "text": "as before"} for x in POLICY.letters]
LOWER = words(grade="standard", cause="he has left", letters=LETTERS)
EXAMPLES: Final[dict[str, Example]] = {
    "claim": Example("claim"),
    "accept": Example("accept"),
    "refuse": Example("refuse", more=WHY),
    "reroute": Example("reroute", more=words(team=PARTNER, cause="theirs")),
    "close": Example("close_incident", ("accept",), WHY),
    "approve": Example("approve_non_attendance", more=WHY, for_all=True, asked=APPROVAL),
    "disapprove": Example("approve_non_attendance", more=WHY, for_all=True, asked=APPROVAL),
    "assign": Example("work_on_incident", ("accept",), words(to="a colleague")),
    "act": Example("work_on_incident", ("accept",), WHY),
    "attend": Example("work_on_incident", ("accept",), WHY),
    "ask_fact": Example("work_on_incident", more=WHY),
    "finish_task": Example("work_on_incident", ("ask_fact",), the_task),
    "reassess": Example("work_on_incident", more=words(cause="he came back", letters=LETTERS)),
    "raise": Example("raise_grade", more=words(grade="immediate")),
    "ask_lower": Example("work_on_incident", more=LOWER),
    "see_news": Example("work_on_incident", more=words(upto_seq=99), says=False),
    "link": Example("link_incidents", more=another),
    "part": Example("link_incidents", more=another),
    "lower": Example("approve_lowering", ("ask_lower",), WHY, for_all=True),
    "keep_grade": Example("approve_lowering", ("ask_lower",), WHY, for_all=True),
    "review": Example("review_incident", more=WHY, for_all=True),
    "declare_major": Example("declare_major", more=WHY, for_all=True),
    "end_major": Example("declare_major", ("declare_major",), WHY, for_all=True),
}
#: Where an action of the table is walked that no path of the hub is named after.
ELSEWHERE: Final[dict[Action, str]] = {
    "take_calls": "tests/desk/test_role_table_offline.py: the door of the desk",
    "hand_over": "tests/desk/test_role_table_offline.py: an enrolled desk sends it",
    "stand_down": "tests/desk/test_role_table_offline.py: an enrolled desk sends it",
    "raise_grade": "tests/desk/test_role_table_offline.py: an enrolled desk sends it",
    "approve_lowering": "tests/hub/test_requests.py: named in a desk's request",
    "see_own_incidents": "below: the rule for records and changes",
    "enrol_desk": "`workstation hub code`, by whoever has the database; no path makes codes",
    "manage_people": "`workstation hub person`, by whoever has the database; no path does it",
    "read_audit": "nothing shows an audit yet",
}


class World:
    """A hub, one desk, and a signed-in person for every set of roles."""

    def __init__(self, room: ControlRoom) -> None:
        self.room = room
        policies.install(room.hub.database, POLICY, pack(FOLDER))
        self.desk = room.desk()
        self.desk.policy = POLICY.ref
        machine = self.desk.authorization
        self.people = {
            roles: room.person(*roles, teams=(ROOM,), machine=machine) for roles in PEOPLE
        }
        self.helper = room.person(*ROLES, teams=(ROOM,))
        self.stranger = room.person(*ROLES, teams=(PARTNER,))
        self.gone = room.person(*ROLES, teams=(ROOM,))
        room.post("/v1/sign-out", self.gone, {})
        self.machines = {kind: room.enrol(kind)[1] for kind in ("receiver", "supervisor")}
        self.machines["desk"] = machine

    def incident(self, **asked: Any) -> str:
        """A new incident that waits for `ROOM`, handed over by the desk."""
        wish = hand_over(new_contact(), ROOM, GRADES[1], **asked)
        (reply,) = self.room.send(self.desk, self.desk.write(wish))
        assert reply["status"] == "stored"
        return wish.incident_id

    def ready(self, step: str) -> tuple[str, dict[str, Any]]:
        """An incident on which ``step`` can be taken, and the body that takes it."""
        example = EXAMPLES[step]
        incident = self.incident(**example.asked)
        item: dict[str, Any] = {}
        for before in example.first:
            more = EXAMPLES[before].more(self, item)
            reply = self.room.step(self.helper, incident, before, **more)
            assert reply["done"], reply["cause"]
            item = reply["item"]
        return incident, {"step": step, **example.more(self, item)}

    def take(self, who: str, incident: str, body: dict[str, Any]) -> Any:
        """The hub's reply to a step."""
        body = {"op_id": str(uuid.uuid4()), **body}
        return self.room.post(f"/v1/incidents/{incident}/steps", who, body)

    def events(self, incident: str) -> int:
        """How many the hub has of an incident."""
        return len(self.room.get(f"/v1/incidents/{incident}", self.helper).json()["incident"])

    def everything(self) -> dict[str, list[str]]:
        """Every row that a refused request must not touch."""
        with self.room.hub.reading() as tx:
            return {
                table.name: sorted(str(tuple(row)) for row in tx.sql.execute(table.select()))
                for table in METADATA.sorted_tables
                if table is not DESK_REPORTS
            }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = Path(tmp_path_factory.mktemp("hub"))
    settings = set_up(f"sqlite:///{folder / 'hub.db'}", folder, timer_interval_s=3600.0)
    with running(settings) as room:
        yield World(room)


def names(roles: frozenset[Role]) -> str:
    return "+".join(sorted(roles)) or "no role"


# -- steps ----------------------------------------------------------------------------------------


def test_every_step_has_an_example() -> None:
    assert set(STEPS) == EXAMPLES.keys()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_for_those_whom_the_table_allows(world: World, step: str) -> None:
    example = EXAMPLES[step]
    allowed = [roles for roles in PEOPLE if may(roles, example.needs)]
    incident, body = world.ready(step)
    before = world.everything()
    for roles in (roles for roles in PEOPLE if roles not in allowed):
        refused = world.take(world.people[roles], incident, body)
        assert (refused.status_code, refused.json()["word"]) == (403, "not_allowed"), names(roles)
    for nobody in ("", "Session made-up", world.gone, *world.machines.values()):
        assert world.take(nobody, incident, body).status_code == 401
    assert world.everything() == before
    assert allowed, "nobody may ever take it"
    with_one = [roles for roles in allowed if len(roles) == 1]
    with_two = [roles for roles in allowed if len(roles) == 2]
    for roles in (*with_one, *with_two[:1], frozenset(ROLES)):
        seen = world.events(incident)
        reply = world.take(world.people[roles], incident, body)
        assert reply.status_code == 200, names(roles)
        assert reply.json()["done"], reply.json()["cause"]
        assert (world.events(incident) > seen) is example.says
        incident, body = world.ready(step)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_for_the_team_that_has_it_or_for_all(world: World, step: str) -> None:
    incident, body = world.ready(step)
    before = world.everything()
    reply = world.take(world.stranger, incident, body)
    if EXAMPLES[step].for_all:
        assert reply.json()["done"], reply.json()["cause"]
    else:
        assert (reply.status_code, reply.json()["word"]) == (403, "not_yours")
        assert world.everything() == before


# -- paths ----------------------------------------------------------------------------------------

#: "open": anybody; "machine" and "desk": enrolled machines, or desks alone; "person": anybody
#: signed in; "caller": any of these; "hears": desks, and people who see a queue or their own
#: incidents.
#: Otherwise the action that a person's roles have to allow.
Rule = str
STEP: Final = "each step's own"
HEARS: Final[tuple[Action, ...]] = ("see_team_queue", "see_own_incidents")


@dataclass(frozen=True)
class Path_:
    """Who may ask it, and a request that is right in every other way."""

    rule: Rule
    body: Callable[[World], Any] = lambda world: None
    part: Callable[[World], dict[str, str]] = lambda world: {}


def an_incident(world: World) -> dict[str, str]:
    return {"incident_id": world.incident()}


def a_contact(world: World) -> dict[str, str]:
    wish = hand_over(new_contact(), ROOM, GRADES[1])
    said = world.desk.write(facts.NarrativeAdded("l1", "A man at the door"), wish.contact_id)
    world.room.send(world.desk, said, world.desk.write(wish))
    return {"contact_id": wish.contact_id}


def a_policy(world: World) -> dict[str, str]:
    found = world.room.get("/v1/policies/current", world.desk.authorization).json()
    return {"policy_hash": found["hash"]}


def an_event(world: World) -> Any:
    store = DeskStore(world.desk.authorization, world.desk.desk_id)
    return batch(store, store.write(hand_over(new_contact())))


def a_code(world: World) -> Any:
    code = enrolment.make_code(world.room.hub.database, "receiver", "test")
    return {"code": code, "desk_name": "new", "kind": "receiver"}


def a_sign_in(world: World) -> Any:
    user, _ = world.room.named_person("advisor")
    return {"user": user, "password": PASSWORD}


def a_report(world: World) -> Any:
    return {"at": {"at_utc": "2026-03-01T12:00:00.000000Z", "mono_ns": 1, "boot_id": "boot"}}


PATHS: Final[dict[tuple[str, str], Path_]] = {
    ("GET", "/hello"): Path_("open"),
    ("POST", "/v1/enrol"): Path_("open", a_code),
    ("POST", "/v1/sign-in"): Path_("machine", a_sign_in),
    ("POST", "/v1/sign-out"): Path_("person"),
    ("POST", "/v1/events"): Path_("desk", an_event),
    ("POST", "/v1/desks/report"): Path_("desk", a_report),
    ("GET", "/v1/callers/copy"): Path_("desk"),
    ("GET", "/v1/callers/changes"): Path_("desk"),
    ("GET", "/v1/open-incidents"): Path_("desk"),
    ("GET", "/v1/calls-elsewhere"): Path_("desk"),
    ("POST", "/v1/contacts/{contact_id}/take-over"): Path_("desk", part=a_contact),
    ("GET", "/v1/policies/current"): Path_("caller"),
    ("GET", "/v1/policies/{policy_hash}"): Path_("caller", part=a_policy),
    ("GET", "/v1/changes"): Path_("hears"),
    ("GET", "/v1/changes/stream"): Path_("hears"),
    ("GET", "/v1/incidents/{incident_id}"): Path_("hears", part=an_incident),
    ("GET", "/v1/incidents/{incident_id}/alike"): Path_("link_incidents", part=an_incident),
    ("GET", "/v1/contacts/{contact_id}"): Path_("hears", part=a_contact),
    ("GET", "/v1/queues/{team}"): Path_("see_team_queue", part=lambda world: {"team": ROOM}),
    ("GET", "/v1/supervision"): Path_("see_all_desks"),
    ("GET", "/v1/shift"): Path_("see_shift"),
    ("POST", "/v1/incidents/{incident_id}/steps"): Path_(STEP),
}
#: Answered by FastAPI itself, without anything of the hub.
DOCUMENT = "/openapi.json"


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: a machine of a kind, a signed-in person, or neither."""

    name: str
    authorization: str
    kind: str = ""
    roles: frozenset[Role] | None = None

    def answer(self, rule: Rule) -> int:
        """The status that the rule demands."""
        if rule == "open":
            return 200
        if self.roles is not None:
            return self._of_person(rule, self.roles)
        if not self.kind:
            return 401
        if rule in ("machine", "caller") or (rule in ("desk", "hears") and self.kind == "desk"):
            return 200
        return 403 if rule in ("desk", "hears") else 401

    def _of_person(self, rule: Rule, roles: frozenset[Role]) -> int:
        if rule in ("machine", "desk"):
            return 401
        if rule in ("person", "caller"):
            return 200
        needs = HEARS if rule == "hears" else (rule,)
        return 200 if any(may(roles, action) for action in needs) else 403  # type: ignore[arg-type]


def test_every_path_has_a_rule(tmp_path: Path) -> None:
    app = create_app(set_up(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path))
    app.state.hub.database.close()
    served: set[tuple[str, str]] = set()
    others: list[str] = []
    for route in every_route(app.routes):
        if isinstance(route, APIRoute):
            served |= {(method, route.path) for method in route.methods}
        else:
            others.append(getattr(route, "path", repr(route)))
    assert served == PATHS.keys()
    assert others == [DOCUMENT]
    document = app.openapi()["paths"]
    assert served == {(m.upper(), path) for path, methods in document.items() for m in methods}


def every_route(routes: Iterable[Any]) -> Iterator[Any]:
    """Routes, and those of the routers among them; newer releases of FastAPI keep these apart."""
    for route in routes:
        router = getattr(route, "original_router", None)
        if router is None:
            yield route
        else:
            yield from every_route(router.routes)


def test_every_action_is_walked_somewhere() -> None:
    walked = {path.rule for path in PATHS.values()} | {e.needs for e in EXAMPLES.values()}
    assert set(get_args(Action)) == (walked & set(get_args(Action))) | ELSEWHERE.keys()
    assert set(get_args(Action)) == {action for role in ROLES for action in ALLOWED[role]}


STREAM = ("GET", "/v1/changes/stream")
PLAIN = [at for at, path in PATHS.items() if path.rule != STEP and at != STREAM]


@pytest.mark.parametrize("at", PLAIN, ids=str)
def test_a_path_is_for_those_whom_the_table_allows(world: World, at: tuple[str, str]) -> None:
    walk(world, at)


def test_the_stream_of_changes_is_for_those_whom_the_table_allows(tmp_path: Path) -> None:
    with running(set_up(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path)) as room:
        world = World(room)
        room.hub.watch.announce_stop()  # a stream that would go on ends after its beginning
        walk(world, STREAM)


def walk(world: World, at: tuple[str, str]) -> None:
    """Let everybody ask: first those who may not, which changes nothing, then those who may."""
    path = PATHS[at]
    callers = all_callers(world, signs_out=path.rule == "person")
    body, url = path.body(world), at[1].format(**path.part(world))
    before = world.everything()
    for one in callers:
        if (wanted := one.answer(path.rule)) != 200:
            assert asked(world, at[0], url, one, body) == wanted, one.name
    assert world.everything() == before
    for one in callers:
        if one.answer(path.rule) == 200:
            assert asked(world, at[0], url, one, path.body(world)) in (200, 204), one.name


def all_callers(world: World, *, signs_out: bool) -> list[Caller]:
    """Everybody who may knock; people of their own where they are signed out by it."""
    machine = world.desk.authorization
    people = world.people
    if signs_out:
        people = {r: world.room.person(*r, teams=(ROOM,), machine=machine) for r in PEOPLE}
    return [
        Caller("nobody", ""),
        Caller("a made-up session", "Session made-up"),
        Caller("a made-up machine", "Device made:up"),
        Caller("somebody who left", world.gone),
        *(Caller(f"{kind}'s machine", who, kind) for kind, who in world.machines.items()),
        *(Caller(names(roles), who, roles=roles) for roles, who in people.items()),
    ]


def asked(world: World, method: str, url: str, who: Caller, body: Any) -> int:
    """The status of the answer."""
    headers = {**VERSION, "Authorization": who.authorization}
    return world.room.client.request(method, url, headers=headers, json=body).status_code
