"""Linking a call to an open incident: proposed, one key, undone; an own hand-over is never held."""

from dataclasses import replace

import pytest

from tests.desk.call.seat import GRANT, Seat
from tests.domain.test_alike import FIR_ROAD, NEXT_STREET, card
from workstation.content.policies import load_force
from workstation.desk.call.open_near import NOT_LINKED, NOT_THERE
from workstation.desk.card_changes import CardChanges
from workstation.desk.changes import Change
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.events import Entry
from workstation.domain.incident.events import Accepted, IncidentOpened
from workstation.domain.known import Known
from workstation.domain.location import LocationFixed
from workstation.domain.open_card import OpenCard

POLICY = load_force("police-scotland")
AS_OF = "2026-11-21T14:05:00.000000Z"
HERE = card("1", Known((NEXT_STREET,), words=("ladder",)))
AT_FIR_ROAD = LocationFixed(
    "f1", "incident", "gazetteer", "12 Fir Road", 55.8660, -3.9800, 15.0, "ML6 0AA"
)


@pytest.fixture
def seat(tmp_path):
    made = Seat(tmp_path, POLICY)
    yield made
    made.stand_up()


def proposed(seat: Seat) -> list[OpenCard]:
    view = seat.calls.view()
    assert view is not None
    return [one.card for one in view.near.proposals]


def told(seat: Seat, *cards: OpenCard, gone: tuple[str, ...] = (), whole: bool = False) -> None:
    seat.calls.linking.arrived(CardChanges(cards, gone, whole, AS_OF))


def at_fir_road(seat: Seat) -> None:
    assert seat.calls.do(ask.Record(AT_FIR_ROAD)).done


def test_a_place_brings_what_is_open_near_it_and_the_age_of_the_copy(seat: Seat) -> None:
    told(seat, HERE, whole=True)
    seat.answer()
    assert proposed(seat) == []
    at_fir_road(seat)
    assert proposed(seat) == [HERE]
    view = seat.calls.view()
    assert view is not None and view.near.as_of_utc == AS_OF
    told(seat, gone=(HERE.incident_id,))
    assert proposed(seat) == []


def test_cards_that_come_later_are_proposed_to_a_call_under_way(seat: Seat) -> None:
    seat.answer()
    at_fir_road(seat)
    heard: list[frozenset[Change]] = []
    seat.calls.changes.subscribe(heard.append)
    told(seat, HERE)
    assert frozenset({Change.OPEN_NEAR}) in heard
    assert proposed(seat) == [HERE]


def test_letters_that_are_being_typed_look_nothing_up(seat: Seat) -> None:
    told(seat, HERE)
    seat.answer()
    at_fir_road(seat)
    first, _ = seat.calls.view(), seat.calls.draft("narrative", "a man w", 7)
    second = seat.calls.view()
    assert first is not None and second is not None
    assert first.near.proposals is second.near.proposals


def test_linked_with_the_reasons_that_were_seen_and_ended_so(seat: Seat) -> None:
    told(seat, HERE)
    seat.answer()
    at_fir_road(seat)
    result = seat.calls.linking.attach(HERE.incident_id)
    assert result.done and HERE.reference in result.sentence
    seat.settle()
    view = seat.calls.view()
    assert view is not None
    assert view.near.linked == ((HERE.incident_id, HERE),)
    assert proposed(seat) == []
    (written,) = (e for e in seat.journal.stream(view.contact.contact_id) if "Attached" in e.type)
    assert b"130 m away" in (written.payload or b"")
    assert seat.calls.do(ask.Dispose(facts.WITH_INCIDENTS)).done


def test_separated_again_and_proposed_again(seat: Seat) -> None:
    told(seat, HERE)
    seat.answer()
    at_fir_road(seat)
    assert seat.calls.linking.attach(HERE.incident_id).done
    assert seat.calls.linking.separate(HERE.incident_id, note="another street").done
    assert proposed(seat) == [HERE]
    view = seat.calls.view()
    assert view is not None and view.contact.attached == ()
    assert seat.calls.linking.separate(HERE.incident_id).sentence == NOT_LINKED
    assert not seat.calls.do(ask.Dispose(facts.WITH_INCIDENTS)).done


def test_linking_holds_no_emergency_and_no_own_hand_over(seat: Seat) -> None:
    told(seat, HERE)
    seat.answer()
    at_fir_road(seat)
    assert seat.calls.linking.attach(HERE.incident_id).done
    sent = seat.calls.send_now()
    view = seat.calls.view()
    assert sent.done and view is not None
    assert [h.incident_id for h in view.contact.handed] == [sent.incident_id]
    assert view.contact.attached == (HERE.incident_id,)


