"""A call is read by the policy it was answered under, or a person is told that it is not."""

from dataclasses import replace

import pytest

from tests.desk.call.seat import GRANT, RINGING, Seat, shelf
from workstation.content.policies import load_force
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.desk_stream import GradeRaised, HandOverRequested
from workstation.domain.events import PolicyRef
from workstation.protocol.payloads import body_of

PINNED = load_force("police-scotland")
#: Another force's, so that the keys of the pinned one are not known in it.
NEWER = replace(
    load_force("west-midlands"),
    ref=PolicyRef("police-scotland", "99.0", "f" * 64),
    incident_types=(),
    markers=(),
    indication="live",
)
KIND = PINNED.incident_types[0].key
GRADE = next(g.key for g in PINNED.grades if g.key not in {n.key for n in NEWER.grades})
MARKER = PINNED.markers[0].key


@pytest.fixture
def restarted(tmp_path):
    """Starts the program again over a call that was answered under `PINNED`."""
    first = Seat(tmp_path, PINNED)
    first.answer()
    first.calls.do(ask.Record(facts.TypeChosen(KIND)))
    first.calls.do(ask.Record(facts.MarkerSet(MARKER, "set")))
    first.calls.do(ask.ChooseGrade(GRADE))
    first.settle()
    before = first.calls.view()
    first.stand_up()
    opened = []

    def again(policy, *kept):
        for seat in opened:
            seat.stand_up()
        opened[:] = [Seat(tmp_path, policy, first.clock, kept)]
        opened[0].calls.resume()
        return opened[0]

    again.before = before
    yield again
    for seat in opened:
        seat.stand_up()


def said(seat):
    return [news for news in seat.calls.desk_view().news if "not on this desk" in news]


def test_a_call_is_read_by_its_own_policy_when_another_is_in_force(restarted):
    seat = restarted(NEWER, PINNED)
    assert seat.calls.view().policy == PINNED
    assert seat.calls.view().policy_missing == "" and said(seat) == []


def test_a_policy_that_is_missing_is_said_to_be_and_nothing_recorded_changes(restarted):
    seat = restarted(NEWER)
    view = seat.calls.view()
    (sentence,) = said(seat)
    assert view.policy_missing == sentence
    assert PINNED.ref.version in sentence and "99.0" in sentence
    assert view.policy.ref == NEWER.ref
    assert view.contact == restarted.before.contact


def test_a_call_without_its_policy_can_be_shown_sent_and_graded(restarted):
    seat = restarted(NEWER)
    assert seat.calls.desk_view().calls[0].headline.startswith(KIND)
    assert "not here" in seat.calls.view().policy.grade(GRADE).name
    assert seat.calls.send_now().done
    seat.settle()
    (request,) = [
        body_of(e)
        for e in seat.journal.stream("desk:store-1")
        if e.type == HandOverRequested.__name__
    ]
    assert request.grade == NEWER.top_grade.key and request.urgent and request.vulnerable


def test_another_grade_can_be_chosen_without_the_policy_of_the_first(restarted):
    seat = restarted(NEWER)
    seat.calls.sign_in(GRANT)
    lowest = max(NEWER.grades, key=lambda g: g.rank)
    assert seat.calls.do(ask.ChooseGrade(lowest.key)).done
    assert seat.calls.view().contact.grade.grade == lowest.key


def test_nothing_is_held_back_for_a_grade_that_cannot_be_read(restarted):
    seat = restarted(NEWER)
    outcomes = seat.calls.view().outcomes
    assert {state.held for state in outcomes if state.outcome.teams} == {()}
    assert NEWER.guards, "there are guards that could hold"


def test_any_grade_raises_one_that_cannot_be_read_after_hand_over(restarted):
    seat = restarted(PINNED)
    seat.calls.sign_in(GRANT)
    assert seat.calls.do(ask.HandOver("dispatch")).done
    seat.settle()
    seat = restarted(NEWER)
    seat.calls.sign_in(GRANT)
    assert seat.calls.do(ask.ChooseGrade(NEWER.top_grade.key)).done
    seat.settle()
    assert seat.journal.stream("desk:store-1")[-1].type == GradeRaised.__name__


def test_what_is_decided_without_the_pinned_policy_names_the_one_it_was_decided_by(restarted):
    seat = restarted(NEWER)
    seat.calls.sign_in(GRANT)
    seat.calls.do(ask.Type("he is at the window"))
    seat.settle()
    assert seat.journal.stream("contact:call-1")[-1].policy == NEWER.ref


def test_the_pinned_policy_stays_pinned_whatever_was_decided_without_it(restarted):
    seat = restarted(NEWER)
    seat.calls.sign_in(GRANT)
    seat.calls.do(ask.Type("he is at the window"))
    seat.settle()
    assert restarted(NEWER, PINNED).calls.view().policy == PINNED


def test_a_pinned_policy_that_arrives_later_is_used_from_then_on(restarted):
    seat = restarted(NEWER)
    seat.calls.use(shelf(NEWER, PINNED))
    assert seat.calls.view().policy == PINNED
    assert seat.calls.view().policy_missing == ""


def test_a_call_that_nobody_answered_is_pinned_to_nothing(tmp_path):
    first = Seat(tmp_path, PINNED)
    first.calls.hear(RINGING)
    first.settle()
    first.stand_up()
    again = Seat(tmp_path, NEWER, first.clock)
    again.calls.resume()
    again.calls.sign_in(GRANT)
    again.calls.hear(CallEvent("answered", "call-1"))
    assert again.calls.view().policy == NEWER and said(again) == []
    again.stand_up()
