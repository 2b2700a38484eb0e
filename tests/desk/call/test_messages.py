"""A message, a complaint or praise is a route: with an owner, a clock and a fallback."""

import pytest

from tests.desk.call.seat import Seat
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.desk_stream import HandOverRequested
from workstation.protocol.payloads import body_of

POLICIES = [load_force(force) for force in ("police-scotland", "west-midlands", "essex")]
SCOTLAND = POLICIES[0]


@pytest.fixture
def seat(tmp_path):
    made = Seat(tmp_path, SCOTLAND)
    yield made
    made.stand_up()


def safe(seat: Seat) -> None:
    """Nobody is in danger, and what is on record was looked at."""
    assert seat.calls.do(ask.Type("PC 4412 was kind to my mother")).done
    seat.calls.do(ask.Record(facts.HistoryChecked(0, "2026-11-21T14:00:00Z")))
    for question in ("T.now", "T.danger"):
        seat.calls.do(ask.Record(facts.QuestionEnded(question, "answered", "no")))


def requests(seat: Seat) -> list[HandOverRequested]:
    seat.settle()
    bodies = [body_of(event) for event in seat.journal.stream("desk:store-1")]
    return [body for body in bodies if isinstance(body, HandOverRequested)]


@pytest.mark.parametrize("end", ["message", "praise", "complaint", "property"])
def test_it_goes_to_the_team_that_owns_it_with_the_callers_words(seat, end):
    seat.answer()
    safe(seat)
    done = seat.calls.do(ask.Dispose(end, "wants a call from PC 4412", "I pass it on"))
    assert done.done, done
    (asked,) = requests(seat)
    owner = SCOTLAND.disposition(end)
    assert (asked.kind, asked.team, asked.fallback_team) == ("message", owner.team, owner.fallback)
    assert asked.headline == "wants a call from PC 4412"
    assert not asked.urgent and asked.grade_rank > max(g.rank for g in SCOTLAND.grades)
    carried = {one.type for one in asked.snapshot}
    assert {"NarrativeAdded", "PromiseMade", "ContactDisposed"} <= carried


@pytest.mark.parametrize("end", ["advice", "information"])
def test_what_nobody_has_to_follow_goes_to_nobody(seat, end):
    seat.answer()
    safe(seat)
    assert seat.calls.do(ask.Dispose(end)).done
    assert requests(seat) == []


def test_the_record_ends_by_its_disposition_and_send_now_still_opens_an_incident(seat):
    seat.answer()
    safe(seat)
    assert seat.calls.do(ask.Dispose("message", "ring me")).done
    contact_id = seat.calls.shift().desk.contact_only[0].contact_id
    assert seat.calls.shift().desk.unexplained == ()
    seat.calls.show(contact_id)
    assert seat.calls.send_now().done
    first, second = requests(seat)
    assert first.incident_id != second.incident_id
    assert (second.kind, second.urgent) == ("incident", True)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.ref.id)
def test_every_owner_has_another_team_behind_it(policy):
    owners = [end for end in policy.dispositions if end.team]
    assert owners and all(end.fallback not in (None, end.team) for end in owners)
