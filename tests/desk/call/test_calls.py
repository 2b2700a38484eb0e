"""The use cases of taking calls, on a real journal."""

import pytest

from tests.desk.call.seat import GRANT, RINGING, Seat
from workstation.content.policies import load_force
from workstation.desk.changes import Change
from workstation.desk.ports import DeliveryState
from workstation.domain.call_event import CallEvent
from workstation.domain.callers.caller import Caller
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.course import CallBackTried
from workstation.domain.desk_stream import Consulted, HandOverRequested
from workstation.domain.events import Entry
from workstation.domain.incident import events as hub
from workstation.domain.reference import is_reference
from workstation.protocol.payloads import body_of

POLICY = load_force("police-scotland")


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY)
    yield sitting
    sitting.stand_up()


def requests(seat):
    return [
        body_of(e)
        for e in seat.journal.stream("desk:store-1")
        if e.type == HandOverRequested.__name__
    ]


def opened(request: HandOverRequested) -> hub.IncidentOpened:
    same = {
        name: getattr(request, name)
        for name in HandOverRequested.__dataclass_fields__
        if name in hub.IncidentOpened.__dataclass_fields__
    }
    return hub.IncidentOpened(
        **same, request_id="r", desk_id="desk-14", advisor="f.grant",
        requested_at_utc="2026-11-21T14:16:40.000000Z",
    )  # fmt: skip


def say(seat, incident_id, *bodies):
    seat.cache.entries[incident_id] = tuple(
        Entry(f"h{n}", incident_id, n, "2026-11-21T14:16:41.000000Z", "hub", body)
        for n, body in enumerate(bodies, start=1)
    )
    seat.calls.hub_news([incident_id])


def test_nobody_answers_without_signing_in_and_the_call_keeps_ringing(seat):
    seat.calls.hear(RINGING)
    result = seat.calls.answer()
    assert not result.done
    assert "Sign in" in result.sentence
    assert seat.calls.view().contact.phase == "ringing"


def test_a_call_is_typed_and_durable(seat):
    seat.answer()
    seat.calls.draft("narrative", "male at door", 12)
    seat.calls.do(ask.Type("male at door"), clears=("narrative",))
    seat.settle()
    view = seat.calls.view()
    assert [line.text for line in view.contact.narrative] == ["male at door"]
    assert view.unsaved == 0 and view.drafts == ()
    assert seat.journal.drafts(view.contact.contact_id) == ()


def test_starting_again_opens_the_same_call_at_the_same_place(seat, tmp_path):
    seat.answer()
    seat.calls.do(ask.Type("two children upstairs"))
    seat.calls.draft("answer:T.now", "he is still the", 15)
    seat.calls.at("question:T.now")
    seat.settle()
    before = seat.calls.view()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    sentence = again.calls.resume()
    after = again.calls.view()
    assert "Resumed the 999 call" in sentence
    assert after.contact == before.contact
    assert [(d.field, d.text, d.cursor) for d in after.drafts] == [
        ("answer:T.now", "he is still the", 15)
    ]
    assert again.calls.place() == "question:T.now"
    again.stand_up()


def test_send_now_takes_half_typed_text_with_it(seat):
    seat.answer()
    seat.calls.draft("narrative", "he is coming ba", 15)
    result = seat.calls.send_now()
    seat.settle()
    assert result.done and result.incident_id
    (request,) = requests(seat)
    assert request.top and is_reference(request.reference)
    assert any(s.body.get("text") == "he is coming ba" for s in request.snapshot)
    assert seat.link.urgent_nudges == 1
    assert seat.calls.view().drafts == ()


def test_when_saving_resumes_the_link_looks_for_what_was_told_before_it_could_be_read(seat):
    """What is on the tape is told at once; the link does not see it while there is trouble."""
    seat.calls.saving_trouble("The disk is full.")
    assert seat.link.urgent_nudges == 0
    seat.calls.saving_trouble("")
    assert seat.link.urgent_nudges == 1


def test_what_comes_after_send_now_is_an_addition_and_not_a_second_incident(seat):
    seat.answer()
    seat.calls.send_now()
    seat.calls.draft("narrative", "glass breaking", 14)
    seat.calls.send_now()
    seat.settle()
    assert len(requests(seat)) == 1
    assert seat.calls.view().contact.narrative[-1].text == "glass breaking"


