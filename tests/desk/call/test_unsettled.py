"""What the window's thread reads of the hand-overs: what has changed, and no more."""

import pytest

from tests.desk.call.seat import GRANT, Seat
from workstation.content.policies import load_force
from workstation.desk.ports import DeliveryState
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Entry
from workstation.domain.incident import events as hub
from workstation.protocol.payloads import body_of

POLICY = load_force("police-scotland")
AT = "2026-11-21T14:16:41.000000Z"
DESK = "desk:store-1"


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY)
    sitting.calls.sign_in(GRANT)
    yield sitting
    sitting.stand_up()


def hand_over(seat, call_id, *, end=True):
    """A call comes, is sent now, and ends; the event of its hand-over."""
    seat.calls.hear(CallEvent("offered", call_id, "999", "+441414960123"))
    assert seat.calls.answer().done
    assert seat.calls.send_now().done
    if end:
        assert seat.calls.do(ask.Dispose("incidents")).done
    seat.settle()
    seat.clock.seconds += 1
    return [e for e in seat.journal.stream(DESK) if e.type == HandOverRequested.__name__][-1]


def receipt(seat, event):
    """The hub's durable receipt, written down by the link."""
    seat.journal.mark({event.event_id: DeliveryState("stored", 1)}).result(10)
    seat.calls.delivered([event.event_id])


def say(seat, event, *bodies):
    """The hub's word on the incident of a hand-over, as it arrives."""
    copied(seat, event, *bodies)
    seat.calls.hub_news([body_of(event).incident_id])


def copied(seat, event, *bodies):
    """The hub's word has reached the cache, and nobody was told of it."""
    request = body_of(event)
    names = hub.IncidentOpened.__dataclass_fields__
    same = {n: getattr(request, n) for n in request.__dataclass_fields__ if n in names}
    opened = hub.IncidentOpened(
        **same, request_id=event.event_id, desk_id="desk-14", advisor="f.grant",
        requested_at_utc=AT,
    )  # fmt: skip
    seat.cache.entries[request.incident_id] = tuple(
        Entry(f"h{n}", request.incident_id, n, AT, "hub", body)
        for n, body in enumerate((opened, *bodies), start=1)
    )


ACCEPTED = hub.Accepted("j.muir", "J. Muir", "division")
CLOSED = hub.IncidentClosed("j.muir", "J. Muir", "No trace")
REFUSED = hub.Refused("j.muir", "J. Muir", "division", "Outside our area")


def restarted(seat, folder):
    """The program starts again over the same journal and cache; nothing was read before."""
    again = Seat(folder, POLICY, seat.clock)
    again.cache.entries = seat.cache.entries
    again.calls.resume()
    return again


def forget_reads(seat):
    seat.journal.events_read = 0
    seat.journal.deliveries_read.clear()
    seat.cache.incidents_read.clear()


def test_a_receipt_reads_what_it_is_for_and_no_other_hand_over(seat):
    events = [hand_over(seat, f"call-{n}") for n in range(4)]
    forget_reads(seat)
    receipt(seat, events[2])
    assert seat.journal.deliveries_read == [events[2].event_id]
    assert seat.cache.incidents_read == [] and seat.journal.events_read == 0


def test_a_receipt_for_a_fact_reads_nothing(seat):
    hand_over(seat, "call-1")
    facts = [e.event_id for e in seat.journal.stream("contact:call-1")]
    forget_reads(seat)
    seat.calls.delivered(facts)
    assert seat.journal.deliveries_read == [] and seat.cache.incidents_read == []


def test_the_hubs_word_reads_its_own_incident_and_no_delivery(seat):
    events = [hand_over(seat, f"call-{n}") for n in range(4)]
    forget_reads(seat)
    say(seat, events[1], ACCEPTED)
    assert seat.cache.incidents_read == [body_of(events[1]).incident_id]
    assert seat.journal.deliveries_read == []


def settled_calls(seat, count):
    for n in range(count):
        event = hand_over(seat, f"settled-{n}")
        receipt(seat, event)
        say(seat, event, ACCEPTED, CLOSED)


@pytest.mark.parametrize("count", [2, 7])
def test_a_start_does_not_read_again_what_was_settled_at_the_start_before(seat, tmp_path, count):
    settled_calls(seat, count)
    seat.stand_up()
    second = restarted(seat, tmp_path)
    assert len(second.journal.deliveries_read) == count
    second.stand_up()
    third = restarted(second, tmp_path)
    assert third.journal.events_read == 0
    assert third.journal.deliveries_read == [] and third.cache.incidents_read == []
    third.stand_up()


def test_references_go_on_counting_after_what_is_not_read_any_more(seat, tmp_path):
    settled_calls(seat, 3)
    for _ in range(2):
        seat.stand_up()
        seat = restarted(seat, tmp_path)
    seat.calls.sign_in(GRANT)
    hand_over(seat, "call-new")
    own = [e for e in seat.journal.stream(DESK) if e.type == HandOverRequested.__name__]
    assert len({body_of(e).reference for e in own}) == 4
    seat.stand_up()


