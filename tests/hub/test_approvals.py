"""Not attending needs a supervisor: asked at once, delays nothing, decided by another person."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from tests.hub.control_room import (
    GRADES,
    PARTNER,
    RESOLUTION,
    ROOM,
    ControlRoom,
    DeskStore,
    ShiftedClock,
    hand_over,
    new_contact,
    raised,
    running,
)
from workstation.domain.desk_stream import ApprovalAsked, ApprovalWanted
from workstation.domain.incident import events as said
from workstation.domain.incident.evolve import read
from workstation.hub.settings import HubSettings
from workstation.hub.store import migrations, timers
from workstation.hub.store.engine import Database
from workstation.hub.timers import ring_due
from workstation.protocol.messages import WireEvent
from workstation.protocol.payloads import entry_of

WANTED = ApprovalWanted(
    "not-attending-vulnerable", "Domestic abuse", 900, "product default", (PARTNER,), "with kin"
)


def asked(room: ControlRoom, team: str = RESOLUTION, **more: Any) -> tuple[DeskStore, str]:
    """A hand-over that wants approval, stored."""
    store = room.desk()
    wish = hand_over(new_contact(), team, GRADES[2], approval=WANTED, **more)
    assert room.send(store, store.write(wish))[0]["status"] == "stored"
    return store, wish.incident_id


def as_it_is(room: ControlRoom, incident: str) -> Any:
    """The incident as the hub's record of it reads."""
    boss = room.person("supervisor")
    record = room.get(f"/v1/incidents/{incident}", boss).json()["incident"]
    return read(incident, [entry_of(WireEvent(**e).event()) for e in record])


def test_the_team_has_it_at_once_and_supervisors_hear_of_it(room: ControlRoom) -> None:
    _, incident = asked(room)
    who, boss = room.person("receiver", teams=(RESOLUTION,)), room.person("supervisor")
    (item,) = room.queue(who, RESOLUTION)
    assert (item["standing"], item["approval"]) == ("delivered", "pending")
    assert item["approval_since"] == item["delivered_at"]
    assert (item["approval_because"], item["approval_rationale"]) == ("Domestic abuse", "with kin")
    heard = [c["event"]["type"] for c in room.changes(boss)["changes"]]
    assert "IncidentOpened" in heard
    assert room.step(who, incident, "accept")["done"]


def test_it_is_closed_only_after_another_persons_approval(room: ControlRoom) -> None:
    store, incident = asked(room)
    who, boss = room.person("receiver", teams=(RESOLUTION,)), room.person("supervisor")
    room.step(who, incident, "accept")
    held = room.step(who, incident, "close", cause="advice given")
    assert not held["done"]
    assert "not yet approved" in held["cause"]
    assert not room.step(boss, incident, "approve")["done"]
    assert room.step(boss, incident, "disapprove", cause="send somebody")["done"]
    held = room.step(who, incident, "close", cause="advice given")
    assert "send somebody" in held["cause"]
    (item,) = room.queue(who, RESOLUTION)
    assert item["approval"] == "refused"
    assert room.step(boss, incident, "approve", cause="officers have been")["done"]
    assert room.step(who, incident, "close", cause="advice given")["done"]
    for listener in (store.authorization, who, boss):
        heard = [c["event"]["type"] for c in room.changes(listener)["changes"]]
        assert heard.count("ApprovalDecided") == 2
    said_by = as_it_is(room, incident).approval.decisions
    assert [(d.given, d.reason) for d in said_by] == [
        (False, "send somebody"), (True, "officers have been"),
    ]  # fmt: skip
    assert all(d.by_name and d.at_utc for d in said_by)


def test_who_asked_for_it_cannot_approve_it(room: ControlRoom) -> None:
    user, boss = room.named_person("advisor", "supervisor")
    store = room.desk()
    store.actor = user
    wish = hand_over(new_contact(), RESOLUTION, GRADES[2], approval=WANTED)
    room.send(store, store.write(wish))
    reply = room.step(boss, wish.incident_id, "approve", cause="mine")
    assert not reply["done"]
    assert "another supervisor" in reply["cause"]
    assert as_it_is(room, wish.incident_id).approval.state == "pending"


def test_only_supervisors_decide_and_the_same_word_counts_once(room: ControlRoom) -> None:
    _, incident = asked(room)
    body = {"op_id": str(uuid.uuid4()), "step": "approve", "cause": "fine"}
    path = f"/v1/incidents/{incident}/steps"
    for roles in (("advisor",), ("receiver",), ("administrator",), ("advisor", "receiver")):
        who = room.person(*roles, teams=(RESOLUTION,))
        assert room.post(path, who, body).status_code == 403
    boss = room.person("supervisor")
    assert room.post(path, boss, body).json() == room.post(path, boss, body).json()
    assert len(as_it_is(room, incident).approval.decisions) == 1


