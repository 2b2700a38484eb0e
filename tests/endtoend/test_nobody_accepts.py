"""Without a receiver a hand-over stays delivered, and alarms at the policy's clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endtoend.seated import Seated, seated
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.handover import HandOver
from workstation.domain.location import LocationFixed


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Seated]:
    """An advisor at a desk that is on line; nobody receives."""
    with seated(tmp_path) as made:
        yield made


def handed_over(here: Seated, grade: str, outcome: str) -> HandOver:
    """A call handed over and delivered."""
    here.ring_and_answer()
    calls = here.desk.calls
    for fact in (
        facts.QuestionEnded("T.now", "not_known"),
        LocationFixed("fix-1", "incident", "caller", "12 Fir Road"),
    ):
        assert calls.do(ask.Record(fact)).done
    assert calls.do(ask.ChooseGrade(grade, reason="as the caller says")).done
    assert calls.do(ask.HandOver(outcome)).done
    here.until(lambda: newest(here).delivered_at is not None)
    return newest(here)


def newest(here: Seated) -> HandOver:
    view = here.desk.calls.view()
    assert view is not None
    return view.hand_overs[-1]


def alarms(here: Seated) -> list[str]:
    view = here.desk.calls.view()
    assert view is not None
    return [alarm.kind for alarm in view.alarms]


@pytest.mark.parametrize(
    ("grade", "outcome"), [("immediate", "dispatch"), ("standard", "appointment")]
)
def test_it_stays_delivered_and_alarms_when_the_acceptance_clock_has_run_out(
    here: Seated, grade: str, outcome: str
) -> None:
    handed = handed_over(here, grade, outcome)
    assert handed.state == "delivered"
    here.clock.pass_s(handed.accept_within_s - 1)
    here.desk.calls.tick()
    assert (alarms(here), here.sound.sounded) == ([], 0)

    here.clock.pass_s(1)
    here.desk.calls.tick()
    assert newest(here).state == "delivered"
    assert alarms(here) == ["not_accepted"]
    assert here.sound.sounded == 1
    assert handed.team_name in here.desk.calls.desk_view().news[-1]
    here.desk.calls.tick()
    assert here.sound.sounded == 1


def test_the_hub_says_it_too_so_that_supervisors_hear_it(here: Seated) -> None:
    handed = handed_over(here, "immediate", "dispatch")
    here.room.clock.ahead_s = handed.accept_within_s + 1
    here.until(lambda: newest(here).overdue)
    assert newest(here).state == "delivered"
    supervisor = here.room.person("supervisor")
    (row,) = here.room.queue(supervisor, handed.team)
    assert (row["standing"], row["overdue"]) == ("delivered", True)


def test_an_acceptance_ends_the_alarm(here: Seated) -> None:
    handed = handed_over(here, "immediate", "dispatch")
    here.clock.pass_s(handed.accept_within_s)
    here.desk.calls.tick()
    assert alarms(here) == ["not_accepted"]
    receiver = here.room.person("receiver", teams=(handed.team,))
    assert here.room.step(receiver, handed.incident_id, "accept")["done"]
    here.until(lambda: newest(here).state == "accepted")
    here.desk.calls.tick()
    assert alarms(here) == []
