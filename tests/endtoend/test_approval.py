"""From the advisor's key to a supervisor's word and back: a real desk, link, hub and terminal."""

from pathlib import Path

from tests.endtoend.seated import machine_at, seated
from tests.hub.control_room import PASSWORD
from workstation.bootstrap.supervising import overview
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.handover import HandOver
from workstation.domain.incident.approval import Approval
from workstation.domain.location import LocationFixed
from workstation.hub.timers import ring_due

GUARD = "not-attending-vulnerable"


def test_not_attending_waits_for_a_supervisor_and_the_desk_hears_the_word(tmp_path: Path) -> None:
    with seated(tmp_path) as here:
        here.ring_and_answer("101")
        calls = here.desk.calls
        view = calls.view()
        assert view is not None
        for question in view.policy.questions:
            calls.do(ask.Record(facts.QuestionEnded(question.key, "not_known")))
        calls.do(ask.Record(LocationFixed("fix-1", "incident", "caller", "9 Sallow Court")))
        calls.do(ask.Record(facts.MarkerSet("domestic_abuse", "set")))
        for guard in (GUARD, "history-not-checked"):
            calls.do(ask.Record(facts.RationaleGiven(guard, "she is at her sister's")))
        calls.do(ask.ChooseGrade("other", reason="she wants advice only"))
        assert calls.do(ask.HandOver("advice")).done

        def newest() -> HandOver:
            now = calls.view()
            assert now is not None
            return now.hand_overs[-1]

        def approval() -> Approval:
            found = newest().approval
            assert found is not None
            return found

        here.until(lambda: bool(approval().since))
        assert (newest().state, newest().team) == ("delivered", "resolution_team")
        receiver = here.room.person("receiver", teams=("resolution_team",))
        incident_id = newest().incident_id
        assert here.room.step(receiver, incident_id, "accept")["done"]
        held = here.room.step(receiver, incident_id, "close", cause="advice given")
        assert "not yet approved" in held["cause"]
        here.room.clock.ahead_s = 901
        ring_due(here.room.hub)
        here.until(lambda: approval().overdue_since is not None)
        machine = machine_at(here.room, tmp_path / "supervisor", "supervisor")
        user, _ = here.room.named_person("supervisor")
        with overview(machine, user, PASSWORD) as seen:
            (row,) = seen.supervision().approvals
            assert row.approval_overdue
            assert row.approval_because == "Domestic abuse"
            assert row.approval_rationale.startswith("she is at her sister's")
            seen.take("approve", row.reference, "rang her back, she is safe")
        here.until(lambda: approval().state == "given")
        assert any("she is safe" in news for news in calls.desk_view().news)
        assert here.room.step(receiver, incident_id, "close", cause="advice given")["done"]
        here.until(lambda: newest().state == "closed")
