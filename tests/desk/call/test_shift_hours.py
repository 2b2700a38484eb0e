"""The desk's shift by the hour: from what happens, from the journal, and from the hub's word."""

import dataclasses

import pytest

from tests.desk.call.seat import GRANT, Seat
from tests.desk.call.test_shift_book import POLICY, LongClock, again, call, end
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact.facts import IncidentAttached
from workstation.domain.events import Entry, Moment
from workstation.domain.incident import events


class Clock(LongClock):
    """Its wall can be set back, and the hub's offset measured; the monotonic clock goes on."""

    back_s, offset_ms, boot = 0.0, None, "boot-1"

    def moment(self) -> Moment:
        self.seconds -= self.back_s
        at_utc = super().moment().at_utc
        self.seconds += self.back_s
        return Moment(at_utc, int(self.seconds * 1e9), self.boot, self.offset_ms)


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY, Clock())
    sitting.calls.sign_in(GRANT)
    yield sitting
    sitting.stand_up()


def whole(seat):
    return seat.calls.shift().hours.whole


def ring(seat, name, wait_s):
    seat.calls.hear(CallEvent("offered", name, "101", "+447700900318"))
    seat.clock.seconds += wait_s
    assert seat.calls.answer(f"contact:{name}").done


def test_wait_handling_and_wrap_up_are_counted_and_are_the_same_after_a_new_start(seat, tmp_path):
    ring(seat, "a", 12)
    seat.clock.seconds += 300
    seat.calls.hear(CallEvent("ended", "a", cause="caller"))
    seat.clock.seconds += 45
    end(seat, "advice")
    seat.calls.hear(CallEvent("offered", "b", "999", None, withheld=True))
    seat.clock.seconds += 20
    seat.calls.hear(CallEvent("ended", "b", cause="caller"))
    before = whole(seat)
    assert before["wait"].mean_s == 12
    assert before["handling"].mean_s == 300
    assert before["wrap_up"].mean_s == 45
    assert before["unanswered"].behind == ("contact:b",)
    assert before["answered"].behind == ("contact:a",)
    anew = again(seat, tmp_path)
    assert whole(anew) == before
    anew.stand_up()


def test_a_clock_set_back_makes_no_time_negative_and_one_of_another_boot_is_unsure(seat):
    ring(seat, "a", 5)
    seat.clock.seconds += 60
    seat.clock.back_s = 1800
    seat.calls.hear(CallEvent("ended", "a", cause="caller"))
    seat.clock.seconds += 30
    seat.clock.boot = "boot-2"
    end(seat, "advice")
    found = whole(seat)
    assert found["handling"].longest_s == 60
    assert (found["wrap_up"].count, found["wrap_up"].unsure) == (1, 1)
    assert found["wrap_up"].longest_s is None


def test_the_hour_is_the_hubs(seat):
    seat.clock.offset_ms = 3_600_000 * 2
    call(seat, "a")
    hours = seat.calls.shift().hours
    (placed,) = [h.at_utc for h in hours.hours if h.figures["answered"].count]
    assert placed == "2026-11-21T08:00:00.000000Z"
    assert seat.clock.moment().at_utc.startswith("2026-11-21T06:")


def test_what_the_hub_says_of_an_incident_is_counted_also_when_it_comes_later(seat):
    ring(seat, "a", 3)
    incident_id = seat.calls.send_now().incident_id
    assert whole(seat)["sent"].behind == (incident_id,)
    assert whole(seat)["acceptance"].count == 0
    fields = {f.name: "" for f in dataclasses.fields(events.IncidentOpened)}
    fields |= {"incident_id": incident_id, "contact_id": "contact:a", "grade_rank": 2}
    fields |= {"requested_at_utc": "2026-11-21T06:16:45.000000Z", "accept_within_s": 60}
    changed = events.GradeChanged("", "", "", "", 1, True, True, 60, "", "")
    told = (
        events.IncidentOpened(**fields),
        events.AcceptanceOverdue("room", "", 60),
        changed,
        events.Accepted("b", "B", "room"),
    )
    seat.cache.entries[incident_id] = tuple(
        Entry(f"e{n}", incident_id, n + 1, f"2026-11-21T06:2{n}:45.000000Z", "hub", body)
        for n, body in enumerate(told)
    )
    seat.calls.hub_news([incident_id])
    found = whole(seat)
    assert found["acceptance"].mean_s == 7 * 60
    assert [found[key].count for key in ("sent", "overdue", "raised", "lowered")] == [1, 1, 1, 0]
    read = list(seat.cache.incidents_read)
    seat.calls.shift()
    assert seat.cache.incidents_read == read


def test_an_incident_that_was_only_linked_was_not_sent_from_here(seat):
    call(seat, "a")
    assert seat.calls.do(ask.Record(IncidentAttached("incident:of-another"))).done
    assert whole(seat)["sent"].count == 0
