"""Which fix is best, and whether the place is another one than people were told."""

import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.contacts import Host
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.case import case_of
from workstation.domain.contact.place import place_now
from workstation.domain.location import LocationFixed, best_first, ranked, same_place
from workstation.domain.place import Place, fix_of

POLICY = load_force("police-scotland")
BEGAN = datetime.fromisoformat("2026-11-21T14:00:00+00:00")
NUMBERS = itertools.count()


def fix(source, text="", *, about="caller", after=0, **more):
    """A fix, ``after`` seconds into the call."""
    at = (BEGAN + timedelta(seconds=after)).isoformat().replace("+00:00", "Z")
    return LocationFixed(f"f{next(NUMBERS)}", about, source, text, fixed_at_utc=at, **more)


def best(*fixes, about="caller"):
    return best_first(fixes, about)[0]


CELL = {"lat": 55.5532, "lon": -3.8494, "radius_m": 2_600.0}
HANDSET = {"lat": 55.55871, "lon": -3.82142, "radius_m": 14.0}


def test_a_cell_of_kilometres_never_beats_the_handset_position():
    aml = fix("aml", after=18, **HANDSET)
    assert best(fix("eisec", "cell", **CELL), aml) == aml
    assert best(aml, fix("eisec", "cell", after=120, **CELL)) == aml


def test_an_old_handset_position_loses_to_a_fresh_landline_address():
    aml = fix("aml", **HANDSET)
    landline = fix("eisec", "4 Kirk Brae, Kinlarrow", after=600, postcode="KX1 2AB")
    assert best(aml, landline) == landline
    assert ranked((aml, landline), "caller")[1].older_s == 600


def test_an_old_position_loses_even_to_a_cell_when_the_caller_may_be_anywhere_in_it():
    assert best(fix("aml", **HANDSET), fix("eisec", after=3_600, **CELL)).source == "eisec"


def test_the_place_of_an_incident_does_not_walk():
    aml = fix("aml", about="incident", **HANDSET)
    later = fix("eisec", about="incident", after=3_600, **CELL)
    assert best(aml, later, about="incident") == aml


def test_a_place_told_again_takes_the_first_one_back_even_when_it_is_larger():
    first = fix("gazetteer", "12 Fir Road", about="incident", radius_m=15.0)
    again = fix("gazetteer", "Fir Road", about="incident", radius_m=240.0, after=40)
    words = fix("caller", "by the school", about="incident", after=60)
    order = ranked((first, again, words), "incident")
    assert [one.fix for one in order] == [words, again, first]
    assert [one.replaced for one in order] == [False, False, True]


def test_of_equals_the_newest_is_best():
    one, two = fix("aml", **HANDSET), fix("aml", **HANDSET)
    assert best(one, two) == two


@pytest.mark.parametrize("at", [None, "", "soon", "9999", "0001-01-01T00:00:00Z", "2026-11-21T25"])
def test_a_time_that_cannot_be_read_makes_no_fault_and_nothing_young(at):
    odd = LocationFixed("odd", "caller", "aml", "", radius_m=20.0, fixed_at_utc=at)
    good = fix("aml", **HANDSET)
    assert best(odd, good) == best(good, odd) == good


@given(st.lists(st.builds(LocationFixed), max_size=8), st.sampled_from(["caller", "incident"]))
def test_every_fix_stays_in_the_series_once(fixes, about):
    order = best_first(fixes, about)
    assert sorted(map(id, order)) == sorted(id(f) for f in fixes if f.about == about)


def test_two_doors_side_by_side_are_two_places_and_a_handset_at_the_door_is_none():
    twelve = fix("gazetteer", "12 Fir Road", lat=57.86, lon=-3.05, radius_m=15.0, uprn="12")
    fourteen = fix("gazetteer", "14 Fir Road", lat=57.86008, lon=-3.05, radius_m=15.0, uprn="14")
    street = fix("gazetteer", "Fir Road", lat=57.8603, lon=-3.05, radius_m=240.0)
    handset = fix("aml", lat=57.86005, lon=-3.05, radius_m=14.0)
    far = fix("aml", lat=57.90, lon=-3.05, radius_m=14.0)
    assert not same_place(twelve, fourteen)
    assert same_place(twelve, street)
    assert same_place(twelve, handset)
    assert not same_place(twelve, far)
    assert not same_place(fix("caller", "the pier"), fix("caller", "the harbour"))
    assert same_place(fix("caller", "The  pier"), fix("caller", "the pier"))


