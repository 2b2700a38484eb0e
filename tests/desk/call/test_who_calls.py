"""Who is calling: said by a person, looked at with a reason, identified by the policy's check."""

from dataclasses import replace

import pytest

from tests.desk.call.seat import GRANT, RINGING, Seat
from tests.domain.test_alike import card
from workstation.content.policies import load_force
from workstation.desk.call.view import Result
from workstation.desk.card_changes import CardChanges
from workstation.domain.call_event import CallEvent
from workstation.domain.callers.caller import Caller, PastContact
from workstation.domain.contact import commands as ask
from workstation.domain.contact.who import Said
from workstation.domain.known import Known
from workstation.domain.open_card import ToDo
from workstation.domain.telling import number_key
from workstation.protocol.payloads import body_of

POLICY = load_force("police-scotland")
NUMBER = "+441414960123"
ISHBEL = Caller(
    "c-ishbel", "Ishbel Corrie", "1988-03-12", "3 Quern Lane", True, (NUMBER,),
    ("domestic_abuse",), household="h1", forbidden_contact=("telephone",),
    history=(
        PastContact("2026-11-19T10:00:00.000000Z", "Standard", "Ex-partner in the street",
                    "Resolution team", "contact:a", "101", "m1", "An officer rings back",
                    "2026-11-20T18:00:00.000000Z", "open"),
        PastContact("2026-11-16T10:00:00.000000Z", "Prompt", "Threats, he had left", "Dispatch",
                    "contact:b", "999", "m1"),
    ),
)  # fmt: skip
DONAL = Caller("c-donal", "Donal Corrie", "1961-01-02", "9 Sallow Court", False, (NUMBER,),
               household="h2")  # fmt: skip
EILIDH = Caller("c-eilidh", "Eilidh Corrie", None, "9 Sallow Court", False, (), household="h2")
KIOSK = Caller("c-kiosk", "Market Cross", None, "", False, (NUMBER,), kind="payphone")
ENOUGH = {
    "name": Said("Ishbel Corrie", True),
    "born": Said("12th of March 88", True),
    "last_contact": Said("he was in the street", True),
}


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY)
    sitting.directory.people = (ISHBEL, DONAL, EILIDH)
    yield sitting
    sitting.stand_up()


def written(seat, name):
    seat.settle()
    return [body_of(e) for e in seat.journal.stream("desk:store-1") if e.type == name]


def test_who_is_seen_at_the_answer_is_consulted_once_with_those_of_the_household(seat):
    seat.answer()
    seat.calls.who.look("c-donal")
    seat.calls.who.this_is("c-donal")
    (seen,) = written(seat, "Consulted")
    assert seen.caller_ids == ("c-ishbel", "c-donal", "c-eilidh")
    assert (seen.reason, seen.contact_id) == ("live call", "contact:call-1")
    assert seat.calls.view().contact.history_check.fact.found == 2


def test_a_call_that_rang_off_on_the_screen_was_looked_at_too(seat):
    seat.calls.sign_in(GRANT)
    seat.calls.hear(RINGING)
    assert written(seat, "Consulted") == []
    seat.calls.hear(CallEvent("ended", "call-1", cause="caller"))
    assert [one.reason for one in written(seat, "Consulted")] == ["live call"]


def test_who_stood_beside_a_ringing_call_was_looked_at_whatever_comes_next(seat):
    seat.calls.sign_in(GRANT)
    seat.calls.hear(RINGING)
    seat.calls.hear(CallEvent("offered", "call-2", "101", None, withheld=True))
    assert written(seat, "Consulted") == []
    seat.calls.show("contact:call-2")
    (seen,) = written(seat, "Consulted")
    assert seen.contact_id == "contact:call-1"
    seat.calls.hear(CallEvent("ended", "call-1", cause="caller"))
    assert written(seat, "Consulted") == [seen]


def test_in_a_part_of_the_record_nobody_found_is_no_check(seat):
    seat.directory.people, seat.directory.whole = (), False
    seat.answer()
    assert seat.calls.view().contact.history_check is None
    assert not seat.calls.view().on_record.standing.whole


