"""What receivers do with an incident, and what they cannot."""

from __future__ import annotations

import threading
import uuid

from tests.hub.control_room import (
    GRADES,
    PARTNER,
    RESOLUTION,
    ROOM,
    ControlRoom,
    hand_over,
    new_contact,
)
from workstation.domain import desk_stream as desk
from workstation.hub.queues import worked_in_order
from workstation.protocol.messages import QueueItem


def waiting(room: ControlRoom, **more: object) -> str:
    store = room.desk()
    asked = hand_over(new_contact(), **more)  # type: ignore[arg-type]
    assert room.send(store, store.write(asked))[0]["status"] == "stored"
    return asked.incident_id


def test_the_second_to_accept_learns_who_took_it(room: ControlRoom) -> None:
    incident = waiting(room)
    first = room.person("receiver", teams=(ROOM,))
    second = room.person("receiver", teams=(ROOM,))
    assert room.step(first, incident, "accept")["done"]
    reply = room.step(second, incident, "accept")
    assert not reply["done"]
    name = room.queue(second)[0]["accepted_by"]
    assert name in reply["cause"]
    assert reply["item"]["accepted_by"] == name
    assert room.step(first, incident, "accept")["done"]
    types = [type(b).__name__ for b in room.incident(first, incident)]
    assert types.count("Accepted") == 1


