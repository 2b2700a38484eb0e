"""What a supervisor sees of the whole control room, and what desks report of themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.hub.control_room import (
    GRADES,
    PARTNER,
    ROOM,
    ControlRoom,
    DeskStore,
    hand_over,
    new_contact,
    running,
    set_up,
)
from workstation.content.policies import load_policy, pack, policy_folder
from workstation.domain import desk_stream as desk
from workstation.domain.contact.facts import PromiseMade
from workstation.domain.incident.tasks import TaskOverdue
from workstation.domain.roles import ALLOWED, may
from workstation.hub import policies, supervision
from workstation.hub.clock import seconds_between
from workstation.hub.desk_standing import standings
from workstation.hub.hearing import NOTE_EVERY_S
from workstation.hub.store import devices, events, lately, migrations, reports
from workstation.hub.store.engine import Database
from workstation.hub.timers import ring_due

WANTED = desk.ApprovalWanted(
    "not-attending-vulnerable", "Domestic abuse", 900, "product default", (), "with her sister"
)


def report(mono_s: float = 1.0, **more: Any) -> dict[str, Any]:
    at = {"at_utc": "2026-03-01T12:00:00Z", "mono_ns": int(mono_s * 1e9), "boot_id": "boot"}
    return {"at": at, "release": "0.1.0", **more}


def told(room: ControlRoom, store: DeskStore, mono_s: float = 1.0, **more: Any) -> None:
    reply = room.post("/v1/desks/report", store.authorization, report(mono_s, **more))
    assert reply.status_code == 200, reply.text


def seen(room: ControlRoom, boss: str) -> dict[str, Any]:
    reply = room.get("/v1/supervision", boss)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def standing(room: ControlRoom, boss: str, store: DeskStore) -> dict[str, Any]:
    return next(d for d in seen(room, boss)["desks"] if d["desk_id"] == store.desk_id)


@pytest.mark.parametrize("roles", [(), *((role,) for role in sorted(ALLOWED))], ids="+".join)
def test_only_who_may_see_all_desks_sees_them(room: ControlRoom, roles: tuple[Any, ...]) -> None:
    who = room.person(*roles, teams=(ROOM,))
    status = room.get("/v1/supervision", who).status_code
    assert status == (200 if may(frozenset(roles), "see_all_desks") else 403)
    assert room.post("/v1/desks/report", who, report()).status_code == 401


def test_no_machine_sees_the_control_room_and_only_desks_report(room: ControlRoom) -> None:
    _, receiver = room.enrol("receiver")
    assert room.get("/v1/supervision", receiver).status_code == 401
    assert room.get("/v1/supervision", room.desk().authorization).status_code == 401
    assert room.post("/v1/desks/report", receiver, report()).status_code == 403


def test_a_desk_reports_falls_silent_and_says_goodbye(room: ControlRoom) -> None:
    boss, store = room.person("supervisor"), room.desk()
    told(room, store, on_call=True, user="f.grant", cache_as_of="2026-03-01T11:59:58Z")
    found = standing(room, boss, store)
    assert found["state"] == "reporting"
    assert (found["on_call"], found["user"], found["user_name"]) == (True, "f.grant", "f.grant")
    assert (found["waiting"], found["oldest_waiting_since"]) == (0, "")
    assert found["cache_as_of"] == "2026-03-01T11:59:58.000000Z"
    assert (found["release"], found["name"]) == ("0.1.0", "desk of a test")
    room.clock.ahead_s = 25
    assert standing(room, boss, store)["state"] == "reporting"
    room.clock.ahead_s = 46
    assert standing(room, boss, store)["state"] == "silent"
    told(room, store, 2.0)
    assert standing(room, boss, store)["state"] == "reporting"
    told(room, store, 3.0, closing=True)
    room.clock.ahead_s = 4000
    assert standing(room, boss, store)["state"] == "closed"
    told(room, store, 4.0)
    assert standing(room, boss, store)["state"] == "reporting"


def test_the_oldest_item_grows_old_by_the_hubs_clock(room: ControlRoom) -> None:
    boss, store = room.person("supervisor"), room.desk()
    told(room, store, waiting=3, urgent_waiting=1, oldest_waiting_s=100, refused=2)
    found = standing(room, boss, store)
    assert (found["state"], found["waiting"], found["urgent_waiting"]) == ("reporting", 3, 1)
    assert found["refused"] == 2
    room.clock.ahead_s = 30
    page = seen(room, boss)
    (found,) = [d for d in page["desks"] if d["desk_id"] == store.desk_id]
    assert found["state"] == "waiting"
    assert found["oldest_waiting_s"] == pytest.approx(130, abs=3)
    since = seconds_between(found["oldest_waiting_since"], page["now_utc"])
    assert since == pytest.approx(found["oldest_waiting_s"], abs=1)
    room.clock.ahead_s = 60
    assert standing(room, boss, store)["state"] == "silent"


def test_a_report_that_was_overtaken_changes_nothing(room: ControlRoom) -> None:
    boss, store = room.person("supervisor"), room.desk()
    told(room, store, 9.0, closing=True)
    told(room, store, 8.0, waiting=5)
    found = standing(room, boss, store)
    assert (found["state"], found["waiting"]) == ("closed", 0)


def test_a_desk_that_never_reports_is_heard_of_by_what_it_asks(room: ControlRoom) -> None:
    boss, store = room.person("supervisor"), room.desk()
    found = standing(room, boss, store)
    assert (found["state"], found["heard_at"]) == ("closed", "")
    assert room.get("/v1/callers/changes", store.authorization).status_code == 200
    found = standing(room, boss, store)
    assert (found["state"], found["reported_at"], found["release"]) == ("reporting", "", "")
    room.clock.ahead_s = 46
    assert standing(room, boss, store)["state"] == "silent"


def test_what_is_asked_after_a_goodbye_does_not_open_the_desk_again(room: ControlRoom) -> None:
    boss, store = room.person("supervisor"), room.desk()
    told(room, store, closing=True)
    with room.hub.database.writing() as tx:
        reports.heard(tx, store.desk_id, room.hub.clock(tx))
    assert standing(room, boss, store)["state"] == "closed"


def test_one_desk_is_noted_once_in_a_while_only(room: ControlRoom) -> None:
    hearing = room.hub.hearing
    assert [hearing.news("a"), hearing.news("a"), hearing.news("b")] == [True, False, True]
    hearing.reported("c")
    assert not hearing.news("c")
    assert NOTE_EVERY_S + 15 < 45


def test_desks_that_need_somebody_come_first_and_revoked_ones_do_not(room: ControlRoom) -> None:
    boss = room.person("supervisor")
    closed, well, silent, late, gone = (room.desk() for _ in range(5))
    told(room, silent)
    room.clock.ahead_s = 60
    told(room, closed, closing=True)
    told(room, well)
    told(room, late, waiting=1, oldest_waiting_s=121)
    told(room, gone)
    with room.hub.database.writing() as tx:
        devices.revoke(tx, gone.desk_id, room.hub.clock(tx))
    ids = [d["desk_id"] for d in seen(room, boss)["desks"]]
    assert ids == [s.desk_id for s in (silent, late, well, closed)]


def test_everything_that_waits_in_every_team_and_approvals_are_shown(room: ControlRoom) -> None:
    boss, store = room.person("supervisor"), room.desk()
    plain = hand_over(new_contact(), ROOM, GRADES[2])
    urgent = hand_over(new_contact(), PARTNER, GRADES[0])
    asks = hand_over(new_contact(), ROOM, GRADES[2], approval=WANTED)
    room.send(store, *(store.write(one) for one in (plain, urgent, asks)))
    receiver = room.person("receiver", teams=(ROOM, PARTNER))
    room.step(receiver, asks.incident_id, "accept")
    page = seen(room, boss)
    assert [i["incident_id"] for i in page["waiting"]] == [urgent.incident_id, plain.incident_id]
    assert [i["incident_id"] for i in page["approvals"]] == [asks.incident_id]
    assert page["rang"] == []
    room.step(receiver, urgent.incident_id, "accept")
    room.clock.ahead_s = 901
    assert ring_due(room.hub) == 1
    room.clock.ahead_s = 1801
    assert ring_due(room.hub) == 1
    page = seen(room, boss)
    assert [(r["kind"], r["incident_id"]) for r in page["rang"]] == [
        ("acceptance", plain.incident_id),
        ("approval", asks.incident_id),
    ]
    assert [r["standing"] for r in page["rang"]] == ["delivered", "accepted"]
    assert page["waiting"][0]["overdue"]
    assert page["approvals"][0]["approval_overdue"]
    room.clock.ahead_s += supervision.OF_LATE_S
    assert seen(room, room.person("supervisor"))["rang"] == []


def test_what_was_phoned_through_stands_until_and_after_its_hand_over_comes(
    room: ControlRoom,
) -> None:
    boss, store = room.person("supervisor"), room.desk()
    store.actor, _ = room.named_person("advisor", machine=store.authorization)
    store.hub_offset_ms = 2_000
    asked = hand_over(new_contact())
    at = "2026-03-01T12:00:00.000000Z"
    request = store.write(asked)
    call = store.write(desk.PhonedThrough(asked.incident_id, "Sgt Reid", at))
    assert room.send(store, call)[0]["status"] == "stored"
    (one,) = seen(room, boss)["phoned"]
    assert (one["reference"], one["standing"], one["told"]) == ("", "", "Sgt Reid")
    assert one["told_at"] == "2026-03-01T12:00:02.000000Z"
    assert (one["desk_name"], one["by_name"][:6]) == ("desk of a test", "Person")
    assert room.send(store, request)[0]["status"] == "stored"
    (one,) = seen(room, boss)["phoned"]
    assert (one["reference"], one["standing"]) == (asked.reference, "delivered")
    room.step(room.person("receiver", teams=(ROOM,)), asked.incident_id, "accept")
    (one,) = seen(room, boss)["phoned"]
    assert one["standing"] == "accepted"
    assert one["accepted_by"].startswith("Person")
    room.clock.ahead_s = supervision.OF_LATE_S + 60
    assert seen(room, room.person("supervisor"))["phoned"] == []


def test_a_time_that_the_hub_cannot_read_is_when_it_came_in(room: ControlRoom) -> None:
    boss, store = room.person("supervisor"), room.desk()
    call = store.write(desk.PhonedThrough(hand_over(new_contact()).incident_id, "Sgt", "at noon"))
    room.send(store, call)
    page = seen(room, boss)
    (one,) = page["phoned"]
    assert seconds_between(one["told_at"], page["now_utc"]) == pytest.approx(0, abs=60)


def test_long_lists_are_cut_and_say_how_many_more(
    room: ControlRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss, store = room.person("supervisor"), room.desk()
    room.desk()
    monkeypatch.setattr(supervision, "ROWS", 2)
    monkeypatch.setattr(supervision, "DESKS", 1)
    asked = [hand_over(new_contact(), approval=WANTED) for _ in range(3)]
    calls = [desk.PhonedThrough(one.incident_id, "Sgt", store.at_utc) for one in asked]
    room.send(store, *(store.write(one) for one in (*asked, *calls)))
    room.clock.ahead_s = 901
    assert ring_due(room.hub) == 6
    page = seen(room, boss)
    for name in ("waiting", "approvals", "phoned"):
        assert (len(page[name]), page[f"more_{name}"]) == (2, 1), name
    assert (len(page["rang"]), page["more_rang"]) == (2, 4)
    assert (len(page["desks"]), page["more_desks"]) == (1, 1)


@pytest.fixture
def store(room: ControlRoom) -> DeskStore:
    """A desk under a real policy that the hub holds."""
    folder = policy_folder("police-scotland")
    policy = load_policy(folder)
    policies.install(room.hub.database, policy, pack(folder))
    made = room.desk()
    made.policy = policy.ref
    return made


def test_what_nobody_did_in_time_is_listed_until_it_is_done(
    room: ControlRoom, store: DeskStore
) -> None:
    boss, who = room.person("supervisor"), room.person("receiver", teams=(ROOM,))
    asked, early = (hand_over(new_contact()) for _ in range(2))
    room.send(store, store.write(asked), store.write(early))
    room.step(who, asked.incident_id, "accept")
    room.step(who, early.incident_id, "accept")
    room.step(who, early.incident_id, "attend", cause="KL12")
    page = seen(room, boss)
    assert (page["overdue"], page["more_overdue"]) == ([], 0)
    (due,) = page["due_next"]
    assert (due["incident_id"], due["kind"], due["within_s"]) == (asked.incident_id, "review", 2700)
    assert (due["reference"], due["grade_name"]) == (asked.reference, asked.grade_name)
    room.clock.ahead_s = 2701
    assert ring_due(room.hub) == 1
    page = seen(room, boss)
    (row,) = page["overdue"]
    assert (row["incident_id"], [t["kind"] for t in row["tasks"]]) == (
        asked.incident_id,
        ["review"],
    )
    (rang,) = page["rang"]
    assert (rang["kind"], rang["task"], rang["text"]) == ("task", "review", row["tasks"][0]["text"])
    assert page["due_next"] == []
    assert room.step(boss, asked.incident_id, "review", cause="unit at three")["done"]
    page = seen(room, boss)
    assert page["overdue"] == []
    assert (page["rang"][0]["task"], page["rang"][0]["text"]) == ("review", "")
    assert [d["kind"] for d in page["due_next"]] == ["review"]


def test_a_promise_and_a_reply_that_nobody_kept_are_listed_in_every_team(
    room: ControlRoom, store: DeskStore
) -> None:
    boss = room.person("supervisor")
    told = hand_over(new_contact(), grade=GRADES[2])
    message = hand_over(new_contact(), PARTNER, GRADES[2], kind="message", reply_within_s=7_200)
    room.send(store, store.write(told), store.write(message))
    promise = PromiseMade("p1", "a colleague rings you", None, 3600)
    room.send(store, store.write(promise, told.contact_id))
    room.step(room.person("receiver", teams=(ROOM,)), told.incident_id, "refuse", cause="not ours")
    room.clock.ahead_s = 7_201
    ring_due(room.hub)
    found = seen(room, boss)["overdue"]
    assert [i["incident_id"] for i in found] == [told.incident_id, message.incident_id]
    (task,) = [t for t in found[0]["tasks"] if t["kind"] == "promise"]
    assert "a colleague rings you" in task["text"]
    assert (found[1]["kind"], found[1]["team"]) == ("message", PARTNER)


def test_a_lower_grade_waits_in_the_list_for_a_word(room: ControlRoom, store: DeskStore) -> None:
    boss, who = room.person("supervisor"), room.person("receiver", teams=(ROOM,))
    asked = hand_over(new_contact())
    room.send(store, store.write(asked))
    room.step(who, asked.incident_id, "accept")
    policy = load_policy(policy_folder("police-scotland"))
    letters = [{"letter": x.key, "name": x.name, "text": "calmer"} for x in policy.letters]
    wish = {"grade": "standard", "cause": "he has left", "letters": letters}
    assert room.step(who, asked.incident_id, "ask_lower", **wish)["done"]
    (row,) = seen(room, boss)["lowerings"]
    assert (row["grade_name"], row["lowering_to"]) == ("Prompt", "Standard")
    assert (row["lowering_reason"], len(row["lowering_letters"])) == ("he has left", len(letters))
    assert room.step(boss, asked.incident_id, "keep_grade", cause="he may return")["done"]
    assert seen(room, boss)["lowerings"] == []


def test_what_rang_before_the_update_is_found_after_it(database_url: str) -> None:
    database = Database(database_url)
    before = next(n for n, s in enumerate(migrations.STEPS) if "drop index events_of_late" in s)
    migrations.migrate(database, migrations.STEPS[:before])
    store = DeskStore("", "desk")
    event = store.write(TaskOverdue("review-3-0"))
    with database.writing() as tx:
        devices.add(tx, devices.Device("desk", "desk", "desk", "mark", "desk"), store.at_utc)
        events.bind_store(tx, event.store_id, "desk")
        events.add(tx, event, "2026-03-01T12:00:00.000000Z")
    migrations.migrate(database)
    with database.reading() as tx:
        found, more = lately.since(tx, ["TaskOverdue"], "2026-03-01T11:00:00.000000Z", 10)
        made = sa.inspect(tx.sql).get_indexes("events")
    assert ([one.event.event_id for one in found], more) == ([event.event_id], 0)
    (index,) = [one for one in made if one["name"] == "events_of_late"]
    (where,) = [str(v) for k, v in index["dialect_options"].items() if k.endswith("_where")]
    assert "TaskOverdue" in where
    database.close()


def test_a_database_of_an_older_release_knows_when_desks_were_last_heard_of(
    database_url: str, tmp_path: Path
) -> None:
    database = Database(database_url)
    migrations.migrate(database, migrations.STEPS[:2])
    heard, quiet = (devices.Device(one, one, "desk", "mark", one) for one in ("heard", "quiet"))
    store = DeskStore("", "heard")
    event = store.write(hand_over(new_contact()))
    with database.writing() as tx:
        for device in (heard, quiet):
            devices.add(tx, device, "2026-03-01T11:00:00.000000Z")
        events.bind_store(tx, event.store_id, "heard")
        events.add(tx, event, "2026-03-01T12:00:00.000000Z")
    migrations.migrate(database)
    with database.reading() as tx:
        assert reports.everything(tx) == {
            "heard": reports.Reported("heard", "2026-03-01T12:00:00.000000Z")
        }
        found = {d.desk_id: d.state for d in standings(tx, "2026-03-01T12:00:46.000000Z")}
    assert found == {"heard": "silent", "quiet": "closed"}
    database.close()
    with running(set_up(database_url, tmp_path)) as room:
        boss = room.person("supervisor")
        assert {d["desk_id"]: d["state"] for d in seen(room, boss)["desks"]} == found