def test_without_a_receiver_it_stays_delivered_and_alarms(seat):
    seat.answer()
    incident = seat.calls.send_now().incident_id
    seat.settle()
    (request,) = requests(seat)
    say(seat, incident, opened(request))
    (handed,) = seat.calls.view().hand_overs
    assert handed.state == "delivered"
    seat.clock.seconds += request.accept_within_s - 1
    seat.calls.tick()
    assert seat.sound.alarms == 0
    seat.clock.seconds += 1
    seat.calls.tick()
    assert seat.sound.alarms == 1
    (handed,) = seat.calls.view().hand_overs
    assert handed.state == "delivered"
    assert [a.kind for a in seat.calls.view().alarms] == ["not_accepted"]


def test_a_refusal_shows_its_cause_and_can_be_routed_again(seat):
    seat.answer()
    seat.calls.do(ask.Record(facts.OfficerSafetyNoted("none_known")))
    incident = seat.calls.send_now().incident_id
    seat.settle()
    (request,) = requests(seat)
    refused = hub.Refused("j.muir", "J. Muir", request.team, "Outside our area")
    say(seat, incident, opened(request), refused)
    (handed,) = seat.calls.view().hand_overs
    assert (handed.state, handed.cause) == ("refused", "Outside our area")
    assert any("Outside our area" in n for n in seat.calls.desk_view().news)
    assert seat.calls.do(ask.ReRoute(incident, "resolution_team", "as the room asked")).done


def test_accepted_names_who_and_ends_the_alarm(seat):
    seat.answer()
    incident = seat.calls.send_now().incident_id
    seat.settle()
    (request,) = requests(seat)
    say(seat, incident, opened(request))
    seat.clock.seconds += request.accept_within_s
    seat.calls.tick()
    accepted = hub.Accepted("j.muir", "J. Muir", request.team)
    say(seat, incident, opened(request), accepted)
    seat.calls.tick()
    view = seat.calls.view()
    assert (view.hand_overs[0].state, view.hand_overs[0].accepted_by) == ("accepted", "J. Muir")
    assert view.alarms == ()


def test_an_urgent_hand_over_alarms_at_once_when_the_link_is_known_to_be_down(seat):
    seat.answer()
    seat.link.now = "lost"
    seat.calls.send_now()
    seat.calls.tick()
    assert [a.kind for a in seat.calls.view().alarms] == ["link_down"]


def test_looking_at_what_is_on_record_is_itself_recorded(seat):
    seat.directory.people = (
        Caller("c1", "Mairi Nic Leòid", "1988-03-12", "12 Fir Rd", False, ("+441414960123",)),
    )
    seat.answer()
    seat.settle()
    consulted = [
        body_of(e) for e in seat.journal.stream("desk:store-1") if e.type == Consulted.__name__
    ]
    assert consulted[0].caller_ids == ("c1",)
    assert seat.calls.view().contact.history_check.fact.found == 1


def test_a_shift_change_shows_the_last_persons_unsent_urgent_work(seat):
    seat.answer()
    seat.link.now = "lost"
    seat.calls.send_now()
    seat.calls.sign_out()
    seat.calls.sign_in(GRANT)
    assert any("before your shift" in n for n in seat.calls.desk_view().news)


def test_a_second_ring_does_not_move_the_call_on_the_screen(seat):
    seat.answer()
    seat.calls.hear(CallEvent("offered", "call-2", "101", None, withheld=True))
    view = seat.calls.desk_view()
    assert view.current == "contact:call-1"
    assert [c.phase for c in view.calls] == ["talking", "ringing"]


def test_a_ring_is_seen_before_hello_once_the_last_call_is_done_with(seat):
    seat.answer()
    seat.abandon()
    seat.calls.hear(CallEvent("offered", "call-2", "101", "+441414960124"))
    assert seat.calls.desk_view().current == "contact:call-2"
    assert seat.calls.view().contact.phase == "ringing"