def test_saying_who_the_caller_is_records_a_person_and_nothing_more(seat):
    seat.answer()
    before = len(seat.calls.view().contact.people)
    assert seat.calls.who.this_is("c-ishbel").done
    view = seat.calls.view()
    (person,) = [timed.fact for timed in view.contact.people.values()]
    assert before == 0
    assert (person.role, person.name, person.born) == ("caller", "Ishbel Corrie", "1988-03-12")
    assert (person.caller_id, person.phone) == ("c-ishbel", NUMBER)
    assert person.forbidden_contact == ("telephone",)
    assert view.calling.chosen == ISHBEL
    assert view.contact.access is None


def test_another_choice_takes_the_place_of_the_first_and_keeps_what_was_typed(seat):
    seat.answer()
    seat.calls.who.this_is("c-ishbel")
    (person,) = seat.calls.view().contact.people
    recorded = seat.calls.view().contact.caller
    seat.calls.do(ask.Record(recorded.__class__(person, "caller", injuries="cut to the hand")))
    seat.calls.who.this_is("c-donal")
    (only,) = [timed.fact for timed in seat.calls.view().contact.people.values()]
    assert (only.name, only.caller_id, only.injuries) == (
        "Donal Corrie",
        "c-donal",
        "cut to the hand",
    )
    assert only.forbidden_contact == ()


def test_a_payphone_is_never_the_caller(seat):
    seat.directory.people = (KIOSK,)
    seat.answer()
    assert not seat.calls.who.this_is("c-kiosk").done
    assert seat.calls.view().contact.people == {}


def test_without_a_call_a_reason_is_asked_and_every_look_is_recorded(seat):
    seat.calls.sign_in(GRANT)
    refused = seat.calls.who.look("c-ishbel")
    assert isinstance(refused, Result) and "why" in refused.sentence
    assert written(seat, "Consulted") == []
    found = seat.calls.who.look("c-ishbel", "rang back about D14-0001-K")
    assert found.contacts[0].summary == "Ex-partner in the street"
    (seen,) = written(seat, "Consulted")
    assert (seen.caller_ids, seen.reason) == (("c-ishbel",), "rang back about D14-0001-K")
    assert seen.contact_id is None


def test_a_call_that_has_ended_is_no_reason(seat):
    seat.answer()
    seat.calls.who.look("c-ishbel")
    seat.abandon()
    assert not seat.calls.who.in_call
    assert isinstance(seat.calls.who.look("c-ishbel"), Result)


def test_nobody_signed_in_sees_nobodys_history(seat):
    seat.calls.hear(RINGING)
    assert isinstance(seat.calls.who.look("c-ishbel", "curious"), Result)
    assert written(seat, "Consulted") == []


def test_an_identity_that_is_established_is_on_record_and_so_is_the_reveal(seat):
    seat.answer()
    assert not seat.calls.who.identifying.check(ENOUGH).done
    seat.calls.who.this_is("c-ishbel")
    assert seat.calls.who.identifying.check(ENOUGH).done
    contact = seat.calls.view().contact
    assert contact.established == {"c-ishbel"}
    fact = contact.identity["c-ishbel"].fact
    assert {one.key for one in fact.compared} == set(ENOUGH)
    assert (fact.needed, fact.source) == (3, "product default")
    reasons = [one.reason for one in written(seat, "Consulted")]
    assert reasons == ["live call", "protected address shown: identity established"]


def test_an_identity_that_is_not_established_shows_nothing_and_is_on_record(seat):
    seat.answer()
    seat.calls.who.this_is("c-ishbel")
    known_to_many = {key: said for key, said in ENOUGH.items() if key != "last_contact"}
    assert "NOT" in seat.calls.who.identifying.check(known_to_many).sentence
    contact = seat.calls.view().contact
    assert contact.established == frozenset()
    assert not contact.identity["c-ishbel"].fact.established
    assert len(written(seat, "Consulted")) == 1