@pytest.mark.parametrize("word", ["nothing", "accepted", "refused"])
def test_what_is_not_closed_is_followed_at_every_start(seat, tmp_path, word):
    settled_calls(seat, 2)
    event = hand_over(seat, "call-open")
    receipt(seat, event)
    if word != "nothing":
        say(seat, event, ACCEPTED if word == "accepted" else REFUSED)
    for _ in range(3):
        seat.stand_up()
        seat = restarted(seat, tmp_path)
        assert seat.journal.deliveries_read[-1] == event.event_id
    (handed,) = seat.calls.view("contact:call-open").hand_overs if word == "refused" else (None,)
    assert handed is None or handed.state == "refused"
    say(seat, event, ACCEPTED, REFUSED)
    assert [c.contact_id for c in seat.calls.desk_view().calls] == ["contact:call-open"]
    seat.stand_up()


def test_a_refusal_that_reached_the_cache_as_the_program_was_killed_is_seen_at_the_next_start(
    seat, tmp_path
):
    event = hand_over(seat, "call-1")
    receipt(seat, event)
    say(seat, event, ACCEPTED)
    seat.stand_up()
    second = restarted(seat, tmp_path)
    copied(second, event, ACCEPTED, REFUSED)
    second.stand_up()
    third = restarted(second, tmp_path)
    assert [c.contact_id for c in third.calls.desk_view().calls] == ["contact:call-1"]
    third.stand_up()


def test_a_contact_that_is_still_open_keeps_its_closed_hand_over(seat, tmp_path):
    event = hand_over(seat, "call-1", end=False)
    receipt(seat, event)
    say(seat, event, ACCEPTED, CLOSED)
    for _ in range(3):
        seat.stand_up()
        seat = restarted(seat, tmp_path)
        assert [h.state for h in seat.calls.view().hand_overs] == ["closed"]
    before = body_of(event).incident_id
    assert seat.calls.send_now().incident_id != before, "nobody has the closed one"
    seat.stand_up()


def test_what_is_closed_without_a_receipt_here_is_followed_until_that_comes(seat, tmp_path):
    event = hand_over(seat, "call-1")
    say(seat, event, ACCEPTED, CLOSED)
    for _ in range(3):
        seat.stand_up()
        seat = restarted(seat, tmp_path)
        assert seat.calls.desk_view().unsent_urgent_of_others == 1
    receipt(seat, event)
    assert seat.calls.desk_view().unsent_urgent_of_others == 0
    seat.stand_up()


def test_a_raise_that_the_hub_does_not_have_is_followed_at_every_start(seat, tmp_path):
    seat.calls.hear(CallEvent("offered", "call-1", "999", "+441414960123"))
    seat.calls.answer()
    seat.calls.do(ask.ChooseGrade("prompt"))
    seat.calls.do(ask.HandOver("dispatch"))
    seat.settle()
    event = next(e for e in seat.journal.stream(DESK) if e.type == HandOverRequested.__name__)
    receipt(seat, event)
    say(seat, event, ACCEPTED)
    seat.calls.send_now()
    seat.calls.do(ask.Dispose("incidents"))
    seat.settle()
    say(seat, event, ACCEPTED, CLOSED)
    for _ in range(3):
        seat.stand_up()
        seat = restarted(seat, tmp_path)
        seat.link.now = "lost"
        seat.calls.tick()
        assert seat.sound.alarms == 1
    seat.stand_up()


def test_what_a_restored_hub_opens_anew_is_followed_again(seat, tmp_path):
    settled_calls(seat, 1)
    event = next(e for e in seat.journal.stream(DESK) if e.type == HandOverRequested.__name__)
    for _ in range(2):
        seat.stand_up()
        seat = restarted(seat, tmp_path)
    assert seat.journal.deliveries_read == []
    say(seat, event, REFUSED)
    assert [c.contact_id for c in seat.calls.desk_view().calls] == ["contact:settled-0"]
    assert any("Outside our area" in n for n in seat.calls.desk_view().news)
    seat.stand_up()


def test_news_of_an_incident_that_is_not_this_desks_changes_nothing(seat):
    event = hand_over(seat, "call-1")
    request = body_of(event)
    other = hub.IncidentOpened(
        **{n: getattr(request, n) for n in request.__dataclass_fields__
           if n in hub.IncidentOpened.__dataclass_fields__ and n != "incident_id"},
        incident_id="incident:other", request_id="of-another-desk", desk_id="desk-15",
        advisor="a.ross", requested_at_utc=AT,
    )  # fmt: skip
    before = seat.calls.desk_view()
    seat.cache.entries["incident:other"] = (Entry("o1", "incident:other", 1, AT, "hub", other),)
    seat.calls.hub_news(["incident:other"])
    assert seat.calls.desk_view() == before