def test_the_ring_on_the_screen_is_answered_else_the_longest_waiting_one(seat):
    seat.calls.sign_in(GRANT)
    for n in (1, 2, 3):
        seat.calls.hear(CallEvent("offered", f"call-{n}", "999", f"+44141496012{n}"))
    seat.calls.show("contact:call-2")
    seat.calls.answer()
    assert seat.calls.view().contact.contact_id == "contact:call-2"
    assert seat.calls.view().contact.phase == "talking"
    seat.calls.answer()
    assert seat.calls.view().contact.contact_id == "contact:call-1", "none was on the screen"
    seat.calls.answer("contact:call-3")
    assert [c.phase for c in seat.calls.desk_view().calls] == ["talking"] * 3


def test_what_the_policy_makes_of_a_call_is_judged_once_for_each_state(seat):
    seat.answer()
    before, again = seat.calls.view(), seat.calls.view()
    assert again.outcomes is before.outcomes
    seat.calls.draft("narrative", "he is at the", 12)
    assert seat.calls.view().outcomes is before.outcomes, "half a line judges nothing anew"
    seat.calls.do(ask.Record(facts.TypeChosen(POLICY.incident_types[0].key)))
    assert seat.calls.view().questions != before.questions
    assert seat.calls.view().outcomes is not before.outcomes
    assert seat.calls.view().judgement is None, "this force shows it after the choice"
    seat.calls.do(ask.ChooseGrade(POLICY.top_grade.key))
    assert seat.calls.view().judgement is not None


def test_a_ring_is_told_once(seat):
    told = []
    seat.calls.changes.subscribe(told.append)
    seat.calls.sign_in(GRANT)
    told.clear()
    seat.calls.hear(RINGING)
    (kinds,) = told
    assert {Change.CALL, Change.CONTACT} <= kinds


def test_a_ring_takes_nothing_away_that_is_typed_about_an_ended_call(seat):
    seat.answer()
    seat.abandon()
    seat.calls.draft("narrative", "she rang off when", 17)
    seat.calls.hear(CallEvent("offered", "call-2", "101", "+441414960124"))
    assert seat.calls.desk_view().current == "contact:call-1"


def test_a_ring_takes_no_alarm_off_the_screen(seat):
    seat.answer()
    seat.link.now = "lost"
    seat.calls.send_now()
    seat.calls.do(ask.Dispose("incidents"))
    seat.calls.tick()
    seat.calls.hear(CallEvent("offered", "call-2", "101", "+441414960124"))
    assert seat.calls.desk_view().current == "contact:call-1"


def test_a_contact_that_ended_leaves_the_tray_but_not_the_journal(seat):
    seat.answer()
    seat.calls.send_now()
    seat.calls.do(ask.Dispose("incidents"))
    seat.settle()
    assert seat.calls.desk_view().calls == ()
    assert seat.journal.open_contacts() == ()
    assert len(seat.journal.stream("contact:call-1")) >= 4


def test_an_urgent_hand_over_that_the_hub_set_aside_alarms(seat):
    seat.answer()
    seat.calls.send_now()
    seat.settle()
    (event,) = [e for e in seat.journal.stream("desk:store-1") if e.type == "HandOverRequested"]
    seat.journal.mark({event.event_id: DeliveryState("set_aside", 1, "too large")}).result(10)
    seat.calls.delivered([event.event_id])
    seat.calls.tick()
    assert seat.sound.alarms == 1
    assert [a.kind for a in seat.calls.view().alarms] == ["refused"]


def test_raising_after_hand_over_cuts_a_pause_of_the_link_short(seat):
    seat.answer()
    seat.calls.do(ask.ChooseGrade("prompt"))
    assert seat.calls.do(ask.HandOver("dispatch")).done
    seat.settle()
    before = seat.link.urgent_nudges
    assert seat.calls.send_now().done
    seat.settle()
    assert seat.link.urgent_nudges == before + 1


def stored(seat):
    """The hub's receipt for the request has come; its word on the incident has not."""
    (event,) = [e for e in seat.journal.stream("desk:store-1") if e.type == "HandOverRequested"]
    seat.journal.mark({event.event_id: DeliveryState("stored", 1)}).result(10)
    seat.calls.delivered([event.event_id])


