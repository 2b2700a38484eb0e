"""What desks keep copies of: policies."""

from __future__ import annotations

from dataclasses import replace

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
from workstation.content.policies import load_policy, pack, policy_folder, unpack
from workstation.domain.events import PolicyRef
from workstation.hub import policies


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
