"""Who may come in: machines by a code, people by a password, each for what the table allows."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.hub.control_room import (
    GRADES,
    PASSWORD,
    ROOM,
    VERSION,
    ControlRoom,
    batch,
    hand_over,
    new_contact,
)
from workstation.domain.roles import ALLOWED, may
from workstation.hub import enrolment
from workstation.hub.people import put_person
from workstation.hub.store import devices, people


def sign_in(room: ControlRoom, machine: str, user: str, password: str = PASSWORD) -> Any:
    return room.post("/v1/sign-in", machine, {"user": user, "password": password})


def test_a_code_enrols_one_machine_once(room: ControlRoom) -> None:
    code = enrolment.make_code(room.hub.database, "desk", "admin")
    ask = {"code": code.lower(), "desk_name": "Desk 14", "kind": "desk"}
    first = room.client.post("/v1/enrol", json=ask, headers=VERSION)
    assert first.status_code == 200
    body = first.json()
    assert (body["realm"], body["hub_id"]) == ("demo", room.hub.identity.hub_id)
    assert len(bytes.fromhex(body["recovery_public_key"])) == 32
    again = room.client.post("/v1/enrol", json=ask, headers=VERSION)
    assert again.status_code == 403


def test_codes_are_for_one_kind_and_for_a_day(room: ControlRoom) -> None:
    code = enrolment.make_code(room.hub.database, "receiver", "admin")
    ask = {"code": code, "desk_name": "x", "kind": "desk"}
    assert room.client.post("/v1/enrol", json=ask, headers=VERSION).status_code == 403
    room.clock.ahead_s = enrolment.CODE_S + 1
    ask["kind"] = "receiver"
    assert room.client.post("/v1/enrol", json=ask, headers=VERSION).status_code == 403


def test_every_desk_has_its_own_block_of_references(room: ControlRoom) -> None:
    blocks = set()
    for _ in range(3):
        desk_id, _ = room.enrol()
        with room.hub.reading() as tx:
            device = devices.read(tx, desk_id)
        assert device is not None
        blocks.add(device.reference_block)
    assert len(blocks) == 3


def test_secrets_are_not_in_the_database(room: ControlRoom) -> None:
    code = enrolment.make_code(room.hub.database, "desk", "admin")
    _, machine = room.enrol("receiver")
    session = room.person("receiver", teams=(ROOM,), machine=machine)
    secrets = [code, machine.partition(":")[2], session.partition(" ")[2], PASSWORD]
    with room.hub.reading() as tx:
        stored = "".join(
            str(tx.sql.exec_driver_sql(f"select * from {table}").all())
            for table in ("people", "sessions", "devices", "enrolment_codes", "hub")
        )
    assert machine.split()[1].split(":")[0] in stored
    assert not [secret for secret in secrets if secret in stored]


def test_signing_in_and_out(room: ControlRoom) -> None:
    put_person(room.hub.database, "a.reid", "A. Reid", PASSWORD, ["receiver"], [ROOM])
    _, machine = room.enrol("receiver")
    reply = sign_in(room, machine, "a.reid")
    assert reply.status_code == 200
    body = reply.json()
    assert body["person"] == {
        "user": "a.reid",
        "name": "A. Reid",
        "roles": ["receiver"],
        "teams": [ROOM],
    }
    session = f"Session {body['token']}"
    assert room.get(f"/v1/queues/{ROOM}", session).status_code == 200
    assert room.post("/v1/sign-out", session, {}).status_code == 204
    assert room.get(f"/v1/queues/{ROOM}", session).status_code == 401


def test_a_person_needs_an_enrolled_machine(room: ControlRoom) -> None:
    put_person(room.hub.database, "a.reid", "A. Reid", PASSWORD, ["receiver"], [ROOM])
    for machine in ("", "Device x:y", "Basic abc", "Device", "Session z"):
        assert sign_in(room, machine, "a.reid").status_code == 401


def test_sessions_end_by_themselves(room: ControlRoom) -> None:
    session = room.person("receiver", teams=(ROOM,))
    room.clock.ahead_s = room.hub.settings.session_s - 60
    assert room.get(f"/v1/queues/{ROOM}", session).status_code == 200
    room.clock.ahead_s += 61
    assert room.get(f"/v1/queues/{ROOM}", session).status_code == 401


def test_a_revoked_machine_and_its_people_are_out_at_once(room: ControlRoom) -> None:
    machine_id, machine = room.enrol("receiver")
    session = room.person("receiver", teams=(ROOM,), machine=machine)
    with room.hub.writing() as tx:
        devices.revoke(tx, machine_id, tx.now())
    assert room.get(f"/v1/queues/{ROOM}", session).status_code == 401
    assert sign_in(room, machine, "user1").status_code == 401


def test_somebody_who_left_is_out_at_once(room: ControlRoom) -> None:
    _, machine = room.enrol("receiver")
    user, session = room.named_person("receiver", teams=(ROOM,), machine=machine)
    with room.hub.writing() as tx:
        people.leave(tx, user, tx.now())
    assert room.get(f"/v1/queues/{ROOM}", session).status_code == 401
    assert sign_in(room, machine, user).status_code == 401


def test_guessing_passwords_is_slowed_down(room: ControlRoom) -> None:
    _, machine = room.enrol("receiver")
    user, _ = room.named_person("receiver", teams=(ROOM,), machine=machine)
    wrong = [sign_in(room, machine, user, "guess").status_code for _ in range(5)]
    assert wrong == [401] * 5
    blocked = sign_in(room, machine, user)
    assert blocked.status_code == 429
    assert int(blocked.headers["Retry-After"]) > 0
    room.clock.ahead_s = 301
    assert sign_in(room, machine, user).status_code == 200
    assert sign_in(room, machine, user, "guess").status_code == 401
    assert sign_in(room, machine, user).status_code == 200


def test_a_name_that_nobody_has_answers_alike(room: ControlRoom) -> None:
    _, machine = room.enrol("receiver")
    user, _ = room.named_person("receiver", teams=(ROOM,))
    unknown, wrong = (sign_in(room, machine, name, "guess") for name in ("nobody", user))
    assert (unknown.status_code, unknown.json()) == (wrong.status_code, wrong.json())
    assert [sign_in(room, machine, "nobody", "guess").status_code for _ in range(5)][-1] == 429


ROLE_SETS = [roles for size in (0, 1, 2) for roles in itertools.combinations(sorted(ALLOWED), size)]
STEPS = {
    "claim": "claim",
    "accept": "accept",
    "refuse": "refuse",
    "reroute": "reroute",
    "close": "close_incident",
    "approve": "approve_non_attendance",
    "disapprove": "approve_non_attendance",
}


@pytest.mark.parametrize("roles", ROLE_SETS, ids="+".join)
def test_the_one_table_decides_who_may(room: ControlRoom, roles: tuple[Any, ...]) -> None:
    """Every path that needs an action, with every role and pair of roles, in the right team."""
    store = room.desk()
    asked = hand_over(new_contact(), grade=GRADES[1])
    room.send(store, store.write(asked))
    who = room.person(*roles, teams=(ROOM,))
    has = frozenset(roles)
    seen = room.get(f"/v1/queues/{ROOM}", who).status_code
    assert seen == (200 if may(has, "see_team_queue") else 403)
    for step, action in STEPS.items():
        body = {"op_id": f"{step} {store.desk_id}", "step": step}
        answer = room.post(f"/v1/incidents/{asked.incident_id}/steps", who, body)
        assert answer.status_code == (200 if may(has, action) else 403), step  # type: ignore[arg-type]
    record = room.get(f"/v1/incidents/{asked.incident_id}", who).status_code
    assert (record == 200) is bool(has & {"receiver", "supervisor"})
    written = batch(store, store.write(hand_over(new_contact())))
    assert room.post("/v1/events", who, written).status_code == 401
