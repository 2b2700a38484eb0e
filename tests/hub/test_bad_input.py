"""Whatever comes in: one sentence and one word, never a fault of the hub, never what was sent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.hub.control_room import (
    ROOM,
    VERSION,
    ControlRoom,
    batch,
    new_contact,
)
from workstation.domain.contact import facts
from workstation.hub.admission import EVENTS_LIMIT, OTHERS_LIMIT
from workstation.protocol.messages import Problem

CANARY = "Mairi-Canary-0141"
BODIES = [
    b"",
    b"null",
    b"[]",
    b"{",
    b'"' + CANARY.encode() + b'"',
    b'{"store_id": ["' + CANARY.encode() + b'"], "events": "' + CANARY.encode() + b'"}',
    b'{"' + CANARY.encode() + b'": 1}',
    b"\xff\xfe\x00",
    b"[" * 90_000,
    b'{"a":' * 19_000,
    b"NaN",
    json.dumps({"store_id": "\ud800", "events": [], "user": "\ud800", "password": 7}).encode(),
    b'{"op_id": "\\u0000", "step": "accept", "code": "\\u0000", "desk_name": "\\u0000"}',
    b'{"user": "\\u0000' + CANARY.encode() + b'", "password": "x"}',
    b"9" * 5000,
]
PATHS = ["/v1/events", "/v1/enrol", "/v1/sign-in", "/v1/sign-out", "/v1/incidents/incident:x/steps"]


def whole_problem(answer: Any) -> Problem:
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text)
    problem = Problem.model_validate(answer.json())
    assert CANARY not in answer.text
    assert problem.word
    assert problem.sentence.endswith(".")
    return problem


@pytest.mark.parametrize("path", PATHS)
def test_broken_bodies_get_a_sentence(room: ControlRoom, path: str) -> None:
    _, machine = room.enrol()
    person = room.person("receiver", "advisor", teams=(ROOM,))
    for authorization in (machine, person):
        for body in BODIES:
            headers = {
                **VERSION,
                "Authorization": authorization,
                "Content-Type": "application/json",
            }
            answer = room.client.post(path, content=body, headers=headers)
            if answer.status_code != 204:
                whole_problem(answer)


def test_strange_addresses_get_a_sentence(room: ControlRoom) -> None:
    person = room.person("receiver", "supervisor", teams=(ROOM,))
    for path in (
        "/v1/incidents/%00",
        "/v1/incidents/%ff%fe",
        "/v1/contacts/contact:%00",
        "/v1/contacts/" + "x" * 4000,
        "/v1/policies/%ed%a0%80",
        "/v1/changes?limit=0",
        "/v1/changes?limit=" + "9" * 500,
        "/v1/changes?limit=" + CANARY,
        "/v1/changes?token=" + "x" * 300,
        "/v1/callers/changes?after=-1",
        "/v1/queues/nobody's",
        "/v1/nothing",
        "/nothing",
    ):
        if path.startswith("/v1/queues"):
            assert room.get(path, person).status_code == 200  # a supervisor sees any, even empty
        else:
            whole_problem(room.get(path, person))
    whole_problem(room.client.delete("/v1/events", headers=VERSION))


def test_strange_credentials_get_a_sentence(room: ControlRoom) -> None:
    for authorization in (
        "",
        "Device",
        "Device :",
        "Session",
        "Session \x7f",
        "Device a:b:c",
        "x" * 4000,
    ):
        answer = room.get("/v1/changes", authorization)
        assert answer.status_code == 401
        whole_problem(answer)
    assert room.client.get("/v1/changes", headers=VERSION).status_code == 401


def test_other_versions_are_told_so(room: ControlRoom) -> None:
    for version in ({}, {"X-Workstation-Protocol": "0"}, {"X-Workstation-Protocol": "one"}):
        answer = room.client.get("/v1/changes", headers=version)
        assert answer.status_code == 426
        assert whole_problem(answer).word == "other_version"
    assert room.client.get("/hello").status_code == 200


def test_too_much_at_once_is_refused_before_it_is_read(room: ControlRoom) -> None:
    headers = {**VERSION, "Content-Type": "application/json"}
    for path, limit in (("/v1/events", EVENTS_LIMIT), ("/v1/sign-in", OTHERS_LIMIT)):
        body = b" " * (limit + 1)
        whole_problem(room.client.post(path, content=body, headers=headers))
        parts = iter([body[: limit // 2], body[limit // 2 :]])
        answer = room.client.post(path, content=parts, headers=headers)
        assert answer.status_code == 413
    assert room.client.get("/hello").status_code == 200


def test_a_batch_has_an_end(room: ControlRoom) -> None:
    store = room.desk()
    written = [store.write(facts.CallHeld(), new_contact()) for _ in range(201)]
    whole_problem(room.post("/v1/events", store.authorization, batch(store, *written)))


def test_the_document_names_every_path_and_how_to_come_in(room: ControlRoom) -> None:
    document = room.client.get("/openapi.json").json()
    schemes = document["components"]["securitySchemes"]
    assert set(schemes) == {"Device", "Session"}
    paths = document["paths"]
    assert {
        "/hello",
        "/v1/events",
        "/v1/changes",
        "/v1/changes/stream",
        "/v1/callers/changes",
    } <= set(paths)
    for path, methods in paths.items():
        for method in methods.values():
            if path not in ("/hello", "/v1/enrol"):
                assert method["security"], path
            assert method["responses"]["4XX"]["content"]["application/json"]["schema"] == {
                "$ref": "#/components/schemas/Problem"
            }