def test_words_about_somebody_protected_name_no_place_before_the_identity_is_established(seat):
    """The one on the line may be whom it is kept from."""
    said = ISHBEL.history[0]._replace(summary="Ex-partner outside 3 Quern Lane")
    ishbel = replace(ISHBEL, history=(said, *ISHBEL.history[1:]), notes=("Cleans in Quern Lane",))
    seat.directory.people = (ishbel, DONAL, EILIDH)
    seat.answer()
    (shown, _) = seat.calls.view().on_record.callers
    assert shown.history[0].summary == "Ex-partner outside [place hidden]"
    assert shown.notes == ("Cleans in [place hidden]",)
    assert "Quern" not in repr(
        (seat.calls.view().calling, seat.calls.who.look("c-ishbel").contacts)
    )
    seat.calls.who.this_is("c-ishbel")
    assert (
        seat.calls.view().calling.chosen.history[0].summary == "Ex-partner outside [place hidden]"
    )
    seat.calls.who.identifying.check(ENOUGH)
    assert seat.calls.view().on_record.callers[0] == ishbel
    assert seat.calls.view().calling.chosen == ishbel
    assert seat.calls.who.look("c-ishbel").contacts == ishbel.history


def test_what_was_written_of_others_at_the_number_does_not_name_that_home(seat):
    """A former partner's own calls may name it, and he may be on the line."""
    said = ISHBEL.history[0]._replace(summary="Asks for his things at 3 quern lane")
    donal = replace(DONAL, history=(said,))
    seat.directory.people = (ISHBEL, donal, EILIDH)
    seat.answer()
    seat.calls.who.this_is("c-donal")
    looked = seat.calls.who.look("c-donal").contacts
    view = seat.calls.view()
    for shown in (view.on_record.callers[1].history, view.calling.chosen.history, looked):
        assert shown[0].summary == "Asks for his things at [place hidden]"


def test_what_was_established_holds_for_that_call_alone(seat):
    seat.answer()
    seat.calls.who.this_is("c-ishbel")
    seat.calls.who.identifying.check(ENOUGH)
    seat.calls.hear(CallEvent("offered", "call-2", "101", NUMBER))
    seat.calls.show("contact:call-2")
    assert seat.calls.view().contact.established == frozenset()


def test_a_new_person_is_on_record_at_once_and_is_the_caller(seat):
    seat.answer()
    typed = Caller("", "Mairi MacLeod", "1988-03-12", "", False, ("0141 496 0999",))
    assert seat.calls.who.add(typed).done
    (added,) = written(seat, "CallerAdded")
    assert (added.name, added.born) == ("Mairi MacLeod", "1988-03-12")
    assert (added.phones, added.contact_id) == (("+441414960999",), "contact:call-1")
    assert seat.calls.view().contact.caller.caller_id == added.caller_id
    assert [one.name for one in seat.calls.who.find("mairi").people] == ["Mairi MacLeod"]


def test_the_same_name_and_birth_date_are_never_merged(seat):
    seat.answer()
    same = Caller("", "Ishbel Corrie", "1988-03-12", "", False, ())
    assert seat.calls.who.add(same).done
    found = seat.calls.who.find("ishbel corrie").people
    assert len(found) == 2 and len({one.caller_id for one in found}) == 2


def test_two_records_are_marked_as_perhaps_the_same_and_parted_again(seat):
    seat.answer()
    assert seat.calls.who.mark_same("c-ishbel", "c-donal", "same voice").done
    assert "c-donal" in seat.directory.one("c-ishbel").same_as
    assert seat.calls.who.mark_same("c-donal", "c-ishbel").done
    marked = written(seat, "SamePersonMarked")
    assert [(one.apart, one.because) for one in marked] == [(False, "same voice"), (True, "")]
    assert not seat.calls.who.mark_same("c-donal", "c-donal").done