def test_raising_the_grade_and_another_team_wait_for_nobody(room: ControlRoom) -> None:
    store, incident = asked(room)
    assert room.send(store, store.write(raised(incident)))[0]["status"] == "stored"
    who = room.person("receiver", teams=(RESOLUTION,))
    assert room.step(who, incident, "reroute", team=ROOM, cause="he is back")["done"]
    controller = room.person("receiver", teams=(ROOM,))
    assert room.step(controller, incident, "accept")["done"]
    assert as_it_is(room, incident).top


def test_what_nobody_decides_escalates_once_and_after_a_restart(
    hub_settings: HubSettings,
) -> None:
    clock = ShiftedClock()
    with running(hub_settings, clock) as room:
        store, incident = asked(room)
        who = room.person("receiver", teams=(RESOLUTION,))
        room.step(who, incident, "accept")  # stops the clock of acceptance, not this one
        clock.ahead_s = 800
        assert ring_due(room.hub) == 0
    clock.ahead_s = 1_000
    with running(hub_settings, clock) as room:
        ring_due(room.hub)
        assert ring_due(room.hub) == 0
        boss = room.person("supervisor")
        bodies = room.incident(boss, incident)
        assert sum(isinstance(b, said.ApprovalOverdue) for b in bodies) == 1
        (item,) = room.queue(boss, RESOLUTION)
        assert (item["approval"], item["approval_overdue"]) == ("pending", True)
        heard = [c["event"]["type"] for c in room.changes(store.authorization)["changes"]]
        assert heard.count("ApprovalOverdue") == 1
        assert room.step(boss, incident, "approve", cause="seen")["done"]
        assert not room.queue(boss, RESOLUTION)[0]["approval_overdue"]


def test_a_decision_stops_the_clock_and_a_refusal_by_the_team_does_not(room: ControlRoom) -> None:
    _, decided = asked(room)
    room.step(room.person("supervisor"), decided, "approve", cause="seen")
    _, given_back = asked(room)
    who = room.person("receiver", teams=(RESOLUTION,))
    room.step(who, given_back, "refuse", cause="not ours")
    with room.hub.reading() as tx:
        assert [t.kind for t in timers.running(tx, decided)] == ["acceptance"]
        kinds = {t.kind for t in timers.running(tx, given_back)}
    assert kinds == {"acceptance", "approval"}
    boss = room.person("supervisor")
    assert given_back in {i["incident_id"] for i in room.queue(boss, RESOLUTION)}


def test_a_risk_learnt_later_is_asked_in_whatever_order_it_arrives(room: ControlRoom) -> None:
    store = room.desk()
    wish = hand_over(new_contact(), RESOLUTION, GRADES[2])
    first = store.write(wish)
    later = store.write(ApprovalAsked(wish.incident_id, WANTED))
    assert room.send(store, later)[0]["status"] == "stored"
    assert room.send(store, first)[0]["status"] == "stored"
    who = room.person("receiver", teams=(RESOLUTION,))
    room.step(who, wish.incident_id, "accept")
    assert not room.step(who, wish.incident_id, "close", cause="advice given")["done"]
    with room.hub.reading() as tx:
        assert [t.kind for t in timers.running(tx, wish.incident_id)] == ["approval"]
    boss = room.person("supervisor")
    assert room.step(boss, wish.incident_id, "approve", cause="seen")["done"]
    anew = store.write(ApprovalAsked(wish.incident_id, WANTED))
    assert room.send(store, anew)[0]["status"] == "stored"
    assert as_it_is(room, wish.incident_id).approval.state == "pending"
    with room.hub.reading() as tx:
        assert [t.kind for t in timers.running(tx, wish.incident_id)] == ["approval"]


def test_a_partner_who_accepts_the_assessed_referral_makes_it_needless(room: ControlRoom) -> None:
    _, incident = asked(room, PARTNER)
    partner = room.person("receiver", teams=(PARTNER,))
    assert room.step(partner, incident, "accept")["done"]
    assert room.queue(partner, PARTNER)[0]["approval"] == "met"
    with room.hub.reading() as tx:
        assert timers.running(tx, incident) == ()
    room.step(partner, incident, "reroute", team=RESOLUTION, cause="seen by the nurse")
    closer = room.person("receiver", teams=(RESOLUTION,))
    room.step(closer, incident, "accept")
    assert room.step(closer, incident, "close", cause="with the partner")["done"]


def test_clocks_of_an_older_release_still_ring(database_url: str) -> None:
    database = Database(database_url)
    migrations.migrate(database, migrations.STEPS[:1])
    with database.writing() as tx:
        tx.sql.execute(sa.text("insert into timers values ('t', 'incident:1', '2026')"))
    migrations.migrate(database)
    with database.reading() as tx:
        assert timers.due(tx, "2027") == (timers.Timer("t", "incident:1", "2026", "acceptance"),)
    database.close()
