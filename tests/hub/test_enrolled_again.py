"""A machine that is enrolled again stays the desk it was, if it can show that it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.hub.control_room import VERSION, ControlRoom, DeskStore, hand_over, new_contact
from workstation.domain.desk_stream import StoreOpened
from workstation.hub import enrolment
from workstation.hub.store import devices


def a_desk(room: ControlRoom) -> tuple[DeskStore, dict[str, Any]]:
    """A desk whose store the hub knows, and what it says of itself when it is enrolled again."""
    store = room.desk()
    first = store.write(StoreOpened(store.desk_id, "Desk 14"))
    assert room.send(store, first)[0]["status"] == "stored"
    return store, {
        "desk_id": store.desk_id,
        "store_id": store.position.store_id,
        "store_seq": store.position.store_seq,
        "proof": (first.payload_salt or b"").hex(),
    }


def enrol(room: ControlRoom, before: dict[str, Any], kind: str = "desk") -> dict[str, Any]:
    code = enrolment.make_code(room.hub.database, kind, "test")
    asked = {"code": code, "desk_name": "Desk 15", "kind": kind, "before": before}
    reply = room.client.post("/v1/enrol", json=asked, headers=VERSION)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def test_it_stays_the_desk_it_was_with_a_new_secret(room: ControlRoom) -> None:
    store, before = a_desk(room)
    with room.hub.reading() as tx:
        known = devices.read(tx, store.desk_id)
    assert known is not None
    reply = enrol(room, before)
    assert (reply["desk_id"], reply["reference_block"]) == (store.desk_id, known.reference_block)
    unsent = store.write(hand_over(new_contact()))
    assert room.get("/v1/changes", store.authorization).status_code == 401
    again = replace(store, authorization=f"Device {reply['desk_id']}:{reply['secret']}")
    assert room.send(again, unsent)[0]["status"] == "stored"
    with room.hub.reading() as tx:
        renewed = devices.read(tx, store.desk_id)
    assert renewed is not None
    assert renewed.name == "Desk 15"


@pytest.mark.parametrize(
    "wrong",
    [
        {"proof": "00" * 16},
        {"proof": ""},
        {"proof": "no hexadecimal é"},
        {"store_id": "never heard of"},
        {"desk_id": "never heard of"},
        {"desk_id": "another"},
        {"store_seq": 1},
        {"kind": "receiver"},
        {"revoked": True},
    ],
    ids=str,
)
def test_whoever_cannot_show_it_is_a_new_machine(room: ControlRoom, wrong: dict[str, Any]) -> None:
    store, before = a_desk(room)
    if wrong == {"store_seq": 1}:  # restored from a copy: the hub has more than the machine
        room.send(store, store.write(hand_over(new_contact())))
    if wrong == {"desk_id": "another"}:
        wrong = {"desk_id": room.desk().desk_id}
    if wrong.get("revoked"):
        with room.hub.writing() as tx:
            devices.revoke(tx, store.desk_id, room.clock(tx))
    said = {k: v for k, v in wrong.items() if k in before}
    reply = enrol(room, before | said, wrong.get("kind", "desk"))
    assert reply["desk_id"] not in (store.desk_id, said.get("desk_id"))
    if not wrong.get("revoked"):
        assert room.get("/v1/changes", store.authorization).status_code == 200
