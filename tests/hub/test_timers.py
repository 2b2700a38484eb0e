"""Nobody accepts: it stays delivered and alarms, once a wait, whatever restarts in between."""

from __future__ import annotations

import threading
import time

import pytest

from tests.hub.control_room import (
    GRADES,
    PARTNER,
    ROOM,
    ControlRoom,
    ShiftedClock,
    hand_over,
    new_contact,
    raised,
    running,
)
from workstation.domain import desk_stream as desk
from workstation.domain.incident import events as said
from workstation.hub import timers
from workstation.hub.hub import Hub
from workstation.hub.incidents import IncidentWork
from workstation.hub.settings import HubSettings
from workstation.hub.store.engine import Transaction
from workstation.hub.timers import ring_due


def waiting(room: ControlRoom, **more: object) -> tuple[object, str]:
    store = room.desk()
    asked = hand_over(new_contact(), **more)  # type: ignore[arg-type]
    assert room.send(store, store.write(asked))[0]["status"] == "stored"
    return store, asked.incident_id


def alarms(room: ControlRoom, incident: str) -> int:
    boss = room.person("supervisor")
    return sum(isinstance(b, said.AcceptanceOverdue) for b in room.incident(boss, incident))


def test_without_a_receiver_it_stays_delivered_and_everybody_hears_the_alarm(
    room: ControlRoom,
) -> None:
    store, _incident = waiting(room)
    who, boss = room.person("receiver", teams=(ROOM,)), room.person("supervisor")
    room.clock.ahead_s = GRADES[1].accept_within_s - 1
    assert ring_due(room.hub) == 0
    room.clock.ahead_s += 2
    assert ring_due(room.hub) == 1
    assert ring_due(room.hub) == 0
    for listener in (store.authorization, who, boss):  # type: ignore[attr-defined]
        heard = [c["event"]["type"] for c in room.changes(listener)["changes"]]
        assert heard.count("AcceptanceOverdue") == 1
    (item,) = room.queue(who)
    assert (item["standing"], item["overdue"]) == ("delivered", True)


def test_accepting_in_time_stops_the_clock(room: ControlRoom) -> None:
    _, incident = waiting(room)
    room.step(room.person("receiver", teams=(ROOM,)), incident, "accept")
    room.clock.ahead_s = 3600
    assert ring_due(room.hub) == 0


