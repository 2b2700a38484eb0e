"""After an outage many clocks have run out at once: all ring, whatever hinders some of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hub.control_room import (
    GRADES,
    ROOM,
    ControlRoom,
    hand_over,
    new_contact,
    running,
    set_up,
)
from workstation.hub import timers
from workstation.hub.hub import Hub
from workstation.hub.incidents import IncidentWork
from workstation.hub.store.engine import Transaction

#: More than are read at once.
MANY = 55


def waiting(room: ControlRoom, count: int) -> list[str]:
    store = room.desk()
    asked = [hand_over(new_contact(), ROOM, GRADES[1]) for _ in range(count)]
    for one in asked:
        assert room.send(store, store.write(one))[0]["status"] == "stored"
    return [one.incident_id for one in asked]


def overdue(room: ControlRoom) -> set[str]:
    boss = room.person("supervisor")
    return {item["incident_id"] for item in room.queue(boss) if item["overdue"]}


def test_many_that_cannot_ring_hinder_none_that_ran_out_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(
        set_up(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path, timer_interval_s=3600.0)
    ) as room:
        bad = frozenset(waiting(room, MANY))
        room.clock.ahead_s = 1
        good = waiting(room, 3)
        room.clock.ahead_s = 3600
        work_on = timers.work_on

        def trips(hub: Hub, tx: Transaction, incident_id: str) -> IncidentWork:
            if incident_id in bad:
                raise RuntimeError("made up")
            return work_on(hub, tx, incident_id)

        monkeypatch.setattr(timers, "work_on", trips)
        assert timers.ring_due(room.hub) == len(good)
        assert overdue(room) == set(good)
        monkeypatch.undo()
        timers.ring_due(room.hub)
        assert overdue(room) == {*good, *bad}
