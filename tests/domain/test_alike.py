"""Which open incidents a call may be about: plain reasons, rare things count, nothing is merged."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.contacts import Host
from tests.fixtures.examples import examples
from workstation.content.policies import load_force
from workstation.domain.alike import ENOUGH, SHOWN, commonness, likeness, propose
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.known import known_from, known_of
from workstation.domain.known import FEW, Known, Spot, together
from workstation.domain.location import LocationFixed
from workstation.domain.open_card import OpenCard
from workstation.domain.telling import KEPT, telling_words

NOW = "2026-11-21T14:10:00.000000Z"
JUST = "2026-11-21T14:02:00.000000Z"
YESTERDAY = "2026-11-20T13:00:00.000000Z"
FIR_ROAD = Spot("12 Fir Road, ML6 0AA", 55.8660, -3.9800, 15.0)
NEXT_STREET = Spot("3 Larch Lane", 55.8668, -3.9785, 15.0)
FAR_AWAY = Spot("1 Pier Road", 57.1430, -2.0940, 15.0)


def card(name="a", known=None, **more):
    plain = OpenCard(
        f"incident:{name}", f"D14-000{name}-K", "Disorder", "", known or Known(), "Prompt", 2,
        "Area control room", "delivered", False, JUST,
    )  # fmt: skip
    return replace(plain, **more)


def proposed(known, *cards, now=NOW):
    return propose(known, cards, now, commonness(cards))


def test_what_is_near_is_proposed_and_says_how_near():
    here, there = card("1", Known((NEXT_STREET,))), card("2", Known((FAR_AWAY,)))
    (one,) = proposed(Known((FIR_ROAD,)), there, here)
    assert one.card == here
    assert one.why == ("130 m away",)


def test_the_same_door_is_the_same_place_by_its_words_or_its_number():
    said = Spot("12 fir road ML6 0AA")
    (one,) = proposed(Known((said,)), card("1", Known((FIR_ROAD,))))
    assert one.why == ("same place",)
    mine = Spot("Fir Rd 12", uprn="100000000001")
    theirs = Spot("12 Fir Road", uprn="100000000001")
    assert proposed(Known((mine,)), card("1", Known((theirs,))))[0].why == ("same place",)


def test_an_address_of_the_same_words_far_away_is_not_the_same_place():
    """There is a 12 High Street in every town."""
    here, there = Spot("12 High Street", 55.86, -3.98, 15.0), Spot("12 High Street", 57.1, -2.1, 15)
    assert not proposed(Known((here,)), card("1", Known((there,))))


def test_a_cell_of_kilometres_finds_nothing_by_itself():
    cell = Spot("mobile network", 55.8670, -3.9790, 2_600.0)
    assert not proposed(Known((cell,)), card("1", Known((FIR_ROAD,))))


def test_numbers_and_registrations_find_it_wherever_it_is():
    far = Known((FAR_AWAY,), ("7700900123",), (), ("SN12ABC",))
    mine = Known((FIR_ROAD,), ("7700900123",))
    assert proposed(mine, card("1", far))[0].why == ("same number",)
    mine = Known((FIR_ROAD,), registrations=("SN12ABC",))
    assert proposed(mine, card("1", far))[0].why == ("same registration SN12 ABC",)


def test_rare_words_count_and_common_ones_do_not():
    rare = card("0", Known(words=("red", "van", "school", "whistle")))
    many = [card(str(n), Known(words=("noise", "music", "neighbour"))) for n in range(1, 40)]
    mine = Known(words=("a", "whistle", "school", "neighbour", "music"))
    (one,) = proposed(mine, rare, *many)
    assert one.card == rare
    assert one.why == ("same words: whistle, school",)
    assert not proposed(Known(words=("noise", "music", "neighbour")), rare, *many)


def test_a_single_word_is_not_enough_and_plurals_are_the_same_word():
    assert not proposed(Known(words=("whistle",)), card("1", Known(words=("whistle",))))
    (one,) = proposed(Known(words=("vans", "ladder")), card("1", Known(words=("van", "ladders"))))
    assert one.why == ("same words: vans, ladder",)


def test_words_from_another_town_count_little():
    words = ("scooter", "hammer")
    near = card("1", Known((NEXT_STREET,), words=words))
    far = card("2", Known((FAR_AWAY,), words=words))
    assert [p.card for p in proposed(Known((FIR_ROAD,), words=words), far, near)] == [near]


def test_of_two_alike_the_new_one_stands_first_and_an_old_one_nearby_is_none():
    new, old = card("1", Known((FIR_ROAD,))), card("2", Known((FIR_ROAD,)), opened_at=YESTERDAY)
    assert [p.card for p in proposed(Known((FIR_ROAD,)), old, new)] == [new, old]
    nearby = card("3", Known((NEXT_STREET,)), opened_at=YESTERDAY)
    assert not proposed(Known((FIR_ROAD,)), nearby)


def test_the_type_alone_finds_nothing():
    assert not proposed(Known(incident_type="disorder"), card("1", Known(incident_type="disorder")))
    near = Known((NEXT_STREET,), incident_type="disorder")
    why = proposed(Known((FIR_ROAD,), incident_type="disorder"), card("1", near))[0].why
    assert why == ("130 m away", "same type of incident")


def test_a_major_incident_is_always_first_and_says_so():
    near = card("1", Known((FIR_ROAD,)))
    major = card("2", Known((FAR_AWAY,)), briefing="Train derailed", opened_at=YESTERDAY)
    first, second = proposed(Known((FIR_ROAD,)), near, major)
    assert (first.card, first.why[0]) == (major, "major incident")
    assert second.card == near


def test_what_is_closed_is_not_proposed():
    assert not proposed(Known((FIR_ROAD,)), card("1", Known((FIR_ROAD,)), standing="closed"))


def test_a_message_for_an_officer_is_no_incident_to_join():
    assert not proposed(Known((FIR_ROAD,)), card("1", Known((FIR_ROAD,)), kind="message"))


def test_a_contact_tells_its_places_numbers_words_and_vehicles():
    host = Host(load_force("police-scotland"))
    host.ring_and_answer()
    host.do(ask.Type("A red van, SN12 ABC, has gone into the school gates"))
    fix = LocationFixed("f1", "incident", "gazetteer", "Fir Road", 55.8, -3.9, 20.0, "ML6 0AA")
    host.do(ask.Record(fix))
    host.do(ask.Record(facts.VehicleRecorded("v1", "ab-12 cde", "white lorry")))
    host.do(ask.Record(facts.PersonRecorded("p1", "suspect", phone="07700 900456")))
    known = known_of(host.contact)
    assert known.spots == (Spot("Fir Road, ML6 0AA", 55.8, -3.9, 20.0),)
    assert known.numbers == ("1414960123", "7700900456")
    assert known.registrations == ("AB12CDE", "SN12ABC")
    said = ("red", "van", "sn12", "abc", "school", "gates", "white", "lorry")
    assert known.words == said


def test_facts_alone_tell_the_same_as_the_contact():
    host = Host(load_force("police-scotland"))
    host.ring_and_answer()
    host.do(ask.Type("A red van, SN12 ABC, has gone into the school gates"))
    host.do(ask.Record(facts.VehicleRecorded("v1", "ab-12 cde", "white lorry")))
    host.do(ask.Record(facts.TypeChosen("disorder")))
    assert known_from(entry.body for entry in host.entries) == known_of(host.contact)


def test_a_withheld_number_is_not_known():
    host = Host(load_force("police-scotland"))
    host.do(ask.Offer(facts.CallOffered("c1", "999", "+447700900123", withheld=True)))
    assert known_of(host.contact).numbers == ()


_COORDINATE = st.floats(allow_nan=True, allow_infinity=True) | st.none()
_WORDS = st.lists(st.text(max_size=12), max_size=80).map(tuple)
_SPOTS = st.builds(
    Spot, st.text(max_size=20), _COORDINATE, _COORDINATE, st.floats(0, 50_000), st.text(max_size=3)
)
_KNOWN = st.builds(Known, st.lists(_SPOTS, max_size=9).map(tuple), _WORDS, _WORDS, _WORDS)
_CARDS = st.lists(
    st.builds(
        card, st.uuids().map(str), _KNOWN, briefing=st.sampled_from(["", "", "Flood"]),
        opened_at=st.sampled_from([JUST, YESTERDAY, "", "soon", NOW]),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=examples(20))
@given(_KNOWN, _CARDS)
def test_proposals_are_few_reasoned_in_order_and_each_once(known, cards):
    found = proposed(known, *cards)
    assert len(found) <= SHOWN
    assert len({one.card.incident_id for one in found}) == len(found)
    assert all(one.why and (one.major or one.points >= ENOUGH) for one in found)
    assert [one.major for one in found] == sorted((one.major for one in found), reverse=True)
    plain = [one.points for one in found if not one.major]
    assert plain == sorted(plain, reverse=True)


@settings(max_examples=examples(20))
@given(_KNOWN, _CARDS)
def test_the_order_in_which_cards_come_changes_nothing(known, cards):
    assert proposed(known, *cards) == proposed(known, *reversed(cards))


@given(_KNOWN, _KNOWN)
def test_more_that_is_shared_never_counts_less(known, other):
    common = commonness([])
    before = likeness(known, card("1", other), NOW, common)
    more = replace(other, registrations=("SN12ABC",))
    mine = replace(known, registrations=("SN12ABC",))
    assert likeness(mine, card("1", more), NOW, common).points >= before.points


@given(_KNOWN, _KNOWN)
def test_what_is_joined_is_bounded_and_keeps_the_first(one, other):
    both = together(one, other)
    assert len(both.spots) <= FEW
    assert len(both.numbers) <= FEW
    assert len(both.words) <= KEPT
    assert both.words[:5] == tuple(dict.fromkeys((*one.words, *other.words)))[:5]
    assert together(both, both).words == both.words


@given(st.lists(st.text()))
def test_telling_words_are_bounded_and_each_once(texts):
    found = telling_words(texts)
    assert len(found) <= KEPT
    assert len(set(found)) == len(found)
    assert all(2 <= len(word) <= 24 for word in found)