def test_a_receipt_without_further_word_of_the_hub_still_runs_the_acceptance_clock(seat):
    seat.answer()
    seat.calls.send_now()
    seat.settle()
    stored(seat)
    (request,) = requests(seat)
    seat.clock.seconds += request.accept_within_s
    seat.calls.tick()
    assert [a.kind for a in seat.calls.view().alarms] == ["not_accepted"]


def test_the_hubs_word_arriving_late_does_not_begin_the_acceptance_clock_anew(seat):
    seat.answer()
    incident = seat.calls.send_now().incident_id
    seat.settle()
    stored(seat)
    (request,) = requests(seat)
    seat.clock.seconds += request.accept_within_s - 1
    say(seat, incident, opened(request))
    seat.clock.seconds += 1
    seat.calls.tick()
    assert [a.kind for a in seat.calls.view().alarms] == ["not_accepted"]


def test_starting_again_does_not_begin_the_acceptance_clock_anew(seat, tmp_path):
    seat.answer()
    incident = seat.calls.send_now().incident_id
    seat.settle()
    stored(seat)
    (request,) = requests(seat)
    say(seat, incident, opened(request))
    seat.clock.seconds += request.accept_within_s - 1
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.cache.entries = seat.cache.entries
    again.calls.resume()
    again.clock.seconds += 2
    again.calls.tick()
    assert [a.kind for a in again.calls.view().alarms] == ["not_accepted"]
    again.stand_up()


@pytest.mark.parametrize("how", ["set_aside", "refused", "closed"])
def test_send_now_opens_a_new_incident_where_nobody_has_the_last_one(seat, how):
    seat.answer()
    first = seat.calls.send_now().incident_id
    seat.settle()
    (request,) = requests(seat)
    (event,) = [e for e in seat.journal.stream("desk:store-1") if e.type == "HandOverRequested"]
    if how == "set_aside":
        seat.journal.mark({event.event_id: DeliveryState("set_aside", 1, "too large")}).result(10)
        seat.calls.delivered([event.event_id])
    elif how == "refused":
        refused = hub.Refused("j.muir", "J. Muir", request.team, "Outside our area")
        say(seat, first, opened(request), refused)
    else:
        closed = hub.IncidentClosed("j.muir", "J. Muir", "No trace")
        say(seat, first, opened(request), closed)
    second = seat.calls.send_now().incident_id
    seat.settle()
    assert second != first
    assert [r.incident_id for r in requests(seat)] == [first, second]
    assert requests(seat)[-1].top


def test_send_now_needs_nobody_signed_in(seat, tmp_path):
    seat.answer()
    seat.calls.draft("narrative", "he has a kni", 12)
    seat.settle()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    assert again.calls.send_now().done
    again.settle()
    assert len(requests(again)) == 1
    assert again.calls.view().contact.narrative[-1].text == "he has a kni"
    again.stand_up()


TRIED = ask.Record(CallBackTried("0141 496 0123", "no_answer"))


@pytest.mark.parametrize(
    ("grade", "command"),
    [
        ("prompt", ask.HandOver("dispatch")),
        ("other", ask.Together((TRIED, ask.Dispose("abandoned")))),
    ],
)
def test_an_outcome_first_commits_what_is_half_typed(seat, grade, command):
    seat.answer()
    seat.calls.do(ask.ChooseGrade(grade))
    seat.calls.draft("narrative", "she left by the", 15)
    assert seat.calls.do(command).done
    seat.settle()
    view = seat.calls.view()
    assert [line.text for line in view.contact.narrative] == ["she left by the"]
    assert view.drafts == () and seat.journal.drafts("contact:call-1") == ()
    for request in requests(seat):
        assert any(s.body.get("text") == "she left by the" for s in request.snapshot)


LOST = CallEvent("ended", "call-1", cause="lost")


