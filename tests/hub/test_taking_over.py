"""Another desk goes on with a call: who has it, what it gets, and who hears of it afterwards."""

from __future__ import annotations

import uuid
from typing import Any

from tests.hub.control_room import ControlRoom, DeskStore, hand_over, new_contact
from workstation.domain.contact import facts
from workstation.protocol.messages import WireEvent
from workstation.protocol.payloads import entry_of


def _line(text: str) -> facts.NarrativeAdded:
    return facts.NarrativeAdded(str(uuid.uuid4()), text)


def _answered(room: ControlRoom, desk: DeskStore) -> str:
    contact = new_contact()
    offered = facts.CallOffered("c1", "999", "+447700900123")
    answered = facts.CallAnswered("c1", "F. Grant", "Desk 14")
    told = [offered, answered, _line("There is a man at the door")]
    room.send(desk, *(desk.write(body, contact) for body in told))
    return contact


def _listed(room: ControlRoom, desk: DeskStore) -> list[dict[str, Any]]:
    return list(room.get("/v1/calls-elsewhere", desk.authorization).json()["calls"])


def _take(room: ControlRoom, desk: DeskStore, contact: str) -> dict[str, Any]:
    reply = room.post(f"/v1/contacts/{contact}/take-over", desk.authorization, None)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def _heard(room: ControlRoom, desk: DeskStore) -> list[tuple[str, Any]]:
    changes = room.changes(desk.authorization)["changes"]
    events = [WireEvent(**c["event"]).event() for c in changes if c["event"]]
    return [(event.stream_id, entry_of(event).body) for event in events]


def test_other_desks_see_a_call_until_it_ends(room: ControlRoom) -> None:
    """Its own desk does not take over from itself."""
    died, lives = room.desk(), room.desk()
    contact = _answered(room, died)
    (call,) = _listed(room, lives)
    assert call["contact_id"] == contact
    assert call["words"] == "There is a man at the door"
    assert (call["line"], call["number"]) == ("999", "+447700900123")
    assert call["advisor_name"] == "F. Grant"
    assert not _listed(room, died)
    assert not _take(room, died, contact)["done"]
    room.send(died, died.write(facts.ContactDisposed("abandoned"), contact))
    assert not _listed(room, lives)
    assert not _take(room, lives, contact)["done"]


def test_the_desk_gets_all_the_hub_holds_and_what_still_comes(room: ControlRoom) -> None:
    """Late words of the first desk are not lost, and it hears who has its call now."""
    died, lives = room.desk(), room.desk()
    contact = _answered(room, died)
    given = _take(room, lives, contact)
    bodies = [entry_of(WireEvent(**e).event()).body for e in given["events"]]
    assert given["done"]
    assert [type(body).__name__ for body in bodies] == [
        "CallOffered",
        "CallAnswered",
        "NarrativeAdded",
    ]
    late = _line("He has a bat")
    room.send(died, died.write(late, contact))
    assert (contact, late) in _heard(room, lives)
    goes_on, mine = facts.TakenOver(contact, 3, "Desk 14"), new_contact()
    room.send(lives, lives.write(goes_on, mine))
    assert (mine, goes_on) in _heard(room, died)
    assert not [c for c in _listed(room, room.desk()) if c["contact_id"] == contact]


def test_the_second_desk_learns_who_was_first(room: ControlRoom) -> None:
    """The first may ask again; one that never wrote a word of it does not hold it for ever."""
    died, first, second = room.desk(), room.desk(), room.desk()
    contact = _answered(room, died)
    assert _take(room, first, contact)["done"]
    assert _take(room, first, contact)["done"]
    refused = _take(room, second, contact)
    assert not refused["done"]
    assert "took it over at" in refused["cause"]
    assert not refused["events"]
    room.clock.ahead_s += 61
    assert _take(room, second, contact)["done"]


def test_a_call_that_was_taken_over_can_be_taken_over_again(room: ControlRoom) -> None:
    """The desk that goes on with it may die, too."""
    died, first, second = room.desk(), room.desk(), room.desk()
    contact, mine = _answered(room, died), new_contact()
    assert _take(room, first, contact)["done"]
    room.send(first, first.write(facts.TakenOver(contact, 3, "Desk 14"), mine))
    room.clock.ahead_s += 61
    assert not _take(room, second, contact)["done"]
    assert [c["contact_id"] for c in _listed(room, second)] == [mine]
    assert _take(room, second, mine)["done"]


def test_incidents_that_nobody_has_are_told_from_those_a_team_has(room: ControlRoom) -> None:
    """An outcome was chosen; whether its request ever came is the hub's word."""
    died, lives = room.desk(), room.desk()
    contact = _answered(room, died)
    sent, unsent = hand_over(contact), hand_over(contact)
    chosen = [facts.OutcomeChosen("dispatch", one.incident_id, one.team) for one in (sent, unsent)]
    room.send(died, died.write(sent), *(died.write(one, contact) for one in chosen))
    assert _take(room, lives, contact)["incidents"] == [sent.incident_id]


def test_no_other_machine_takes_calls(room: ControlRoom) -> None:
    """A receiver's machine is no desk, and what is not a call is not there."""
    desk = room.desk()
    _, receiver = room.enrol("receiver")
    contact = _answered(room, desk)
    for path in ("/v1/calls-elsewhere", f"/v1/contacts/{contact}/take-over"):
        method = room.get if path.endswith("elsewhere") else room.post
        reply = method(path, receiver) if method == room.get else room.post(path, receiver, None)
        assert reply.status_code == 403
    unknown = room.post(f"/v1/contacts/{new_contact()}/take-over", desk.authorization, None)
    assert unknown.status_code == 404
