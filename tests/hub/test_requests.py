"""What desks ask and tell about incidents, in whatever order it arrives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.hub.control_room import (
    GRADES,
    PARTNER,
    RESOLUTION,
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
from workstation.domain.incident import events as said
from workstation.hub.clock import later, seconds_between


def now(room: ControlRoom) -> str:
    with room.hub.reading() as tx:
        return room.clock(tx)


def opened(room: ControlRoom, store: DeskStore, **more: object) -> desk.HandOverRequested:
    asked = hand_over(new_contact(), **more)  # type: ignore[arg-type]
    assert room.send(store, store.write(asked))[0]["status"] == "stored"
    return asked


def types(room: ControlRoom, who: str, incident_id: str) -> list[str]:
    return [type(body).__name__ for body in room.incident(who, incident_id)]


def test_the_hub_never_accepts_by_itself(room: ControlRoom) -> None:
    store = room.desk()
    asked = opened(room, store)
    record = types(room, store.authorization, asked.incident_id)
    assert record == ["IncidentOpened"]


def test_a_second_hand_over_of_the_same_incident_is_refused_with_a_cause(
    room: ControlRoom,
) -> None:
    store = room.desk()
    asked = opened(room, store)
    (reply,) = room.send(store, store.write(asked))
    assert reply["status"] == "refused"
    assert "handed over already" in reply["cause"]
    assert types(room, store.authorization, asked.incident_id) == [
        "IncidentOpened",
        "RequestRefused",
    ]


def test_raising_is_always_applied(room: ControlRoom) -> None:
    store = room.desk()
    asked = opened(room, store)
    who = room.person("receiver", teams=(ROOM,))
    assert room.step(who, asked.incident_id, "accept")["done"]
    event = store.write(raised(asked.incident_id))
    assert room.send(store, event)[0]["status"] == "stored"
    changed = room.incident(who, asked.incident_id)[-1]
    assert isinstance(changed, said.GradeChanged)
    assert (changed.was, changed.grade, changed.top) == ("prompt", "immediate", True)
    assert changed.request_id == event.event_id
    assert room.queue(who)[0]["grade_name"] == "Immediate"


@pytest.mark.parametrize(("age_s", "late_s"), [(14 * 60, 0), (16 * 60, 16 * 60)])
def test_a_raise_older_than_a_quarter_of_an_hour_moves_it_as_delayed_with_its_age(
    room: ControlRoom, age_s: int, late_s: int
) -> None:
    store = room.desk()
    store.at_utc, store.hub_offset_ms = now(room), 0
    asked = opened(room, store)
    who = room.person("receiver", teams=(ROOM,))
    store.at_utc = later(now(room), -age_s)
    assert room.send(store, store.write(raised(asked.incident_id)))[0]["status"] == "stored"
    (item,) = room.queue(who)
    assert (item["grade"], item["delayed"]) == ("immediate", late_s > 0)
    told = room.incident(who, asked.incident_id)
    (changed,) = (one for one in told if isinstance(one, said.GradeChanged))
    assert abs(changed.late_s - late_s) < 60
    assert any("DELAYED by 16 minutes" in one for one in item["unseen"]) is (late_s > 0)
    store.at_utc = now(room)
    room.send(store, store.write(raised(asked.incident_id)))
    assert room.queue(who)[0]["delayed"] is False, "the newest raise is a fresh one"


@pytest.mark.parametrize("told", ["after the raise", "before the raise", "by another desk"])
def test_a_raise_that_was_phoned_through_before_it_came_is_delayed_whatever_its_age(
    room: ControlRoom, told: str
) -> None:
    store = room.desk()
    store.at_utc, store.hub_offset_ms = now(room), 0
    asked = opened(room, store)
    phoned = desk.PhonedThrough(asked.incident_id, "Sgt Reid", now(room))
    if told == "after the raise":
        raising = store.write(raised(asked.incident_id))
        ahead = (store, store.write(phoned))
    else:
        teller = room.desk() if told == "by another desk" else store
        ahead = (teller, teller.write(phoned))
        raising = store.write(raised(asked.incident_id))
    room.send(*ahead)
    assert room.send(store, raising)[0]["status"] == "stored"
    who = room.person("receiver", teams=(ROOM,))
    (item,) = room.queue(who)
    assert (item["grade"], item["delayed"]) == ("immediate", told == "after the raise")
    words = "DELAYED by less than a minute"
    assert any(words in one for one in item["unseen"]) is (told == "after the raise")


def test_an_older_raise_that_arrives_late_does_not_lower(room: ControlRoom) -> None:
    store = room.desk()
    asked = opened(room, store, grade=GRADES[0])
    room.send(store, store.write(raised(asked.incident_id, GRADES[1])))
    who = room.person("receiver", teams=(ROOM,))
    assert room.queue(who)[0]["grade"] == "immediate"
    assert types(room, who, asked.incident_id)[-1] == "CorrectionArrived"


def test_facts_that_come_first_are_applied_when_the_incident_is_opened(room: ControlRoom) -> None:
    store = room.desk()
    asked = hand_over(new_contact(), grade=GRADES[2])
    request = store.write(asked)
    first = [
        store.write(raised(asked.incident_id)),
        store.write(desk.Corrected(asked.incident_id, "number 14, not 12")),
        store.write(desk.PhonedThrough(asked.incident_id, "Sgt Reid", now(room))),
    ]
    assert {r["status"] for r in room.send(store, *first)} == {"stored"}
    assert room.send(store, request)[0]["status"] == "stored"
    who = room.person("receiver", teams=(ROOM,))
    assert types(room, who, asked.incident_id) == [
        "IncidentOpened",
        "GradeChanged",
        "CorrectionArrived",
        "PhonedThroughNoted",
    ]
    (item,) = room.queue(who)
    assert (item["grade"], item["delayed"]) == ("immediate", True)
    start = room.incident(who, asked.incident_id)[0]
    assert (start.phoned_to, start.delayed) == ("Sgt Reid", True)


@pytest.mark.parametrize(("age_s", "delayed"), [(14 * 60, False), (16 * 60, True)])
def test_what_is_older_than_a_quarter_of_an_hour_arrives_as_delayed(
    room: ControlRoom, age_s: int, delayed: bool
) -> None:
    store = room.desk()
    an_hour_slow = later(now(room), -3600 - age_s)
    store.at_utc, store.hub_offset_ms = an_hour_slow, 3_600_000
    asked = opened(room, store)
    (start,) = room.incident(store.authorization, asked.incident_id)
    assert start.delayed is delayed
    assert abs(float(start.requested_at_utc[17:19]) - float(later(now(room), -age_s)[17:19])) < 60


@pytest.mark.parametrize(("age_s", "delayed"), [(1, False), (14 * 60, False), (16 * 60, True)])
@pytest.mark.parametrize("boot", ["boot", "next boot"])
@pytest.mark.parametrize("clock_is_ahead_s", [-7200, 7200])
def test_a_desk_that_never_measured_its_clock_is_believed_how_long_ago_it_was(
    room: ControlRoom, age_s: int, delayed: bool, boot: str, clock_is_ahead_s: int
) -> None:
    store = room.desk()
    store.at_utc, store.hub_offset_ms = later(now(room), clock_is_ahead_s - age_s), None
    asked = hand_over(new_contact())
    request = store.write(asked)
    store.at_utc, store.boot_id = later(now(room), clock_is_ahead_s), boot
    if boot == "boot":
        store.mono_ns += age_s * 10**9
        store.at_utc = later(store.at_utc, 3600)  # set right meanwhile: the boot's clock counts
    assert room.send(store, request)[0]["status"] == "stored"
    (start,) = room.incident(store.authorization, asked.incident_id)
    assert start.delayed is delayed
    assert abs(seconds_between(start.requested_at_utc, later(now(room), -age_s))) < 60


def test_a_desk_of_an_older_release_says_nothing_of_its_time(room: ControlRoom) -> None:
    store = room.desk()
    for age_s in (14 * 60, 16 * 60):
        store.at_utc, store.hub_offset_ms = later(now(room), -age_s), None
        asked = hand_over(new_contact())
        body = batch(store, store.write(asked))
        del body["sent"]
        assert room.post("/v1/events", store.authorization, body).status_code == 200
        (start,) = room.incident(store.authorization, asked.incident_id)
        assert start.delayed is (age_s > 15 * 60)


def test_a_desk_time_that_means_nothing_does_not_hold_an_emergency(room: ControlRoom) -> None:
    store = room.desk()
    for at in ("yesterday", "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00+23:59"):
        store.at_utc, store.hub_offset_ms = at, 10**14
        opened(room, store)


def test_re_routing_moves_the_incident_with_everything_known(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    line = store.write(facts.NarrativeAdded("l", "he has a bat"), contact)
    asked = hand_over(contact)
    request = store.write(asked)
    room.send(store, line, request)
    old = room.person("receiver", teams=(ROOM,))
    new = room.person("receiver", teams=(RESOLUTION,))
    before = room.changes(old)["token"]
    moved = store.write(desk.ReRouteRequested(asked.incident_id, RESOLUTION, "", "no crime now"))
    assert room.send(store, moved)[0]["status"] == "stored"
    heard = {c["event"]["event_id"] for c in room.changes(new)["changes"]}
    assert {line.event_id, request.event_id, moved.event_id} <= heard
    kinds = [c["event"]["type"] for c in room.changes(new)["changes"]]
    assert kinds.count("IncidentOpened") == kinds.count("ReRouted") == 1
    gone = room.changes(old, before)["changes"]
    assert {(c["kind"], c["stream_id"]) for c in gone} == {
        ("gone", asked.incident_id),
        ("gone", contact),
    }
    assert room.queue(old) == []
    (item,) = room.queue(new, RESOLUTION)
    assert (item["team_name"], item["standing"]) == ("Resolution team", "delivered")
    later_line = store.write(facts.NarrativeAdded("l2", "he left"), contact)
    room.send(store, later_line)
    assert room.changes(new)["changes"][-1]["event"]["event_id"] == later_line.event_id
    assert room.changes(old, before)["changes"] == gone


def test_a_desk_cannot_take_from_a_person_who_accepted(room: ControlRoom) -> None:
    store = room.desk()
    asked = opened(room, store)
    _user, who = room.named_person("receiver", teams=(ROOM,))
    room.step(who, asked.incident_id, "accept")
    moved = store.write(desk.ReRouteRequested(asked.incident_id, PARTNER, "", "changed my mind"))
    (reply,) = room.send(store, moved)
    assert reply["status"] == "refused"
    assert "has accepted it" in reply["cause"]
    refused = room.incident(who, asked.incident_id)[-1]
    assert isinstance(refused, said.RequestRefused)
    assert refused.request_id == moved.event_id


def test_re_routing_to_nobody_is_refused(room: ControlRoom) -> None:
    store = room.desk()
    asked = opened(room, store)
    moved = store.write(desk.ReRouteRequested(asked.incident_id, "no_such_team", "", "why not"))
    assert room.send(store, moved)[0]["status"] == "refused"


def test_an_unknown_team_still_gets_an_emergency(room: ControlRoom) -> None:
    asked = opened(room, room.desk(), team="team_of_a_newer_policy")
    who = room.person("supervisor")
    assert types(room, who, asked.incident_id) == ["IncidentOpened"]


def lowered(asked: desk.HandOverRequested, by: str | None, reason: str = "he has left") -> object:
    return desk.LowerGradeRequested(
        asked.incident_id, "standard", "Standard", reason, "assessed", by
    )


def test_naming_a_supervisor_lowers_nothing(room: ControlRoom) -> None:
    """Whoever is named, signed in or not: a supervisor says so by themselves, or it stays."""
    store = room.desk()
    asked = opened(room, store)
    receiver, _ = room.named_person("receiver", teams=(ROOM,))
    supervisor, session = room.named_person("supervisor")
    (reply,) = room.send(store, store.write(lowered(asked, supervisor, " ")))
    assert reply["status"] == "refused" and "reason" in reply["cause"]
    for named in (None, "nobody", receiver, supervisor):
        (reply,) = room.send(store, store.write(lowered(asked, named)))
        assert reply["status"] == "stored", named
    (row,) = room.queue(session)
    assert (row["grade"], row["lowering_to"]) == ("prompt", "Standard")
    told = types(room, session, asked.incident_id)
    assert told.count("LoweringAsked") == 4 and "GradeChanged" not in told


def test_lowering_by_a_policy_the_hub_does_not_hold_is_refused(room: ControlRoom) -> None:
    store = room.desk()
    asked = opened(room, store)
    supervisor, _ = room.named_person("supervisor")
    unknown = replace(lowered(asked, supervisor), grade="of_another_policy")  # type: ignore[type-var]
    assert room.send(store, store.write(unknown))[0]["status"] == "refused"


def test_corrections_and_stand_downs_reach_the_receiver(room: ControlRoom) -> None:
    store = room.desk()
    asked = opened(room, store)
    who = room.person("receiver", teams=(ROOM,))
    correction = store.write(desk.Corrected(asked.incident_id, "number 14"))
    down = store.write(desk.StandDownRequested(asked.incident_id, "false alarm"))
    told = store.write(desk.PhonedThrough(asked.incident_id, "Sgt Reid", store.at_utc))
    assert {r["status"] for r in room.send(store, correction, down, told)} == {"stored"}
    heard = [c["event"]["type"] for c in room.changes(who)["changes"]]
    for pair in ("Corrected", "CorrectionArrived", "StandDownRequested", "StandDownAsked"):
        assert heard.count(pair) == 1
    assert heard.count("PhonedThroughNoted") == 1
    assert room.queue(who)[0]["standing"] == "delivered"


def test_another_contact_joins_an_incident_with_all_it_said(room: ControlRoom) -> None:
    first, second = room.desk(), room.desk()
    asked = opened(room, first)
    user, who = room.named_person("receiver", teams=(ROOM,))
    name = f"Person {user.removeprefix('user')}"
    second.actor = user
    contact = new_contact()
    earlier = second.write(facts.NarrativeAdded("l", "I see it too"), contact)
    room.send(second, earlier)
    attached = second.write(facts.IncidentAttached(asked.incident_id, "neighbour"), contact)
    assert room.send(second, attached)[0]["status"] == "stored"
    heard = [c["event"]["event_id"] for c in room.changes(who)["changes"]]
    assert {earlier.event_id, attached.event_id} <= set(heard)
    assert len(heard) == len(set(heard))
    record = room.get(f"/v1/incidents/{asked.incident_id}", who).json()
    assert set(record["contacts"]) == {asked.contact_id, contact}
    told = room.incident(who, asked.incident_id)
    linked = next(one for one in told if isinstance(one, said.ContactLinked))
    assert (linked.by, linked.by_name) == (user, name)
    more = second.write(facts.NarrativeAdded("l2", "he runs"), contact)
    room.send(second, more)
    assert room.changes(who)["changes"][-1]["event"]["event_id"] == more.event_id
    assert [c["event"]["type"] for c in room.changes(second.authorization)["changes"]] == [
        "IncidentOpened",
        "ContactLinked",
        "NewFactHeard",
    ]


def test_a_contact_attached_before_the_hand_over_arrives_is_linked_by_it(
    room: ControlRoom,
) -> None:
    first, second = room.desk(), room.desk()
    asked = hand_over(new_contact())
    request = first.write(asked)
    contact = new_contact()
    room.send(second, second.write(facts.IncidentAttached(asked.incident_id), contact))
    room.send(first, request)
    record = room.get(f"/v1/incidents/{asked.incident_id}", first.authorization).json()
    assert set(record["contacts"]) == {asked.contact_id, contact}