def test_a_line_that_is_lost_first_commits_what_is_half_typed(seat, tmp_path):
    seat.answer()
    seat.calls.draft("narrative", "he has come ba", 14)
    seat.calls.draft("answer:T.now", "in the kitch", 12)
    seat.calls.draft("form/person/name", "  ", 2)
    seat.calls.hear(LOST)
    seat.settle()
    view = seat.calls.view()
    said = ["he has come ba", "in the kitch"]
    assert [(n.text, n.interrupted) for n in view.contact.narrative] == [(t, True) for t in said]
    assert (view.contact.phase, view.contact.end_cause) == ("ended", "lost")
    types = [e.type for e in seat.journal.stream("contact:call-1")]
    assert types[-3:] == ["NarrativeAdded", "NarrativeAdded", "CallEnded"]
    assert view.drafts == () and seat.journal.drafts("contact:call-1") == ()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    assert [n.text for n in again.calls.view().contact.narrative] == said
    assert again.calls.view().drafts == ()
    again.stand_up()


def test_a_lost_line_that_is_told_twice_ends_once_and_leaves_what_is_typed_since(seat):
    seat.answer()
    seat.calls.draft("narrative", "he has come ba", 14)
    seat.calls.hear(LOST)
    seat.calls.draft("narrative", "ringing her back", 16)
    seat.calls.hear(LOST)
    seat.settle()
    types = [e.type for e in seat.journal.stream("contact:call-1")]
    assert types.count("CallEnded") == 1
    assert [n.text for n in seat.calls.view().contact.narrative] == ["he has come ba"]
    assert [d.text for d in seat.calls.view().drafts] == ["ringing her back"]


def test_a_lost_line_takes_the_words_of_its_own_call_with_it_and_no_others(seat):
    seat.answer()
    seat.calls.draft("narrative", "first caller", 12)
    seat.calls.hear(CallEvent("offered", "call-2", "101", None, withheld=True))
    assert seat.calls.answer("contact:call-2").done
    seat.calls.draft("narrative", "second caller", 13)
    seat.calls.sign_out()
    seat.calls.hear(LOST)
    seat.settle()
    first, second = (seat.calls.view(f"contact:call-{n}") for n in (1, 2))
    assert [n.text for n in first.contact.narrative] == ["first caller"] and first.drafts == ()
    assert [d.text for d in second.drafts] == ["second caller"]


def test_a_caller_who_hangs_up_leaves_the_advisor_typing(seat):
    seat.answer()
    seat.calls.draft("narrative", "she will ring ba", 16)
    seat.calls.hear(CallEvent("ended", "call-1", cause="caller"))
    assert seat.calls.view().contact.narrative == ()
    assert [d.text for d in seat.calls.view().drafts] == ["she will ring ba"]


def test_what_an_outcome_does_not_do_leaves_half_typed_text_as_it_is(seat):
    seat.answer()
    seat.calls.draft("narrative", "she left by the", 15)
    assert not seat.calls.do(ask.HandOver("dispatch")).done
    assert [d.text for d in seat.calls.view().drafts] == ["she left by the"]


def test_what_the_journal_does_not_take_is_not_shown_as_recorded(seat):
    seat.answer()
    seat.settle()
    before = seat.calls.view().contact
    with pytest.raises(ValueError):
        seat.calls.do(ask.Record(facts.OfficerSafetyNoted("known", "knife \ud83d")))
    assert seat.calls.view().contact == before


def test_advice_ends_a_contact_once(seat):
    seat.answer()
    seat.calls.do(ask.ChooseGrade("other"))
    for about in ("grade", *(g.id for g in POLICY.guards)):
        seat.calls.do(ask.Record(facts.RationaleGiven(about, "made up")))
    seat.abandon()
    advice = next(o.key for o in POLICY.outcomes if not o.teams)
    seat.calls.do(ask.HandOver(advice))
    seat.settle()
    types = [e.type for e in seat.journal.stream("contact:call-1")]
    assert types.count("ContactDisposed") == 1


def refused_after_the_end(seat):
    seat.answer()
    seat.calls.do(ask.ChooseGrade("prompt"))
    incident = seat.calls.do(ask.HandOver("dispatch")).incident_id
    assert seat.calls.do(ask.Dispose("incidents")).done
    seat.settle()
    (request,) = requests(seat)
    return incident, request, hub.Refused("j.muir", "J. Muir", request.team, "Outside our area")


