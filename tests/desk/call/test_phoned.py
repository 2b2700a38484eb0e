"""What was given by telephone: it alarms no longer, is told where it stands, also after a start."""

import pytest

from tests.desk.call.seat import GRANT, Seat
from workstation.content.policies import load_force
from workstation.desk.ports import DeliveryState
from workstation.domain.contact import commands as ask
from workstation.domain.mending import Again
from workstation.protocol.payloads import body_of

POLICY = load_force("police-scotland")
AT = "2026-11-21T14:16:50.000000Z"


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY)
    sitting.link.now = "lost"
    yield sitting
    sitting.stand_up()


def sent(seat):
    seat.answer()
    assert seat.calls.send_now().done
    seat.settle()
    seat.calls.tick()
    return seat.calls.view().contact.incident_id


def phone(seat, incident_id):
    assert seat.calls.do(ask.PhoneThrough(incident_id, "J. Muir, area control", AT)).done
    seat.settle()


def alarms(seat):
    return [alarm.kind for alarm in seat.calls.view().alarms]


def test_what_nobody_phoned_through_alarms_and_what_was_phoned_does_not(seat):
    incident_id = sent(seat)
    assert alarms(seat) == ["link_down"]
    phone(seat, incident_id)
    seat.clock.seconds += 3_600
    seat.calls.tick()
    assert alarms(seat) == []
    (hand_over,) = seat.calls.view().hand_overs
    assert (hand_over.state, hand_over.phoned.told) == ("waiting", "J. Muir, area control")
    assert hand_over.reference


def test_a_raise_after_the_telephone_call_alarms_again_until_that_is_told_too(seat):
    seat.answer()
    assert seat.calls.do(ask.ChooseGrade("prompt")).done
    assert seat.calls.do(ask.HandOver("dispatch")).done
    seat.settle()
    incident_id = seat.calls.view().contact.incident_id
    phone(seat, incident_id)
    seat.clock.seconds += 5
    assert seat.calls.send_now().done
    assert alarms(seat) == ["link_down"]
    seat.clock.seconds += 5
    phone(seat, incident_id)
    assert alarms(seat) == []


def test_it_is_known_after_a_new_start_and_the_one_after_that(seat, tmp_path):
    phone(seat, sent(seat))
    for _ in range(2):
        seat.settle()
        seat.stand_up()
        seat = Seat(tmp_path, POLICY, seat.clock)
        seat.link.now = "lost"
        seat.calls.resume()
        seat.calls.sign_in(GRANT)
        (hand_over,) = seat.calls.view().hand_overs
        assert hand_over.phoned.told == "J. Muir, area control"
        assert alarms(seat) == []
    seat.stand_up()


def test_a_hand_over_that_is_said_again_was_phoned_through_all_the_same(seat):
    phone(seat, sent(seat))
    event = next(e for e in seat.journal.stream("desk:store-1") if e.type == "HandOverRequested")
    seat.journal.mark({event.event_id: DeliveryState("set_aside", 1, "unreadable")}).result(10)
    seat.calls.delivered([event.event_id])
    assert seat.calls.mend.again(event.event_id, Again("", POLICY.teams[1].key, "Other")).done
    (hand_over,) = seat.calls.view().hand_overs
    assert hand_over.phoned.told == "J. Muir, area control"
    seat.settle()
    phoned = [e for e in seat.journal.stream("desk:store-1") if e.type == "PhonedThrough"]
    again = [e for e in seat.journal.stream("desk:store-1") if e.type == "HandOverRequested"][-1]
    assert body_of(phoned[0]).incident_id == body_of(again).incident_id  # so the hub joins them
