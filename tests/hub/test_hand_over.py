"""From a request to a person's acceptance: the hub stores, tells and never accepts by itself."""

from __future__ import annotations

from tests.hub.control_room import (
    ROOM,
    ControlRoom,
    hand_over,
    new_contact,
)
from workstation.domain.contact import facts
from workstation.domain.incident import events as said


def test_a_receiver_accepts_and_the_desk_hears_by_whom(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    line = store.write(facts.NarrativeAdded("l1", "male at door with bat"), contact)
    asked = hand_over(contact)
    request = store.write(asked)
    replies = room.send(store, line, request)
    assert [r["status"] for r in replies] == ["stored", "stored"]
    who = room.person("receiver", teams=(ROOM,))
    (item,) = room.queue(who)
    assert (item["standing"], item["reference"]) == ("delivered", "D11-0001-A")
    assert room.step(who, asked.incident_id, "accept")["done"]
    heard = [c["event"]["type"] for c in room.changes(store.authorization)["changes"]]
    assert heard == ["IncidentOpened", "Accepted"]
    record = room.get(f"/v1/incidents/{asked.incident_id}", who).json()
    assert [e["type"] for e in record["contacts"][contact]] == ["NarrativeAdded"]
    assert [e["event_id"] for e in record["requests"]] == [request.event_id]
    opened = room.incident(who, asked.incident_id)[0]
    assert isinstance(opened, said.IncidentOpened)
    assert (opened.desk_id, opened.advisor, opened.request_id, opened.open_items) == (
        store.desk_id,
        "f.grant",
        request.event_id,
        asked.open_items,
    )
