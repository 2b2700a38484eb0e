"""A hand-over that the hub could not read, said again by the desk: once, and known to be phoned."""

from __future__ import annotations

from dataclasses import replace

from tests.hub.control_room import ROOM, ControlRoom, hand_over, new_contact
from workstation.domain import desk_stream as desk
from workstation.domain.incident import events as said
from workstation.domain.mending import Again, said_again


def test_what_was_phoned_through_counts_for_the_hand_over_that_is_said_again(
    room: ControlRoom,
) -> None:
    store = room.desk()
    asked = hand_over(new_contact())
    poison = store.write(asked)
    phoned = desk.PhonedThrough(asked.incident_id, "J. Muir", poison.at_utc)
    told = store.write(phoned)
    (reply,) = room.send(store, replace(poison, payload=b"{}"))
    assert reply["status"] == "unreadable"
    assert [r["status"] for r in room.send(store, told)] == ["stored"]
    mended = said_again(asked, Again("", ROOM, "Area control room"), poison.event_id)
    again = store.write(mended, cause_id=poison.event_id)
    assert [r["status"] for r in room.send(store, again)] == ["stored"]
    who = room.person("receiver", teams=(ROOM,))
    (item,) = room.queue(who)
    assert item["reference"] == asked.reference
    opened = room.incident(who, asked.incident_id)[0]
    assert isinstance(opened, said.IncidentOpened)
    assert (opened.delayed, opened.phoned_to) == (True, "J. Muir")
    assert opened.request_id == again.event_id


def test_a_note_of_how_it_was_dealt_with_is_a_fact_that_is_stored(room: ControlRoom) -> None:
    store = room.desk()
    event = store.write(desk.ItemSettled("e1", "dealt_with", "told by telephone", "F. Grant"))
    assert [r["status"] for r in room.send(store, event)] == ["stored"]