def test_a_call_that_has_ended_is_proposed_nothing(seat: Seat) -> None:
    told(seat, HERE)
    seat.answer()
    at_fir_road(seat)
    assert seat.calls.send_now().done
    assert proposed(seat) == [HERE]
    assert seat.calls.do(ask.Dispose(facts.WITH_INCIDENTS)).done
    assert proposed(seat) == []


def test_what_is_gone_or_of_no_call_is_not_linked(seat: Seat) -> None:
    assert not seat.calls.linking.attach(HERE.incident_id).done
    seat.answer()
    assert seat.calls.linking.attach(HERE.incident_id).sentence == NOT_THERE


def entry(seq: int, body: object) -> Entry:
    return Entry(f"h{seq}", HERE.incident_id, seq, AS_OF, "hub", body)


OPENED = IncidentOpened(
    HERE.incident_id, "contact:x", "r1", "D15-0001-K", "area_control_room", "Area control room",
    "dispatch", "Dispatch", "prompt", "Prompt", 2, True, False, 300, "Disorder", "3 Larch Lane",
    "not_asked", "", False, facts.Indicated(None, (), "1"), (), (), "desk-15", "Desk 15", "x",
    "A. Shaw", AS_OF,
)  # fmt: skip


def test_the_hubs_word_on_it_is_shown_and_counts_for_the_shift(seat: Seat) -> None:
    """A linked call's record is open until a team has accepted the incident; it alarms nowhere."""
    told(seat, HERE)
    seat.answer()
    at_fir_road(seat)
    assert seat.calls.linking.attach(HERE.incident_id).done
    assert seat.calls.do(ask.Dispose(facts.WITH_INCIDENTS)).done
    assert len(seat.calls.shift().desk.open) == 1
    seat.cache.entries[HERE.incident_id] = (entry(1, OPENED),)
    seat.calls.hub_news([HERE.incident_id])
    view = seat.calls.view()
    assert view is not None
    (shown,) = view.hand_overs
    assert (shown.state, shown.linked, shown.reference) == ("delivered", True, "D15-0001-K")
    seat.clock.seconds += 900
    seat.calls.tick()
    assert seat.sound.alarms == 0
    accepted = entry(2, Accepted("r.mair", "R. Mair", "area_control_room"))
    seat.cache.entries[HERE.incident_id] += (accepted,)
    seat.calls.hub_news([HERE.incident_id])
    assert len(seat.calls.shift().desk.accepted) == 1


def test_a_link_made_by_an_earlier_run_is_there_again(tmp_path) -> None:
    before = Seat(tmp_path, POLICY)
    told(before, HERE)
    before.answer()
    at_fir_road(before)
    assert before.calls.linking.attach(HERE.incident_id).done
    before.settle()
    before.stand_up()
    after = Seat(tmp_path, POLICY)
    after.calls.sign_in(GRANT)
    after.calls.resume()
    told(after, HERE, whole=True)
    view = after.calls.view()
    assert view is not None and view.near.linked == ((HERE.incident_id, HERE),)
    after.stand_up()


def test_a_major_incident_stands_first_and_every_desk_hears_of_it_once(seat: Seat) -> None:
    major = replace(card("9", Known((FIR_ROAD,))), briefing="Train derailed at the viaduct")
    told(seat, major, HERE)
    assert seat.calls.desk_view().major == (major,)
    news = [s for s in seat.calls.desk_view().news if "Train derailed" in s]
    assert len(news) == 1
    told(seat, replace(major, calls=2))
    assert [s for s in seat.calls.desk_view().news if "Train derailed" in s] == news
    seat.answer()
    at_fir_road(seat)
    assert proposed(seat)[0].incident_id == major.incident_id
    told(seat, replace(major, briefing=""))
    assert seat.calls.desk_view().major == ()


def test_of_thousands_only_what_shares_something_is_looked_at(seat: Seat) -> None:
    """The book gives few of many, and what it gives is what a look through all would propose."""
    far = [card(f"x{n}", Known(words=(f"word{n}", "noise"))) for n in range(3_000)]
    told(seat, *far, HERE, whole=True)
    seat.answer()
    at_fir_road(seat)
    assert seat.calls.do(ask.Type("noise and a word7 and a ladder")).done
    assert proposed(seat) == [HERE]