def test_of_many_who_accept_at_once_one_has_it(room: ControlRoom) -> None:
    incident = waiting(room)
    people = [room.person("receiver", teams=(ROOM,)) for _ in range(6)]
    replies: list[dict[str, object]] = []
    ready = threading.Barrier(len(people))

    def accept(who: str) -> None:
        ready.wait()
        replies.append(room.step(who, incident, "accept"))

    threads = [threading.Thread(target=accept, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(bool(r["done"]) for r in replies) == [False] * 5 + [True]


def test_claiming_shows_who_looks_and_accepts_nothing(room: ControlRoom) -> None:
    incident = waiting(room)
    first = room.person("receiver", teams=(ROOM,))
    second = room.person("receiver", teams=(ROOM,))
    reply = room.step(first, incident, "claim")
    assert (reply["done"], reply["item"]["standing"]) == (True, "delivered")
    assert reply["item"]["claimed_by"]
    assert room.step(second, incident, "accept")["done"]
    assert not room.step(first, incident, "claim")["done"]


def test_a_refusal_needs_a_cause_and_the_desk_reads_it(room: ControlRoom) -> None:
    incident = waiting(room)
    who = room.person("receiver", teams=(ROOM,))
    assert not room.step(who, incident, "refuse")["done"]
    assert room.step(who, incident, "refuse", cause="not ours: noise complaint")["done"]
    assert room.queue(who) == []
    assert not room.step(who, incident, "accept")["done"]
    refused = room.incident(who, incident)[-1]
    assert refused.cause == "not ours: noise complaint"


def test_a_refused_incident_waits_again_once_the_desk_re_routes_it(room: ControlRoom) -> None:
    store = room.desk()
    asked = hand_over(new_contact())
    room.send(store, store.write(asked))
    first = room.person("receiver", teams=(ROOM,))
    room.step(first, asked.incident_id, "refuse", cause="not ours")
    moved = store.write(desk.ReRouteRequested(asked.incident_id, PARTNER, "", "theirs"))
    assert room.send(store, moved)[0]["status"] == "stored"
    second = room.person("receiver", teams=(PARTNER,))
    assert room.step(second, asked.incident_id, "accept")["done"]


def test_the_top_grade_cannot_be_refused(room: ControlRoom) -> None:
    incident = waiting(room, grade=GRADES[0])
    who = room.person("receiver", teams=(ROOM,))
    reply = room.step(who, incident, "refuse", cause="too busy")
    assert not reply["done"]
    assert "re-route it instead" in reply["cause"]


def test_a_receiver_passes_it_on_with_everything(room: ControlRoom) -> None:
    incident = waiting(room, grade=GRADES[2])
    who = room.person("receiver", teams=(ROOM,))
    other = room.person("receiver", teams=(PARTNER,))
    assert not room.step(who, incident, "reroute", team=PARTNER)["done"]
    assert not room.step(who, incident, "reroute", team="nobody", cause="x")["done"]
    assert room.step(who, incident, "reroute", team=PARTNER, cause="needs a nurse")["done"]
    heard = [c["event"]["type"] for c in room.changes(other)["changes"]]
    assert heard == ["HandOverRequested", "IncidentOpened", "ReRouted"]
    assert room.queue(other, PARTNER)[0]["standing"] == "delivered"


def test_only_teams_that_the_policy_allows_close(room: ControlRoom) -> None:
    for team, may in ((ROOM, True), (RESOLUTION, True), (PARTNER, False)):
        incident = waiting(room, team=team)
        who = room.person("receiver", teams=(team,))
        assert not room.step(who, incident, "close", cause="done")["done"]
        room.step(who, incident, "accept")
        assert not room.step(who, incident, "close")["done"]
        assert room.step(who, incident, "close", cause="advice given")["done"] is may
        assert (room.queue(who, team) == []) is may


def test_a_step_sent_again_counts_once_and_gets_the_same_reply(room: ControlRoom) -> None:
    incident = waiting(room)
    who = room.person("receiver", teams=(ROOM,))
    body = {"op_id": str(uuid.uuid4()), "step": "accept"}
    path = f"/v1/incidents/{incident}/steps"
    first = room.post(path, who, body).json()
    room.step(who, incident, "reroute", team=PARTNER, cause="needs a nurse")
    assert room.post(path, who, body).json() == first
    assert room.post(path, who, {**body, "step": "claim"}).status_code == 409


def test_what_is_with_another_team_is_not_theirs(room: ControlRoom) -> None:
    incident = waiting(room)
    other = room.person("receiver", teams=(PARTNER,))
    body = {"op_id": "x", "step": "accept"}
    assert room.post(f"/v1/incidents/{incident}/steps", other, body).status_code == 403
    assert room.get(f"/v1/incidents/{incident}", other).status_code == 403
    assert room.get(f"/v1/queues/{ROOM}", other).status_code == 403
    assert room.post("/v1/incidents/incident:none/steps", other, body).status_code == 404


def test_the_queue_is_in_the_order_it_is_to_be_worked(room: ControlRoom) -> None:
    who = room.person("receiver", teams=(ROOM,))
    standard = waiting(room, grade=GRADES[2])
    prompt = waiting(room, grade=GRADES[1])
    top = waiting(room, grade=GRADES[0])
    taken = waiting(room, grade=GRADES[0])
    room.step(who, taken, "accept")
    order = [item["incident_id"] for item in room.queue(who)]
    assert order == [top, prompt, standard, taken]


def test_of_equal_grades_the_overdue_the_sooner_due_and_the_vulnerable_come_first() -> None:
    def item(name: str, since: str, *, overdue: bool = False, frail: bool = False) -> QueueItem:
        return QueueItem(
            incident_id=name,
            reference="",
            team=ROOM,
            team_name="",
            standing="delivered",
            grade="prompt",
            grade_name="Prompt",
            grade_rank=2,
            urgent=True,
            top=False,
            headline="",
            place="",
            vulnerable=frail,
            delivered_at=since,
            waiting_since=since,
            accept_within_s=300,
            overdue=overdue,
        )

    noon = "2026-03-01T12:00:10.000000Z"
    items = [
        item("later", "2026-03-01T12:01:00.000000Z", frail=True),
        item("noon", noon),
        item("noon, vulnerable", noon.replace("10.", "20."), frail=True),
        item("overdue", "2026-03-01T12:02:00.000000Z", overdue=True),
    ]
    order = [line.incident_id for line in worked_in_order(items)]
    assert order == ["overdue", "noon, vulnerable", "noon", "later"]
