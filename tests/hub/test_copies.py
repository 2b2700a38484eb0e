"""What desks keep copies of: people on record and policies."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.hub.control_room import (
    PARTNER,
    POLICY,
    ROOM,
    TEAMS,
    ControlRoom,
    hand_over,
    made_up_policy,
    new_contact,
)
from tests.hub.made_up import made_up_callers
from workstation.content.policies import load_policy, pack, policy_folder, unpack
from workstation.domain.callers.caller import Caller, PastContact
from workstation.domain.events import PolicyRef
from workstation.hub import policies
from workstation.hub.callers.record import put_callers

TODAY = datetime(2026, 3, 1, tzinfo=UTC)


def all_callers(room: ControlRoom, desk: str, limit: int = 1000) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {"up_to": 0, "more": True}
    while page["more"]:
        page = room.get("/v1/callers", desk, after=page["up_to"], limit=limit).json()
        found += page["callers"]
    return found


def test_pages_hold_everybody_once_in_the_order_of_their_changes(room: ControlRoom) -> None:
    people = list(made_up_callers(450, 1, TODAY))
    assert put_callers(room.hub.database, people) == 450
    found = all_callers(room, room.desk().authorization, limit=100)
    numbers = [caller.pop("no") for caller in found]
    assert numbers == list(range(1, 451))
    assert [(one["name"], one["phones"], one["address"]) for one in found] == [
        (person.name, list(person.phones), person.address) for person in people
    ]


def test_a_change_comes_again_under_a_new_number(room: ControlRoom) -> None:
    first, second = made_up_callers(2, 1, TODAY)
    put_callers(room.hub.database, [first, second])
    desk = room.desk().authorization
    before = room.get("/v1/callers", desk).json()
    changed = Caller(
        first.caller_id, "New Name", None, "", True, (), ("x",), (), (PastContact("", "", "", ""),)
    )
    put_callers(room.hub.database, [changed])
    page = room.get("/v1/callers", desk, after=before["up_to"]).json()
    (again,) = page["callers"]
    assert (again["name"], again["no"], page["up_to"]) == ("New Name", 3, 3)
    assert len(all_callers(room, desk)) == 2


def test_a_reader_of_callers_misses_nobody(room: ControlRoom) -> None:
    writers = [
        threading.Thread(
            target=put_callers, args=(room.hub.database, list(made_up_callers(60, seed, TODAY)))
        )
        for seed in range(5)
    ]
    desk = room.desk().authorization
    for writer in writers:
        writer.start()
    found: set[str] = set()
    up_to = 0
    while True:
        over = not any(writer.is_alive() for writer in writers)
        page = room.get("/v1/callers", desk, after=up_to, limit=7).json()
        found |= {caller["caller_id"] for caller in page["callers"]}
        up_to = page["up_to"]
        if over and not page["more"]:
            break
    for writer in writers:
        writer.join()
    assert len(found) == 300


def test_only_desks_get_people_on_record(room: ControlRoom) -> None:
    _, machine = room.enrol("receiver")
    assert room.get("/v1/callers", machine).status_code == 403
    assert room.get("/v1/callers", room.person("receiver", teams=(ROOM,))).status_code == 401


def test_older_policies_stay_when_a_newer_one_comes(room: ControlRoom) -> None:
    desk = room.desk().authorization
    newer = PolicyRef("made-up", "2", "e" * 64)
    assert room.get("/v1/policies/current", desk).json()["hash"] == POLICY.hash
    policies.install(room.hub.database, made_up_policy(newer), b"package two")
    assert room.get("/v1/policies/current", desk).json() == {
        "id": "made-up",
        "version": "2",
        "hash": newer.hash,
    }
    for policy_hash, package in ((POLICY.hash, b"package one"), (newer.hash, b"package two")):
        answer = room.get(f"/v1/policies/{policy_hash}", desk)
        assert answer.content == package
        assert answer.headers["content-type"] == "application/octet-stream"
    person = room.person("receiver", teams=(ROOM,))
    assert room.get("/v1/policies/current", person).status_code == 200
    assert room.get("/v1/policies/unknown", desk).status_code == 404


def test_a_whole_policy_goes_through_the_hub_unchanged(room: ControlRoom) -> None:
    folder = policy_folder("police-scotland")
    policy = load_policy(folder)
    policies.install(room.hub.database, policy, pack(folder))
    desk = room.desk().authorization
    current = room.get("/v1/policies/current", desk).json()
    package = room.get(f"/v1/policies/{current['hash']}", desk).content
    assert unpack(package) == policy


def test_a_team_that_a_newer_policy_drops_receives_nothing_more(room: ControlRoom) -> None:
    store = room.desk()
    asked = hand_over(new_contact(), team=PARTNER)
    room.send(store, store.write(asked))
    smaller = replace(made_up_policy(PolicyRef("made-up", "2", "e" * 64)), teams=TEAMS[:2])
    policies.install(room.hub.database, smaller, b"package two")
    who = room.person("receiver", teams=(PARTNER,))
    assert room.step(who, asked.incident_id, "reroute", team=ROOM, cause="we are gone")["done"]
    other = room.person("receiver", teams=(ROOM,))
    back = room.step(other, asked.incident_id, "reroute", team=PARTNER, cause="theirs")
    assert not back["done"]
