"""The watchdog at the hub: its clocks are rows, its tasks stand in queues, its news alarms."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.hub.control_room import (
    GRADES,
    PARTNER,
    RESOLUTION,
    ROOM,
    ControlRoom,
    DeskStore,
    hand_over,
    new_contact,
    raised,
)
from workstation.content.policies import load_policy, pack, policy_folder
from workstation.domain import desk_stream as desk
from workstation.domain.contact import facts
from workstation.domain.incident import link_events as links
from workstation.domain.incident import tasks
from workstation.domain.location import LocationFixed
from workstation.hub import policies
from workstation.hub.timers import ring_due

FOLDER = policy_folder("police-scotland")
SCOTLAND = load_policy(FOLDER)
LETTERS = [{"letter": x.key, "name": x.name, "text": "as before"} for x in SCOTLAND.letters]


@pytest.fixture
def store(room: ControlRoom) -> DeskStore:
    """A desk under a real policy that the hub holds."""
    policies.install(room.hub.database, SCOTLAND, pack(FOLDER))
    made = room.desk()
    made.policy = SCOTLAND.ref
    return made


def handed(room: ControlRoom, store: DeskStore, **more: Any) -> desk.HandOverRequested:
    asked = hand_over(more.pop("contact_id", new_contact()), **more)
    assert room.send(store, store.write(asked))[0]["status"] == "stored"
    return asked


def kinds(row: dict[str, Any]) -> list[str]:
    return [task["kind"] for task in row["tasks"]]


def test_the_review_of_a_prompt_is_due_after_45_minutes_whatever_restarts(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store)
    who = room.person("receiver", teams=(ROOM,))
    room.step(who, asked.incident_id, "accept")
    room.clock.ahead_s = 2699
    assert ring_due(room.hub) == 0
    room.clock.ahead_s = 2701
    assert ring_due(room.hub) == 1
    assert ring_due(room.hub) == 0
    (task,) = room.queue(who)[0]["tasks"]
    assert (task["kind"], task["owner"], task["overdue"]) == ("review", "supervisor", True)
    supervisor = room.person("supervisor")
    assert not room.step(supervisor, asked.incident_id, "review")["done"]
    assert room.step(supervisor, asked.incident_id, "review", cause="unit at three")["done"]
    (task,) = room.queue(who)[0]["tasks"]
    assert not task["overdue"]
    room.clock.ahead_s = 2701 + 2701
    assert ring_due(room.hub) == 1


def test_attending_stops_the_clock(room: ControlRoom, store: DeskStore) -> None:
    asked = handed(room, store)
    who = room.person("receiver", teams=(ROOM,))
    assert not room.step(who, asked.incident_id, "attend", cause="KL12")["done"], "accept first"
    room.step(who, asked.incident_id, "accept")
    assert room.step(who, asked.incident_id, "attend", cause="KL12")["done"]
    room.clock.ahead_s = 9000
    assert ring_due(room.hub) == 0
    assert room.queue(who)[0]["attended_at"]


def test_a_receiver_raises_on_one_key_and_the_reason_follows_on_a_clock(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store)
    who = room.person("receiver", teams=(ROOM,))
    room.step(who, asked.incident_id, "accept")
    reply = room.step(who, asked.incident_id, "raise", grade="immediate")
    assert reply["done"] and reply["item"]["top"]
    assert "reason" in kinds(reply["item"])
    held = room.step(who, asked.incident_id, "close", cause="over")
    assert "raised to Immediate" in held["cause"]
    room.clock.ahead_s = 601
    assert ring_due(room.hub) == 1
    said = room.step(who, asked.incident_id, "reassess", cause="a knife", letters=LETTERS)
    assert said["done"] and "reason" not in kinds(said["item"])


def test_lowering_waits_for_a_signed_in_supervisor_who_did_not_ask(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store)
    both = room.person("receiver", "supervisor", teams=(ROOM,))
    wish = {"grade": "standard", "cause": "he has left", "letters": LETTERS}
    room.step(both, asked.incident_id, "accept")
    assert room.step(both, asked.incident_id, "ask_lower", **wish)["done"]
    row = room.queue(both)[0]
    assert (row["grade"], row["lowering_to"]) == ("prompt", "Standard")
    assert not room.step(both, asked.incident_id, "lower", cause="yes")["done"]
    supervisor = room.person("supervisor")
    assert room.step(supervisor, asked.incident_id, "lower", cause="agreed")["done"]
    row = room.queue(both)[0]
    assert (row["grade"], row["lowering_to"]) == ("standard", "")


def test_a_desk_that_asks_without_a_supervisor_waits_for_one(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store)
    wish = desk.LowerGradeRequested(
        asked.incident_id, "standard", "Standard", "he has left", "", approved_by=None
    )
    assert room.send(store, store.write(wish))[0]["status"] == "stored"
    supervisor = room.person("supervisor")
    assert room.step(supervisor, asked.incident_id, "keep_grade", cause="he returns")["done"]
    assert room.queue(supervisor)[0]["grade"] == "prompt"


def test_a_team_that_passed_it_on_in_haste_still_owes_the_reason(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store)
    who = room.person("receiver", teams=(ROOM,))
    other = room.person("receiver", teams=(PARTNER,))
    assert room.step(who, asked.incident_id, "reroute", team=PARTNER)["done"]
    (row,) = room.queue(who)
    assert (row["team"], kinds(row)) == (PARTNER, ["review", "reason"])
    assert [r["incident_id"] for r in room.queue(other, PARTNER)] == [asked.incident_id]
    assert room.incident(who, asked.incident_id), "the record stays readable for who owes"
    step = {"cause": "a nurse is nearer", "letters": LETTERS}
    assert room.step(who, asked.incident_id, "reassess", **step)["done"]
    assert room.queue(who) == []
    url = f"/v1/incidents/{asked.incident_id}/steps"
    again = {"op_id": str(uuid.uuid4()), "step": "reassess", **step}
    assert room.post(url, who, again).status_code == 403


def test_what_a_desk_raises_to_the_top_leaves_a_team_that_sends_nobody(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store, team=RESOLUTION, grade=GRADES[2])
    had = room.person("receiver", teams=(RESOLUTION,))
    sends = room.person("receiver", teams=(ROOM,))
    assert room.step(had, asked.incident_id, "accept")["done"]
    assert room.send(store, store.write(raised(asked.incident_id)))[0]["status"] == "stored"
    (row,) = room.queue(sends)
    assert (row["grade"], row["standing"], row["overdue"]) == ("immediate", "delivered", False)
    (kept,) = room.queue(had, RESOLUTION)
    assert "handed_on" in kinds(kept), "it alarms where it was"
    assert room.incident(had, asked.incident_id), "and can be read there"
    room.clock.ahead_s = 61
    assert ring_due(room.hub) == 2, "nobody accepted in time, and the team that had it hears so"
    assert room.step(sends, asked.incident_id, "accept")["done"]
    assert room.queue(had, RESOLUTION) == []


def test_what_a_desk_raises_after_it_was_closed_waits_again_with_its_card(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store, grade=GRADES[2])
    who = room.person("receiver", teams=(ROOM,))
    for step in ("accept", "close"):
        assert room.step(who, asked.incident_id, step, cause="all quiet")["done"]
    assert room.queue(who) == [] and cards(room, store) == []
    assert room.send(store, store.write(raised(asked.incident_id)))[0]["status"] == "stored"
    (row,) = room.queue(who)
    assert (row["standing"], row["grade"]) == ("delivered", "immediate")
    assert cards(room, store) == [asked.reference]
    room.clock.ahead_s = 61
    assert ring_due(room.hub) == 1 and room.queue(who)[0]["overdue"]


def cards(room: ControlRoom, store: DeskStore) -> list[str]:
    """The open incidents that every desk is shown."""
    page = room.get("/v1/open-incidents", store.authorization).json()
    return [card["reference"] for card in page["cards"]]


def test_a_fact_is_asked_and_the_desk_answers(room: ControlRoom, store: DeskStore) -> None:
    asked = handed(room, store)
    who = room.person("receiver", teams=(ROOM,))
    assert room.step(who, asked.incident_id, "ask_fact", cause="Which floor?")["done"]
    heard = [c["event"]["type"] for c in room.changes(store.authorization)["changes"]]
    assert "TaskSet" in heard, "the desk hears the question"
    (task,) = [t for t in room.queue(who)[0]["tasks"] if t["kind"] == "fact"]
    answer = desk.TaskAnswered(asked.incident_id, task["task_id"], "the third", "F. Grant")
    assert room.send(store, store.write(answer))[0]["status"] == "stored"
    assert "fact" not in kinds(room.queue(who)[0])
    done = [b for b in room.incident(who, asked.incident_id) if isinstance(b, tasks.TaskDone)]
    assert [d.text for d in done] == ["the third"]


def place(words: str) -> LocationFixed:
    return LocationFixed(str(uuid.uuid4()), "incident", "caller", words)


def test_what_the_tenth_call_brings_alarms_until_it_is_seen(
    room: ControlRoom, store: DeskStore
) -> None:
    first, later = new_contact(), new_contact()
    room.send(store, store.write(place("12 Fir Road"), first))
    asked = handed(room, store, contact_id=first)
    who = room.person("receiver", teams=(ROOM,))
    room.send(
        store,
        store.write(place("12, Fir road"), later),
        store.write(facts.VehicleRecorded("v", "SN12 ABC", "red van"), later),
        store.write(facts.IncidentAttached(asked.incident_id), later),
    )
    assert room.queue(who)[0]["unseen"] == ["a new vehicle: SN12 ABC, red van"]
    room.send(
        store,
        store.write(facts.MarkerSet("weapon", "set", "he has a machete"), later),
        store.write(facts.VehicleRecorded("v", "sn12abc", "red van"), later),
        store.write(place("the school"), later),
    )
    news = room.queue(who)[0]["unseen"]
    assert sorted(news)[:2] == ["a new place: the school", "a new vehicle: SN12 ABC, red van"]
    assert "a weapon: he has a machete" in news and len(news) == 3
    told = room.incident(who, asked.incident_id)
    assert room.step(who, asked.incident_id, "see_news", upto_seq=len(told))["done"]
    assert room.queue(who)[0]["unseen"] == []


def test_what_the_first_caller_adds_after_the_hand_over_is_new_until_it_is_seen(
    room: ControlRoom, store: DeskStore
) -> None:
    contact = new_contact()
    early = store.write(facts.NarrativeAdded("l1", "man at the door"), contact)
    asked = hand_over(contact)
    room.send(store, store.write(asked))
    room.send(store, early)
    who = room.person("receiver", teams=(ROOM,))
    assert room.queue(who)[0]["added"] == 0, "written before, though it came later"
    room.send(
        store,
        store.write(facts.NarrativeAdded("l2", "he is round the back", verbatim=True), contact),
        store.write(facts.QuestionEnded("T.now", "answered", "yes", "", "Is it now?"), contact),
        store.write(facts.NarrativeAdded("l3", "he is round the back", verbatim=True), contact),
    )
    row = room.queue(who)[0]
    assert (row["added"], row["added_last"], row["unseen"]) == (3, "“he is round the back”", [])
    room.send(
        store,
        store.write(facts.MarkerSet("weapon", "set", "he has a knife"), contact),
        store.write(facts.OfficerSafetyNoted("known", "a dog in the hall"), contact),
        store.write(place("the back lane"), contact),
        store.write(desk.Corrected(asked.incident_id, "number 14")),
        store.write(desk.StandDownRequested(asked.incident_id, "he has gone")),
    )
    row = room.queue(who)[0]
    assert sorted(row["unseen"]) == [
        "a new place: the back lane",
        "a weapon: he has a knife",
        "officer safety: a dog in the hall",
        "the desk says that police are not needed: he has gone",
    ]
    assert (row["added"], row["added_last"]) == (4, "number 14")
    seen = len(room.incident(who, asked.incident_id))
    room.step(who, asked.incident_id, "see_news", upto_seq=seen)
    row = room.queue(who)[0]
    assert (row["added"], row["unseen"]) == (0, [])
    with room.hub.reading() as tx:
        store.at_utc, store.hub_offset_ms = room.hub.clock(tx), 0
    room.send(store, store.write(raised(asked.incident_id)))
    assert room.queue(who)[0]["unseen"] == ["the desk raised it: Prompt → Immediate shots heard"]


def test_many_lines_that_nobody_looks_at_are_counted_to_twenty_and_what_is_loud_still_comes(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store)
    who = room.person("receiver", teams=(ROOM,))
    lines = [facts.NarrativeAdded(f"l{n}", f"line {n}") for n in range(30)]
    for part in (lines[:15], lines[15:]):
        room.send(store, *(store.write(line, asked.contact_id) for line in part))
    row = room.queue(who)[0]
    assert (row["added"], row["added_last"]) == (20, "line 19")
    room.send(store, store.write(facts.OfficerSafetyNoted("known", "a dog"), asked.contact_id))
    assert room.queue(who)[0]["unseen"] == ["officer safety: a dog"]
    room.step(who, asked.incident_id, "see_news", upto_seq=99)
    room.send(store, store.write(facts.NarrativeAdded("l", "now he is out"), asked.contact_id))
    row = room.queue(who)[0]
    assert (row["added"], row["added_last"], row["unseen"]) == (1, "now he is out", [])


def test_two_incidents_are_linked_in_both_and_parted_again(
    room: ControlRoom, store: DeskStore
) -> None:
    one, two = handed(room, store), handed(room, store, reference="D11-0002-B")
    who = room.person("receiver", teams=(ROOM,))
    step = {"other": two.incident_id, "cause": "same van"}
    assert room.step(who, one.incident_id, "link", **step)["done"]
    for mine, other in ((one, two), (two, one)):
        (said,) = [
            b for b in room.incident(who, mine.incident_id) if isinstance(b, links.IncidentsLinked)
        ]
        assert (said.other_id, said.other_reference) == (other.incident_id, other.reference)
    assert room.step(who, two.incident_id, "part", other=one.incident_id, cause="no")["done"]
    assert isinstance(room.incident(who, one.incident_id)[-1], links.IncidentsParted)
    nowhere = {"op_id": str(uuid.uuid4()), "step": "link", "other": "incident:none"}
    assert room.post(f"/v1/incidents/{one.incident_id}/steps", who, nowhere).status_code == 404


def test_what_may_be_the_same_is_proposed_and_stays_away_once_somebody_said_no(
    room: ControlRoom, store: DeskStore
) -> None:
    one, two = handed(room, store), handed(room, store, reference="D11-0002-B")
    for asked in (one, two):
        room.send(store, store.write(place("12 Fir Road"), asked.contact_id))
    who = room.person("receiver", teams=(ROOM,))

    def proposed() -> list[str]:
        reply = room.get(f"/v1/incidents/{one.incident_id}/alike", who).json()
        return [found["reference"] for found in reply["alike"] if found["why"]]

    assert proposed() == ["D11-0002-B"]
    room.step(who, one.incident_id, "part", other=two.incident_id, cause="another Fir Road")
    assert proposed() == []
    stranger = room.person("receiver", teams=(PARTNER,))
    assert room.get(f"/v1/incidents/{one.incident_id}/alike", stranger).status_code == 403


def test_promises_made_after_the_hand_over_are_kept_by_the_team(
    room: ControlRoom, store: DeskStore
) -> None:
    asked = handed(room, store, grade=GRADES[2])
    promise = facts.PromiseMade("p1", "a colleague rings you", None, 3600)
    room.send(store, store.write(promise, asked.contact_id))
    who = room.person("receiver", teams=(ROOM,))
    assert "promise" in kinds(room.queue(who)[0])
    room.clock.ahead_s = 3601
    ring_due(room.hub)
    (task,) = [t for t in room.queue(who)[0]["tasks"] if t["kind"] == "promise"]
    assert task["overdue"]


def test_a_message_that_nobody_takes_goes_to_its_fallback_team(
    room: ControlRoom, store: DeskStore
) -> None:
    more: dict[str, Any] = {"kind": "message", "fallback_team": ROOM, "reply_within_s": 7_200}
    asked = handed(room, store, team=PARTNER, grade=GRADES[2], **more)
    room.clock.ahead_s = 1801
    assert ring_due(room.hub) == 1
    who = room.person("receiver", teams=(ROOM,))
    (row,) = room.queue(who)
    assert (row["incident_id"], row["kind"]) == (asked.incident_id, "message")
    room.clock.ahead_s = 7_201
    ring_due(room.hub)
    assert room.queue(who)[0]["tasks"][0]["overdue"]


def test_a_major_incident_is_a_supervisors_word(room: ControlRoom, store: DeskStore) -> None:
    asked = handed(room, store)
    supervisor = room.person("supervisor")
    words = {"cause": "Fire at the mill: attach callers, do not open new ones."}
    assert room.step(supervisor, asked.incident_id, "declare_major", **words)["done"]
    assert room.queue(supervisor)[0]["major"] == words["cause"]
    assert room.step(supervisor, asked.incident_id, "end_major", cause="out")["done"]
    assert room.queue(supervisor)[0]["major"] == ""