def test_a_place_of_the_gazetteer_is_a_fix_with_its_property_and_its_radius():
    place = Place("address", "12 Fir Road, Kinlarrow", "Fir Road", "KX1 1AB", "9", 57.8, -3.0, 15.0)
    fixed = fix_of(place, "f1", "incident", "2026-11-21T14:00:00.000000Z")
    assert fixed == LocationFixed(
        "f1", "incident", "gazetteer", "12 Fir Road, Kinlarrow", 57.8, -3.0, 15.0, "KX1 1AB",
        "2026-11-21T14:00:00.000000Z", "9",
    )  # fmt: skip
    assert place.line == "12 Fir Road, Kinlarrow, KX1 1AB"


def test_a_street_of_the_gazetteer_does_not_beat_the_handset():
    street = Place("street", "Fir Road, Kinlarrow", "Fir Road", "", "", 57.86, -3.05, 240.0)
    chosen = fix_of(street, "f1", "caller", "2026-11-21T14:00:00.000000Z")
    aml = fix("aml", after=-60, **HANDSET)
    assert best(aml, chosen) == aml
    assert chosen.uprn is None and chosen.postcode is None


def test_a_postcode_is_not_said_twice_on_a_line():
    unit = Place("postcode", "Fir Road, Kinlarrow", "Fir Road", "KX1 1AB", "", 57.86, -3.05, 90.0)
    assert unit.line == "KX1 1AB, Fir Road, Kinlarrow"
    assert Place("area", "Kinlarrow", "", "", "", 57.86, -3.05, 900.0).line == "Kinlarrow"


def talking() -> Host:
    host = Host(POLICY)
    host.ring_and_answer()
    return host


def record(host: Host, *bodies) -> None:
    for body in bodies:
        host.do(ask.Record(body))


def test_a_place_that_changes_after_it_was_read_back_is_marked_and_unconfirmed():
    host = talking()
    assert place_now(host.contact) is None
    record(host, fix("gazetteer", "12 Fir Road", about="incident", uprn="12"))
    record(host, facts.PlaceReadBack("incident", True))
    now = place_now(host.contact)
    assert now is not None and now.confirmed and not now.changed
    assert case_of(host.contact).place_read_back
    record(host, fix("gazetteer", "14 Fir Road", about="incident", uprn="14", after=9))
    now = place_now(host.contact)
    assert now is not None and now.fix.uprn == "14" and now.changed and not now.confirmed
    assert not case_of(host.contact).place_read_back
    record(host, facts.PlaceReadBack("incident", True))
    now = place_now(host.contact)
    assert now is not None and now.confirmed and not now.changed


def test_a_place_read_back_as_wrong_is_not_confirmed():
    host = talking()
    record(host, fix("caller", "the pier", about="incident"))
    record(host, facts.PlaceReadBack("incident", False))
    now = place_now(host.contact)
    assert now is not None and not now.confirmed and not now.changed


def test_another_place_than_the_team_was_given_is_marked():
    host = talking()
    record(host, fix("gazetteer", "12 Fir Road", about="incident", uprn="12"))
    host.do(ask.SendNow())
    now = place_now(host.contact)
    assert now is not None and not now.changed
    record(host, fix("gazetteer", "14 Fir Road", about="incident", uprn="14", after=9))
    now = place_now(host.contact)
    assert now is not None and now.changed


def test_a_place_that_comes_after_a_hand_over_without_one_is_marked():
    host = talking()
    host.do(ask.SendNow())
    record(host, fix("gazetteer", "12 Fir Road", about="incident", uprn="12"))
    now = place_now(host.contact)
    assert now is not None and now.changed


def test_a_fix_without_a_time_is_as_old_as_its_record():
    host = talking()
    record(host, LocationFixed("f1", "incident", "caller", "the pier"))
    assert host.contact.fixes[0].fact.fixed_at_utc == host.contact.fixes[0].at_utc