def test_a_contact_that_ended_comes_back_to_the_tray_when_its_incident_is_refused(seat):
    incident, request, refused = refused_after_the_end(seat)
    assert seat.calls.desk_view().calls == ()
    say(seat, incident, opened(request), refused)
    assert [c.contact_id for c in seat.calls.desk_view().calls] == ["contact:call-1"]
    assert seat.calls.do(ask.ReRoute(incident, "resolution_team", "as asked")).done


def test_starting_again_reopens_an_ended_contact_whose_incident_nobody_has(seat, tmp_path):
    incident, request, refused = refused_after_the_end(seat)
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    again.calls.sign_in(GRANT)
    assert again.calls.desk_view().calls == ()
    say(again, incident, opened(request), refused)
    assert [c.contact_id for c in again.calls.desk_view().calls] == ["contact:call-1"]
    again.calls.show("contact:call-1")
    assert again.calls.do(ask.ReRoute(incident, "resolution_team", "as asked")).done
    again.settle()
    again.stand_up()


def test_what_was_typed_after_the_end_is_there_again(seat, tmp_path):
    seat.answer()
    seat.abandon()
    seat.calls.draft("narrative", "he rang aga", 11)
    seat.settle()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    assert [d.text for d in again.calls.view().drafts] == ["he rang aga"]
    again.stand_up()


def test_a_call_that_was_not_answered_rings_again_under_its_number(seat):
    seat.calls.sign_in(GRANT)
    seat.calls.hear(RINGING)
    seat.calls.hear(CallEvent("ended", "call-1"))
    seat.calls.hear(RINGING)
    assert [c.phase for c in seat.calls.desk_view().calls] == ["ended", "ringing"]
    seat.calls.hear(CallEvent("answered", "call-1"))
    assert seat.calls.view().contact.phase == "talking"
    seat.calls.hear(CallEvent("ended", "call-1"))
    assert seat.calls.view().contact.phase == "ended"


def test_a_call_id_that_telephony_uses_again_is_another_contact(seat, tmp_path):
    seat.answer()
    seat.abandon()
    seat.settle()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    again.answer()
    again.stand_up()
    last = Seat(tmp_path, POLICY, seat.clock)
    last.calls.resume()
    assert last.calls.view().contact.phase == "talking"
    last.stand_up()


def accepted_then_raised(seat):
    seat.answer()
    seat.calls.do(ask.ChooseGrade("prompt"))
    incident = seat.calls.do(ask.HandOver("dispatch")).incident_id
    seat.settle()
    stored(seat)
    (request,) = requests(seat)
    accepted = hub.Accepted("j.muir", "J. Muir", request.team)
    say(seat, incident, opened(request), accepted)
    assert seat.calls.send_now().done
    seat.settle()


def test_raising_what_was_accepted_alarms_until_the_hub_has_it(seat):
    accepted_then_raised(seat)
    assert seat.calls.view().alarms == ()
    seat.link.now = "lost"
    assert [a.kind for a in seat.calls.view().alarms] == ["link_down"]
    seat.link.now = "live"
    seat.clock.seconds += 10
    assert [a.kind for a in seat.calls.view().alarms] == ["no_receipt"]
    (event,) = [e for e in seat.journal.stream("desk:store-1") if e.type == "GradeRaised"]
    seat.journal.mark({event.event_id: DeliveryState("stored", 1)}).result(10)
    seat.calls.delivered([event.event_id])
    assert seat.calls.view().alarms == ()


def test_starting_again_knows_a_raise_that_the_hub_does_not_have(seat, tmp_path):
    accepted_then_raised(seat)
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.cache.entries = seat.cache.entries
    again.link.now = "lost"
    again.calls.resume()
    assert [a.kind for a in again.calls.view().alarms] == ["link_down"]
    again.stand_up()


@pytest.mark.parametrize("command", [ask.HandOver("advice"), ask.Dispose("information")])
def test_an_urgent_grade_of_which_nobody_was_told_ends_in_nothing(seat, command):
    seat.answer()
    seat.calls.do(ask.ChooseGrade("immediate"))
    result = seat.calls.do(command)
    assert "urgent-nobody-told" in {held.guard_id for held in result.held}
    assert seat.calls.view().contact.disposition is None
    assert seat.calls.send_now().done
    assert seat.calls.do(ask.Dispose("incidents")).done
