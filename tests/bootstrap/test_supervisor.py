"""What a supervisor reads at a terminal, from a real hub."""

from pathlib import Path

import pytest

from tests.endtoend.seated import hub, machine_at
from tests.hub.control_room import GRADES, PASSWORD, hand_over, new_contact
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.supervisor import overview
from workstation.domain.desk_stream import ApprovalWanted
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


WANTED = ApprovalWanted(
    "not-attending-vulnerable", "Domestic abuse", 900, "product default", (), "with her sister"
)


def test_an_approval_is_listed_escalates_and_is_decided(tmp_path: Path) -> None:
    with hub(tmp_path / "hub") as room:
        machine = machine_at(room, tmp_path / "supervisor", "supervisor")
        store = room.desk()
        asked = hand_over(new_contact(), "resolution_team", GRADES[2], approval=WANTED)
        assert room.send(store, store.write(asked))[0]["status"] == "stored"
        receiver = room.person("receiver", teams=("resolution_team",))
        room.step(receiver, asked.incident_id, "accept")
        user, _ = room.named_person("supervisor")
        with overview(machine, user, PASSWORD) as seen:
            (line,) = seen.lines()
            assert line.startswith("approve")
            assert "nobody attends: Domestic abuse – with her sister" in line
            room.clock.ahead_s = 901
            ring_due(room.hub)
            (line,) = seen.lines()
            assert line.startswith("OVERDUE")
            with pytest.raises(CannotGoOn, match="No open incident D99"):
                seen.decide("D99-0001-A", given=True, reason="seen")
            with pytest.raises(CannotGoOn, match="Say in a line why"):
                seen.decide(asked.reference, given=True, reason=" ")
            said = seen.decide(asked.reference.lower(), given=False, reason="send somebody")
            assert said == f"{asked.reference}: refused; it stays open, and desk and team read why."
            (line,) = seen.lines()
            assert line.startswith("NOT APPROVED")
            assert "approved that nobody attends" in seen.decide(
                asked.reference, given=True, reason="officers have been"
            )
            assert seen.lines() == ()