def test_a_clock_that_cannot_ring_hinders_no_other(
    room: ControlRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again: the mistake may be mended by the next release, the alarm is still due."""
    (_, bad), (_, good) = waiting(room), waiting(room)
    room.clock.ahead_s = 3600
    work_on = timers.work_on

    def trips(hub: Hub, tx: Transaction, incident_id: str) -> IncidentWork:
        if incident_id == bad:
            raise RuntimeError("made up")
        return work_on(hub, tx, incident_id)

    monkeypatch.setattr(timers, "work_on", trips)
    assert ring_due(room.hub) == 1
    assert (alarms(room, bad), alarms(room, good)) == (0, 1)
    monkeypatch.undo()
    assert ring_due(room.hub) == 1
    assert alarms(room, bad) == 1


def test_raising_never_delays_an_alarm(room: ControlRoom) -> None:
    store, incident = waiting(room, grade=GRADES[1])
    room.clock.ahead_s = 290
    room.send(store, store.write(raised(incident)))  # type: ignore[arg-type, attr-defined]
    room.clock.ahead_s = 301
    assert ring_due(room.hub) == 1
    assert alarms(room, incident) == 1
    room.clock.ahead_s = 400
    ring_due(room.hub)
    assert alarms(room, incident) == 1


def test_raising_brings_the_alarm_forward(room: ControlRoom) -> None:
    store, incident = waiting(room, grade=GRADES[2])
    room.send(store, store.write(raised(incident)))  # type: ignore[arg-type, attr-defined]
    room.clock.ahead_s = 61
    assert ring_due(room.hub) == 1
    assert alarms(room, incident) == 1


def test_every_wait_has_its_own_alarm(room: ControlRoom) -> None:
    store, incident = waiting(room)
    room.clock.ahead_s = 301
    ring_due(room.hub)
    moved = desk.ReRouteRequested(incident, PARTNER, "", "nobody answers")
    room.send(store, store.write(moved))  # type: ignore[arg-type, attr-defined]
    room.clock.ahead_s = 500
    assert ring_due(room.hub) == 0
    room.clock.ahead_s = 602
    assert ring_due(room.hub) == 1
    assert alarms(room, incident) == 2


def refused(room: ControlRoom, **more: object) -> tuple[object, str]:
    store, incident = waiting(room, **more)
    room.clock.ahead_s += 100
    receiver = room.person("receiver", teams=(ROOM,))
    assert room.step(receiver, incident, "refuse", cause="not ours")["done"]
    return store, incident


def test_what_was_refused_and_nobody_re_routes_alarms_at_the_supervisors(
    room: ControlRoom,
) -> None:
    store, incident = refused(room)
    boss, receiver = room.person("supervisor"), room.person("receiver", teams=(ROOM,))
    room.clock.ahead_s = 100 + GRADES[1].accept_within_s - 1
    assert ring_due(room.hub) == 0
    assert room.queue(boss) == []
    room.clock.ahead_s += 2
    assert (ring_due(room.hub), ring_due(room.hub)) == (1, 0)
    for listener in (store.authorization, boss):  # type: ignore[attr-defined]
        heard = [c["event"]["type"] for c in room.changes(listener)["changes"]]
        assert heard[-1] == "AcceptanceOverdue"
        assert heard.count("AcceptanceOverdue") == 1
    (item,) = room.queue(boss)
    assert (item["incident_id"], item["standing"], item["overdue"]) == (incident, "refused", True)
    assert room.queue(receiver) == []


def test_what_was_refused_and_re_routed_in_time_waits_for_the_other_team(
    room: ControlRoom,
) -> None:
    store, incident = refused(room)
    room.clock.ahead_s = 350
    moved = desk.ReRouteRequested(incident, PARTNER, "", "refused")
    room.send(store, store.write(moved))  # type: ignore[arg-type, attr-defined]
    room.clock.ahead_s = 402
    assert ring_due(room.hub) == 0
    room.clock.ahead_s = 652
    assert ring_due(room.hub) == 1
    (item,) = room.queue(room.person("supervisor"), PARTNER)
    assert (item["standing"], item["overdue"]) == ("delivered", True)


def test_what_was_refused_after_its_alarm_alarms_again(room: ControlRoom) -> None:
    _, incident = waiting(room)
    room.clock.ahead_s = 301
    assert ring_due(room.hub) == 1
    room.step(room.person("receiver", teams=(ROOM,)), incident, "refuse", cause="not ours")
    room.clock.ahead_s = 602
    assert ring_due(room.hub) == 1
    assert alarms(room, incident) == 2


def test_the_clock_of_what_was_refused_survives_a_restart(hub_settings: HubSettings) -> None:
    clock = ShiftedClock()
    with running(hub_settings, clock) as room:
        _, incident = refused(room)
    clock.ahead_s += GRADES[1].accept_within_s - 1
    with running(hub_settings, clock) as room:
        assert alarms(room, incident) == 0
        clock.ahead_s += 2
        ring_due(room.hub)
        assert alarms(room, incident) == 1


def test_clocks_survive_a_restart_and_ring_by_themselves(hub_settings: HubSettings) -> None:
    clock = ShiftedClock()
    with running(hub_settings, clock) as room:
        _, incident = waiting(room)
    clock.ahead_s = 301
    with running(hub_settings, clock) as room:
        boss = room.person("supervisor")
        seen = threading.Event()
        room.hub.watch.follow(seen.set, frozenset({f"team:{ROOM}"}))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            bodies = room.incident(boss, incident)
            if any(isinstance(b, said.AcceptanceOverdue) for b in bodies):
                return
            seen.wait(1)
            seen.clear()
        raise AssertionError("no alarm")


def test_of_several_processes_one_rings(room: ControlRoom) -> None:
    incidents = [waiting(room)[1] for _ in range(8)]
    room.clock.ahead_s = 301
    rung: list[int] = []
    threads = [threading.Thread(target=lambda: rung.append(ring_due(room.hub))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ring_due(room.hub)
    assert [alarms(room, incident) for incident in incidents] == [1] * 8
