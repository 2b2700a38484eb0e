"""What desks send: each event by itself, kept whatever is wrong with it, safe to send again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.hub.control_room import (
    PARTNER,
    ROOM,
    ControlRoom,
    DeskStore,
    batch,
    hand_over,
    new_contact,
    raised,
)
from workstation.domain import desk_stream as desk
from workstation.domain.contact import facts
from workstation.domain.events import Event, Position, chain_hash, digest, first_break
from workstation.hub import intake, taking_over
from workstation.hub.store import events as kept
from workstation.protocol.messages import WireEvent


def aside(room: ControlRoom) -> list[kept.SetAside]:
    with room.hub.reading() as tx:
        return list(kept.everything_set_aside(tx))


def line(text: str = "he has a bat") -> facts.NarrativeAdded:
    return facts.NarrativeAdded("line", text)


def test_the_same_events_again_are_stored_once_and_answered_alike(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    written = [store.write(line(), contact), store.write(hand_over(contact))]
    first = room.send(store, *written)
    again = room.send(store, *written)
    assert [r["status"] for r in again] == ["stored_before", "stored_before"]
    assert [r["hub_no"] for r in again] == [r["hub_no"] for r in first]
    record = room.get(f"/v1/contacts/{contact}", store.authorization).json()
    assert [e["event_id"] for e in record["events"]] == [written[0].event_id]


def test_a_slow_hub_answers_in_time_and_asks_for_the_rest_later(
    room: ControlRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is given: each round takes one run at least, and none is taken twice."""
    monkeypatch.setattr(intake, "ANSWER_S", 0.0)
    monkeypatch.setattr(intake, "TOGETHER", 1)
    store = room.desk()
    contact = new_contact()
    left = [store.write(line(str(n)), contact) for n in range(3)]
    for count in (3, 2, 1):
        replies = room.send(store, *left)
        assert [r["status"] for r in replies] == ["stored", *["later"] * (count - 1)]
        assert {r["cause"] for r in replies[1:]} <= {"The hub is busy."}
        left = left[1:]
    assert [r["status"] for r in room.send(store, store.write(line(), contact))] == ["stored"]


