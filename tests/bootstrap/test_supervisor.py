"""What a supervisor reads at a terminal, from a real hub."""

from pathlib import Path

from tests.endtoend.seated import hub, machine_at
from tests.hub.control_room import PASSWORD, hand_over, new_contact
from workstation.bootstrap.supervisor import overview
from workstation.hub.timers import ring_due


def test_what_a_team_refused_and_nobody_re_routed_is_listed(tmp_path: Path) -> None:
    with hub(tmp_path / "hub") as room:
        machine = machine_at(room, tmp_path / "supervisor", "supervisor")
        policy = machine.policies.current()
        assert policy is not None
        team = policy.teams[0].key
        store = room.desk()
        asked = hand_over(new_contact(), team)
        assert room.send(store, store.write(asked))[0]["status"] == "stored"
        receiver = room.person("receiver", teams=(team,))
        assert room.step(receiver, asked.incident_id, "refuse", cause="not ours")["done"]
        user, _ = room.named_person("supervisor")
        with overview(machine, user, PASSWORD) as seen:
            assert seen.lines() == ()
            room.clock.ahead_s = asked.accept_within_s + 1
            ring_due(room.hub)
            (line,) = seen.lines()
    assert line.startswith("REFUSED")
    assert asked.reference in line