def test_failure_demand_is_suggested_and_decided_by_a_person(seat):
    seat.answer()
    view = seat.calls.view()
    assert view.calling.failure.kind == "missed_promise"
    assert view.contact.failure_kind == "none"
    assert seat.calls.who.identifying.note_failure(
        "missed_promise", "Ex-partner in the street", "m1"
    ).done
    assert seat.calls.view().contact.failure_kind == "missed_promise"
    assert seat.calls.who.identifying.note_failure("none").done
    assert seat.calls.view().contact.failure_kind == "none"


def test_the_shift_counts_failure_demand_by_its_kind(seat):
    seat.answer()
    assert seat.calls.shift().desk.failure_demand == {}
    seat.calls.who.identifying.note_failure("repeat")
    view = seat.calls.shift()
    assert view.desk.failure_demand == {"repeat": 1}
    assert view.hours.whole["failure_demand"].behind == ("contact:call-1",)
    seat.calls.who.identifying.note_failure("none")
    assert seat.calls.shift().desk.failure_demand == {}


def test_what_was_said_of_the_caller_is_there_again_after_a_new_start(seat, tmp_path):
    seat.answer()
    seat.calls.who.this_is("c-ishbel")
    seat.calls.who.identifying.check(ENOUGH)
    seat.settle()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.directory.people = (ISHBEL, DONAL)
    again.calls.resume()
    assert again.calls.view().calling.chosen == ISHBEL
    assert again.calls.view().contact.established == {"c-ishbel"}
    again.calls.sign_in(GRANT)
    again.calls.who.look("c-ishbel")
    assert len(written(again, "Consulted")) == 2
    again.stand_up()


def test_without_a_number_nothing_is_checked_before_somebody_is_said_to_be_the_caller(seat):
    """The policy holds advice until the record was looked at, or it is said why it was not."""
    seat.calls.sign_in(GRANT)
    seat.calls.hear(CallEvent("offered", "call-1", "101", None, withheld=True))
    seat.calls.answer()
    assert seat.calls.view().contact.history_check is None
    seat.calls.who.this_is("c-donal")
    checked = seat.calls.view().contact.history_check.fact
    assert (checked.found, checked.caller_ids) == (1, ("c-donal",))
    seat.calls.who.this_is("c-ishbel")
    assert seat.calls.view().contact.history_check.fact == checked


@pytest.mark.parametrize(("sought", "whole"), [(True, True), (False, True), (True, False)])
def test_without_a_number_somebody_new_who_was_looked_for_in_vain_is_a_check(seat, sought, whole):
    seat.directory.whole = whole
    seat.calls.sign_in(GRANT)
    seat.calls.hear(CallEvent("offered", "call-1", "101", None, withheld=True))
    seat.calls.answer()
    if sought:
        seat.calls.who.find("corrie")
    assert seat.calls.who.add(Caller("", "Mairi Corrie", None, "", False, ())).done
    check = seat.calls.view().contact.history_check
    assert (check is not None) == (sought and whole)
    if check is not None:
        assert (check.fact.found, check.fact.caller_ids) == (3, ())


def test_an_open_incident_that_somebody_protected_told_of_is_proposed_without_its_place(seat):
    task = ToDo("t1", "promise", "An officer calls at 3 Quern Lane", "2026-11-21T18:00:00.000000Z")
    there = card(
        "1", Known(numbers=(number_key(NUMBER),)), headline="Threats at 3 Quern Lane",
        place="3 Quern Lane, Kinlarrow", to_do=(task,),
    )  # fmt: skip
    seat.calls.linking.arrived(CardChanges((there,), (), True, "2026-11-21T14:05:00.000000Z"))
    seat.answer()
    view = seat.calls.view()
    assert view.near.proposals and view.wanted
    assert view.calling.open_cards[1][0] == "c-donal", "who shares the number with her"
    assert "Quern" not in repr((view.near, view.wanted, view.calling.open_cards))
    seat.calls.who.this_is("c-ishbel")
    seat.calls.who.identifying.check(ENOUGH)
    shown = seat.calls.view()
    assert [one.card for one in shown.near.proposals] == [there]
    assert [one.task for one in shown.wanted] == [task]