def test_a_fact_that_trips_the_hub_takes_no_other_with_it(
    room: ControlRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts become durable together; where one cannot, each is judged by itself."""
    store, contact = room.desk(), new_contact()
    written = [store.write(line(str(n)), contact) for n in range(3)]
    follow = taking_over.follow

    def trips(tx: Any, machine: Any, event: Event, *rest: Any) -> frozenset[str]:
        if event.event_id == written[1].event_id:
            raise RuntimeError("made up")
        return follow(tx, machine, event, *rest)

    monkeypatch.setattr(taking_over, "follow", trips)
    assert [r["status"] for r in room.send(store, *written)] == ["stored", "later", "stored"]
    monkeypatch.undo()
    again = [r["status"] for r in room.send(store, *written)]
    assert again == ["stored_before", "stored", "stored_before"]


def test_a_refused_request_is_refused_again_with_the_same_words(room: ControlRoom) -> None:
    store = room.desk()
    request = store.write(desk.ReRouteRequested("incident:nobody-knows", ROOM, "", "wrong team"))
    (first,) = room.send(store, request)
    (again,) = room.send(store, request)
    assert (first["status"], first["cause"]) == (again["status"], again["cause"])
    assert first["status"] == "refused"
    assert "no such incident" in first["cause"]


def test_what_cannot_be_read_is_set_aside_and_stops_nothing(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    good = [store.write(line(str(n)), contact) for n in range(2)]
    body = batch(store, *good)
    broken = {"event_id": "broken", "realm": "demo", "v": -1, "payload": {"nested": [1, None]}}
    body["events"].insert(1, broken)
    for _ in range(2):
        replies = room.post("/v1/events", store.authorization, body).json()["replies"]
    assert [r["status"] for r in replies] == ["stored_before", "unreadable", "stored_before"]
    (put,) = aside(room)
    assert json.loads(put.raw) == broken
    assert (put.device_id, put.event_id) == (store.desk_id, "broken")


def test_altered_events_are_set_aside(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    event = store.write(line(), contact)
    other_words = replace(event, payload=b'{"line_id":"line","text":"all is well"}')
    other_actor = replace(event, actor="somebody else")
    for altered in (other_words, other_actor):
        (reply,) = room.send(store, altered)
        assert reply["status"] == "unreadable"
        assert "altered" in reply["cause"]
    assert len(aside(room)) == 2
    assert room.send(store, event)[0]["status"] == "stored"


def test_a_payload_that_does_not_fit_its_type_is_set_aside(room: ControlRoom) -> None:
    store = room.desk()
    event = store.write(line(), new_contact())
    payload = b'{"text":7}'
    wrong = replace(
        event, payload=payload, payload_digest=digest(event.payload_salt or b"", payload)
    )
    wrong = replace(wrong, hash=chain_hash(wrong))
    assert room.send(store, wrong)[0]["status"] == "unreadable"


def test_events_of_another_realm_refuse_the_whole_batch(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    ours = store.write(line(), contact)
    stranger = store.fork()
    stranger.realm = "live"
    theirs = stranger.write(line(), new_contact())
    reply = room.post("/v1/events", store.authorization, batch(store, ours, theirs))
    assert reply.status_code == 403
    assert reply.json()["word"] == "wrong_realm"
    unmarked = batch(store, ours)
    del unmarked["events"][0]["realm"]
    assert room.post("/v1/events", store.authorization, unmarked).status_code == 403
    assert room.get(f"/v1/contacts/{contact}", store.authorization).status_code == 404
    assert not aside(room)


def test_a_store_belongs_to_the_machine_that_wrote_it_first(room: ControlRoom) -> None:
    store = room.desk()
    assert room.send(store, store.write(line(), new_contact()))[0]["status"] == "stored"
    thief = replace(store, authorization=room.desk().authorization)
    (reply,) = room.send(thief, store.write(line(), new_contact()))
    assert reply["status"] == "refused"
    assert "another machine" in reply["cause"]
    assert len(aside(room)) == 1


def test_two_hosts_cannot_write_one_stream(room: ControlRoom) -> None:
    mine, theirs = room.desk(), room.desk()
    contact = new_contact()
    assert room.send(mine, mine.write(line(), contact))[0]["status"] == "stored"
    (reply,) = room.send(theirs, theirs.write(line(), contact))
    assert reply["status"] == "unreadable"
    assert "Two hosts" in reply["cause"]


def test_a_store_written_twice_stops_from_there_on(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    first = store.write(line(), contact)
    twin = store.fork()
    mine = [store.write(line("mine"), contact), store.write(line("mine too"), contact)]
    theirs = [twin.write(line("theirs"), contact), twin.write(line("theirs too"), contact)]
    assert {r["status"] for r in room.send(store, first, *mine)} == {"stored"}
    assert [r["status"] for r in room.send(twin, *theirs)] == ["forked", "forked"]
    assert room.send(store, store.write(line("later"), contact))[0]["status"] == "forked"
    assert [r["status"] for r in room.send(store, first, *mine)] == ["stored_before"] * 3


def test_a_fork_shows_when_the_next_number_follows_another_chain(room: ControlRoom) -> None:
    store = room.desk()
    twin = store.fork()
    contact = new_contact()
    assert room.send(store, store.write(line(), contact))[0]["status"] == "stored"
    twin.write(line("never sent"), contact)
    assert room.send(twin, twin.write(line(), contact))[0]["status"] == "forked"


def test_urgent_events_may_come_before_earlier_ones(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    early = [store.write(line(str(n)), contact) for n in range(3)]
    urgent = store.write(hand_over(contact))
    assert room.send(store, urgent)[0]["status"] == "stored"
    assert {r["status"] for r in room.send(store, *early)} == {"stored"}
    with room.hub.reading() as tx:
        whole = kept.of_store(tx, store.position.store_id)
    assert first_break(whole, Position(store.position.store_id)) is None


def test_only_the_hub_writes_incidents(room: ControlRoom) -> None:
    store = room.desk()
    (reply,) = room.send(store, store.write(line(), "incident:mine"))
    assert reply["status"] == "unreadable"
    assert "Only the hub" in reply["cause"]


def test_types_this_release_does_not_know_are_kept_and_passed_on(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    known = store.write(line(), contact)
    newer = replace(known, type="SomethingNewer", v=3)
    newer = replace(newer, hash=chain_hash(newer))
    store.position = replace(store.position, last_hash=newer.hash)
    assert room.send(store, newer)[0]["status"] == "stored"
    record = room.get(f"/v1/contacts/{contact}", store.authorization).json()
    assert WireEvent(**record["events"][0]).event() == newer


def test_a_request_of_a_newer_release_waits_at_the_desk(room: ControlRoom) -> None:
    store = room.desk()
    request = store.write(hand_over(new_contact()))
    newer = replace(request, v=9)
    newer = replace(newer, hash=chain_hash(newer))
    assert room.send(store, newer)[0]["status"] == "later"
    assert room.send(store, newer)[0]["status"] == "later"


def test_a_request_that_overtakes_its_hand_over_is_decided_with_it(room: ControlRoom) -> None:
    store = room.desk()
    asked = hand_over(new_contact())
    request = store.write(asked)
    moved = store.write(desk.ReRouteRequested(asked.incident_id, PARTNER, "", "theirs"))
    nowhere = store.write(desk.ReRouteRequested(asked.incident_id, "nobody", "", "wrong"))
    assert [r["status"] for r in room.send(store, moved, nowhere)] == ["stored", "stored"]
    assert room.send(store, request)[0]["status"] == "stored"
    bodies = room.incident(store.authorization, asked.incident_id)
    assert [type(b).__name__ for b in bodies] == ["IncidentOpened", "ReRouted", "RequestRefused"]
    assert (bodies[1].request_id, bodies[2].request_id) == (moved.event_id, nowhere.event_id)
    who = room.person("receiver", teams=(PARTNER,))
    assert [i["incident_id"] for i in room.queue(who, PARTNER)] == [asked.incident_id]
    assert room.send(store, moved)[0]["status"] == "stored_before"


def test_a_re_route_of_a_hand_over_that_was_set_aside_is_answered(room: ControlRoom) -> None:
    store = room.desk()
    asked = hand_over(new_contact())
    request = store.write(asked)
    unread = replace(request, payload=(request.payload or b"").replace(b"Fir", b"Oak"))
    assert room.send(store, unread)[0]["status"] == "unreadable"
    for again in range(2):
        moved = store.write(desk.ReRouteRequested(asked.incident_id, PARTNER, "", "refused"))
        (reply,) = room.send(store, moved)
        assert (again, reply["status"]) == (again, "refused")
        assert "set it aside" in reply["cause"]
        assert room.send(store, moved) == [reply]


def test_a_re_route_of_a_hand_over_that_the_desk_kept_back_does_not_wait_at_the_desk(
    room: ControlRoom,
) -> None:
    """No message could carry the hand-over: the desk set it aside and the hub never sees it."""
    store = room.desk()
    asked = hand_over(new_contact())
    store.write(asked)
    moved = store.write(desk.ReRouteRequested(asked.incident_id, PARTNER, "", "refused"))
    assert room.send(store, moved)[0]["status"] == "stored"
    mended = store.write(asked)
    assert room.send(store, mended)[0]["status"] == "stored"
    who = room.person("receiver", teams=(PARTNER,))
    assert [i["incident_id"] for i in room.queue(who, PARTNER)] == [asked.incident_id]


def test_a_request_that_was_refused_stays_so_when_its_incident_is_opened(
    room: ControlRoom,
) -> None:
    first, second = room.desk(), room.desk()
    asked = hand_over(new_contact())
    moved = second.write(desk.ReRouteRequested(asked.incident_id, PARTNER, "", "theirs"))
    assert room.send(second, moved)[0]["status"] == "refused"
    assert room.send(first, first.write(asked))[0]["status"] == "stored"
    bodies = room.incident(first.authorization, asked.incident_id)
    assert [type(b).__name__ for b in bodies] == ["IncidentOpened"]


def test_values_that_no_database_holds_are_set_aside(room: ControlRoom) -> None:
    store = room.desk()
    store.actor = "f\0grant"
    contact = new_contact()
    nul = store.write(line(), contact)
    store.actor = "f.grant"
    assert room.send(store, nul)[0]["status"] == "unreadable"
    asked = hand_over(contact, team="room\0")
    assert room.send(store, store.write(asked))[0]["status"] == "unreadable"
    huge = store.write(raised("incident:x"))
    body = batch(store, huge)
    body["events"][0]["mono_ns"] = 10**40
    reply = room.post("/v1/events", store.authorization, body).json()["replies"][0]
    assert reply["status"] == "unreadable"
    surrogate = batch(store, huge)
    surrogate["events"][0]["actor"] = "\ud800"
    raw = json.dumps(surrogate).encode()
    headers = {
        "X-Workstation-Protocol": "1",
        "Authorization": store.authorization,
        "Content-Type": "application/json",
    }
    answer = room.client.post("/v1/events", content=raw, headers=headers)
    assert answer.json()["replies"][0]["status"] == "unreadable"


def test_grades_beyond_all_numbers_are_still_delivered(room: ControlRoom) -> None:
    """A hand-over is never lost to a number: whatever the desk says, it is in the queue."""
    store = room.desk()
    asked = hand_over(new_contact(), accept_within_s=10**18, grade_rank=2**80)
    assert room.send(store, store.write(asked))[0]["status"] == "stored"
    who = room.person("receiver", teams=(ROOM,))
    assert [i["incident_id"] for i in room.queue(who)] == [asked.incident_id]


def test_a_machine_that_is_no_desk_writes_nothing(room: ControlRoom) -> None:
    machine_id, authorization = room.enrol("receiver")
    store = DeskStore(authorization, machine_id)
    written = batch(store, store.write(line(), new_contact()))
    assert room.post("/v1/events", authorization, written).status_code == 403
