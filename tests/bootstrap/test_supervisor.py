"""What a supervisor sees and decides, from a real hub."""

from pathlib import Path

import pytest

from tests.endtoend.seated import hub, machine_at, seated
from tests.hub.control_room import GRADES, PASSWORD, hand_over, new_contact
from workstation.bootstrap.demo_people import ADVISOR
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.supervising import overview
from workstation.desk.link.reporter import GAP_S
from workstation.desk.supervising import DeskStanding
from workstation.domain.call_event import CallEvent
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
            assert seen.supervision().waiting == ()
            room.clock.ahead_s = asked.accept_within_s + 1
            ring_due(room.hub)
            found = seen.supervision()
    (row,), (alarm,) = found.waiting, found.rang
    assert (row.standing, row.overdue, row.reference) == ("refused", True, asked.reference)
    assert (alarm.kind, alarm.reference, alarm.standing) == (
        "acceptance", asked.reference, "refused"
    )  # fmt: skip
    assert alarm.team_name == row.team_name


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
            (row,) = seen.supervision().approvals
            assert (row.approval, row.approval_overdue) == ("pending", False)
            assert row.approval_rationale == "with her sister"
            room.clock.ahead_s = 901
            ring_due(room.hub)
            (row,) = seen.supervision().approvals
            assert row.approval_overdue
            with pytest.raises(CannotGoOn, match="No team has an open incident D99"):
                seen.take("approve", "D99-0001-A", "seen")
            with pytest.raises(CannotGoOn, match="Say in a line why"):
                seen.take("approve", asked.reference, " ")
            said = seen.take("disapprove", asked.reference.lower(), "send somebody")
            assert said == f"{asked.reference}: refused; it stays open, and desk and team read why."
            (row,) = seen.supervision().approvals
            assert row.approval == "refused"
            assert row.approval_by.startswith("Person")
            said = seen.take("approve", asked.reference, "officers have been")
            assert "approved that nobody attends" in said
            assert seen.supervision().approvals == ()


def test_what_was_refused_and_is_overdue_is_reviewed_by_its_reference(tmp_path: Path) -> None:
    with hub(tmp_path / "hub") as room:
        machine = machine_at(room, tmp_path / "supervisor", "supervisor")
        policy = machine.policies.current()
        assert policy is not None
        store, team = room.desk(), policy.teams[0].key
        store.policy = policy.ref
        prompt = next(g for g in policy.grades[1:] if g.review_after_s is not None)
        asked = hand_over(new_contact(), team, prompt)
        assert room.send(store, store.write(asked))[0]["status"] == "stored"
        receiver = room.person("receiver", teams=(team,))
        assert room.step(receiver, asked.incident_id, "refuse", cause="not ours")["done"]
        user, _ = room.named_person("supervisor")
        with overview(machine, user, PASSWORD) as seen:
            (due, *_) = [one for one in seen.supervision().due_next if one.kind == "review"]
            assert (due.reference, due.within_s) == (asked.reference, prompt.review_after_s)
            room.clock.ahead_s = due.within_s + 1
            ring_due(room.hub)
            late = [t.kind for row in seen.supervision().overdue for t in row.tasks if t.overdue]
            assert "review" in late
            said = seen.take("review", asked.reference, "the partner desk takes it")
            assert said.startswith(f"{asked.reference}: reviewed;")
            left = [t.kind for row in seen.supervision().overdue for t in row.tasks if t.overdue]
            assert "review" not in left
            assert "every desk reads the briefing" in seen.take(
                "declare_major", asked.reference, "Fire at the mill"
            )
            (row,) = seen.supervision().majors
            assert (row.reference, row.major) == (asked.reference, "Fire at the mill")
            seen.take("end_major", asked.reference, "it is out")
            assert seen.supervision().majors == ()


def test_a_desk_with_a_call_is_seen_until_it_is_closed(tmp_path: Path) -> None:
    with seated(tmp_path) as here:
        machine = machine_at(here.room, tmp_path / "supervisor", "supervisor")
        user, _ = here.room.named_person("supervisor")
        with overview(machine, user, PASSWORD) as seen:

            def desk() -> DeskStanding:
                here.clock.pass_s(GAP_S)
                (one,) = seen.supervision().desks
                return one

            here.until(lambda: desk().user == ADVISOR.user)
            assert (desk().state, desk().user_name) == ("reporting", ADVISOR.name)
            assert not desk().on_call
            contact_id = here.ring_and_answer()
            here.until(lambda: desk().on_call)
            here.desk.calls.hear(CallEvent("ended", contact_id.partition(":")[2], "999"))
            here.until(lambda: not desk().on_call)
            here.desk.calls.sign_out()
            here.until(lambda: desk().user == "")
            here.desk.link.stop()
            assert desk().state == "closed"
