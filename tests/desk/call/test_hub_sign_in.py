"""A person's sign-in at the hub that lacks or has ended is asked for, and stops nothing."""

from dataclasses import replace

import pytest

from tests.desk.call.seat import GRANT, RINGING, Seat
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.events import Author
from workstation.protocol.payloads import body_of

POLICY = load_force("police-scotland")
HOURS_12 = 12 * 3600.0


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY)
    yield sitting
    sitting.stand_up()


def how(seat):
    return seat.calls.desk_view().hub_sign_in


def everything_works(seat):
    """A call is answered, typed, graded, handed over and sent again."""
    seat.calls.hear(RINGING)
    assert seat.calls.answer().done
    assert seat.calls.do(ask.Type("a man with a bat")).done
    assert seat.calls.do(ask.ChooseGrade("prompt")).done
    assert seat.calls.do(ask.HandOver("dispatch")).done
    assert seat.calls.send_now().done
    seat.settle()
    assert len(seat.calls.view().hand_overs) == 1


def test_a_sign_in_of_the_hub_ends_when_the_hub_said_and_stops_nothing(seat):
    assert how(seat) == "none"
    seat.calls.sign_in(replace(GRANT, good_for_s=HOURS_12))
    assert how(seat) == "given"
    seat.clock.seconds += HOURS_12 - 1
    assert how(seat) == "given"
    seat.clock.seconds += 1
    assert how(seat) == "ended"
    everything_works(seat)
    assert how(seat) == "ended"


def test_a_sign_in_without_the_hub_is_asked_for_once_the_hub_is_there(seat):
    seat.link.now = "lost"
    seat.calls.sign_in(replace(GRANT, offline=True))
    assert how(seat) == "without"
    seat.link.now = "live"
    assert how(seat) == "lacking"
    everything_works(seat)


def test_signing_in_again_ends_the_asking_and_the_shift_goes_on(seat):
    seat.calls.sign_in(replace(GRANT, good_for_s=60.0))
    everything_works(seat)
    since = seat.calls.shift().own.since_utc
    seat.clock.seconds += 61
    assert how(seat) == "ended"
    seat.calls.sign_in(replace(GRANT, sign_in="sign-in-2", good_for_s=HOURS_12))
    assert how(seat) == "given"
    assert seat.calls.shift().own.since_utc == since
    assert "SignedOut" not in kinds(seat)


def kinds(seat):
    seat.settle()
    return [event.type for event in seat.journal.stream("desk:store-1")]


def test_an_older_hub_does_not_say_when_it_ends(seat):
    seat.calls.sign_in(GRANT)
    seat.clock.seconds += 10 * HOURS_12
    assert how(seat) == "given"


def test_another_person_who_signs_in_takes_the_desk_and_the_first_is_signed_out(seat):
    seat.calls.sign_in(replace(GRANT, good_for_s=1.0))
    other = replace(GRANT, user="a.reid", name="A. Reid", sign_in="sign-in-2")
    seat.calls.sign_in(other)
    assert kinds(seat)[-2:] == ["SignedOut", "SignedIn"]
    last = seat.journal.stream("desk:store-1")[-2]
    assert (last.actor, body_of(last).user) == ("f.grant", "f.grant")
    assert seat.calls._attendance.author == Author("demo", "a.reid", "sign-in-2")
