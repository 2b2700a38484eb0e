"""Risk markers suggested from the advisor's words: once, undecided, and never in the way."""

from dataclasses import replace

import pytest

from tests.desk.call.seat import Seat
from workstation.content.cues import load_cues
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts

PATTERNS = load_cues()


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, load_force("police-scotland"), cues=lambda: PATTERNS)
    sitting.answer()
    yield sitting
    sitting.stand_up()


def markers(seat):
    return {k: (m.fact.state, m.fact.words) for k, m in seat.calls.view().contact.markers.items()}


def test_a_weapon_in_the_words_is_asked_and_not_decided(seat):
    seat.calls.do(ask.Type("he is at the door with a baseball bat"))
    state, words = markers(seat)["weapon"]
    assert state == "undecided"
    assert "baseball bat" in words
    assert "Weapon" in " ".join(item.text for item in seat.calls.view().open_items)


def test_what_was_decided_is_not_asked_again(seat):
    seat.calls.do(ask.Type("he is at the door with a baseball bat"))
    seat.calls.do(ask.Record(facts.MarkerSet("weapon", "cleared")))
    seat.calls.do(ask.Type("he is still there with the bat and a knife"))
    assert markers(seat)["weapon"][0] == "cleared"


def test_no_weapon_seen_suggests_none(seat):
    seat.calls.do(ask.Type("no weapons seen"))
    assert "weapon" not in markers(seat)


def test_what_a_receiver_gets_says_that_it_is_not_decided(seat):
    seat.calls.do(ask.Type("he is at the door with a baseball bat"))
    assert seat.calls.send_now().done
    contact = seat.calls.view().contact
    assert contact.undecided_markers == {"weapon"}
    assert contact.handed


def test_broken_lists_stop_no_emergency(seat, monkeypatch):
    broken = replace(PATTERNS, index=None)
    monkeypatch.setattr("tests.desk.call.test_suggesting.PATTERNS", broken)
    seat.calls.draft("narrative", "he has a kn", 11)
    assert seat.calls.send_now().done
    assert seat.calls.view().contact.handed
