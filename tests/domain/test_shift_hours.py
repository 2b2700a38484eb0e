"""The shift by the hour: each call in one hour and one fate, and no clock makes a time negative."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.contact import facts
from workstation.domain.events import Entry, Moment
from workstation.domain.incident import events
from workstation.domain.shift import Account, tally
from workstation.domain.shift_figures import BY_KEY, FATES, FIGURES
from workstation.domain.shift_hours import UNSURE_HOUR, by_hour
from workstation.domain.shift_times import (
    CallTimes,
    IncidentTimes,
    followed,
    hours_between,
    incident_times,
    seconds_from,
)

SINCE, UNTIL = "2026-11-21T06:30:00.000000Z", "2026-11-21T09:10:00.000000Z"


def at(clock, mono=0.0, boot="boot-1", offset=0):
    return Moment(f"2026-11-21T{clock}.000000Z", int(mono * 1e9), boot, offset)


def call(name, *steps):
    times = CallTimes(name)
    for body, when in steps:
        times = followed(times, body, when)
    return times


RANG = facts.CallOffered("call-1", "101", None)
TAKEN = facts.CallAnswered("call-1", "F. Grant", "Desk 14")
GONE = facts.CallEnded("caller")
DONE = facts.ContactDisposed("advice")


def counted(calls=(), incidents=(), accounts=None, since=SINCE, until=UNTIL):
    own = [
        Account(c.contact_id, c.answered.at_utc, end="advice", end_name="advice")
        for c in calls
        if c.answered
    ]
    accounts = own if accounts is None else accounts
    heard = {c.contact_id: c.answered.at_utc for c in calls if c.answered}
    return by_hour(tally(since, heard, accounts, ()), until, calls, incidents)


def test_one_call_has_its_wait_its_handling_and_its_wrap_up_in_the_hour_of_its_answer():
    one = call(
        "contact:1",
        (RANG, at("07:59:50", 10)),
        (TAKEN, at("08:00:02", 22)),
        (GONE, at("08:05:02", 322)),
        (DONE, at("09:01:02", 3682)),
    )
    found = counted([one])
    eight = next(h for h in found.hours if h.at_utc.startswith("2026-11-21T08"))
    assert [h.at_utc[11:13] for h in found.hours] == ["06", "07", "08", "09"]
    assert eight.figures["wait"].mean_s == 12
    assert eight.figures["handling"].longest_s == 300
    assert eight.figures["wrap_up"].median_s == 3360
    assert eight.figures["answered"].behind == ("contact:1",)
    assert found.whole["contact_only"].count == 1
    assert sum(h.figures["wait"].count for h in found.hours) == 1


def test_mean_median_and_longest_of_several_and_the_longest_is_named_first():
    calls = [
        call(f"contact:{n}", (RANG, at("07:00:00", 0)), (TAKEN, at("07:01:00", wait)))
        for n, wait in enumerate((4.0, 60.0, 8.0))
    ]
    wait = counted(calls).whole["wait"]
    assert (wait.count, wait.mean_s, wait.median_s, wait.longest_s) == (3, 24, 8, 60)
    assert wait.behind == ("contact:1", "contact:2", "contact:0")


def test_a_call_that_rings_off_is_counted_when_it_rang_and_is_no_answered_call():
    one = call("contact:1", (RANG, at("07:10:00")), (GONE, at("07:10:40", 40)))
    found = counted([one])
    assert found.whole["unanswered"].behind == ("contact:1",)
    assert found.whole["answered"].count == 0
    assert call("contact:1", (RANG, at("07:10:00"))).ended is None  # still rings: not counted
    assert counted([call("contact:1", (RANG, at("07:10:00")))]).whole["unanswered"].count == 0


def test_a_record_that_ended_before_the_line_needs_no_wrap_up():
    one = call("contact:1", (TAKEN, at("07:00:00")), (DONE, at("07:04:00", 240)))
    assert "wrap_up" in BY_KEY
    assert counted([one]).whole["wrap_up"].count == 0
    closed = followed(one, GONE, at("07:05:00", 300))
    assert counted([closed]).whole["wrap_up"].mean_s == 0


def test_a_line_that_was_taken_for_lost_and_is_there_again_has_not_ended():
    lost = call("contact:1", (TAKEN, at("07:00:00")), (facts.CallEnded("lost"), at("07:01:00", 60)))
    back = followed(lost, facts.CallResumed(), at("07:01:10", 70))
    assert counted([back]).whole["handling"].count == 0
    assert counted([followed(back, GONE, at("07:02:00", 120))]).whole["handling"].mean_s == 120


@pytest.mark.parametrize(
    ("then", "until", "seconds"),
    [
        # A clock set back an hour: the same boot counts on.
        (at("08:00:00", 100), at("07:00:30", 130), 30),
        # Another boot, both clocks measured: corrected.
        (at("08:00:00", 9, offset=5000), at("08:01:00", 2, "boot-2", -5000), 50),
        # Another boot and the offset never measured: unsure.
        (at("08:00:00", offset=None), at("08:01:00", 2, "boot-2"), None),
        (at("08:00:00", boot=""), at("08:01:00", boot="", offset=None), None),
        # Set back between two boots: unsure, never negative.
        (at("08:00:00"), at("07:00:00", 0, "boot-2"), None),
        (at("08:00:00", 10), at("08:00:00", 5), None),
        (None, at("08:00:00"), None),
    ],
)
def test_what_no_clock_can_say_is_unsure_and_never_negative(then, until, seconds):
    assert seconds_from(then, until) == seconds


def test_an_unsure_time_is_counted_and_is_in_no_mean():
    sure = call("contact:1", (RANG, at("07:00:00", 0)), (TAKEN, at("07:00:10", 10)))
    back = call("contact:2", (RANG, at("07:00:00")), (TAKEN, at("06:59:00", 1, "boot-2")))
    wait = counted([sure, back]).whole["wait"]
    assert (wait.count, wait.unsure, wait.mean_s, wait.longest_s) == (2, 1, 10, 10)
    assert wait.behind == ("contact:1", "contact:2")


def test_a_call_at_a_time_that_cannot_be_is_in_the_unsure_hour():
    wild = call("contact:1", (TAKEN, dataclasses.replace(at("07:00:00"), at_utc="2031-01-01")))
    found = counted([wild])
    assert found.hours[-1].at_utc == UNSURE_HOUR
    assert found.hours[-1].figures["answered"].count == 1


def opened(grade_rank=2):
    fields = {f.name: "" for f in dataclasses.fields(events.IncidentOpened)}
    fields |= {"grade_rank": grade_rank, "requested_at_utc": "2026-11-21T07:00:00.000000Z"}
    return events.IncidentOpened(**fields)


def regraded(rank):
    return events.GradeChanged("", "", "", "", rank, False, False, 60, "", "")


def incident(*bodies):
    entries = [
        Entry(f"event-{n}", "incident:1", n + 1, f"2026-11-21T07:{n:02}:00.000000Z", "hub", body)
        for n, body in enumerate(bodies)
    ]
    return incident_times("incident:1", entries)


def test_an_incident_is_accepted_once_and_its_grade_goes_up_and_down():
    one = incident(
        opened(),
        events.AcceptanceOverdue("room", "", 60),
        regraded(1),
        events.Accepted("b", "B", "room"),
        events.ReRouted("b", "B", "room", "other", "Other", ""),
        events.Accepted("c", "C", "other"),
        regraded(3),
        regraded(3),
    )
    found = counted((), [one]).whole
    assert found["acceptance"].mean_s == 180
    assert (found["sent"].count, found["overdue"].count) == (1, 1)
    assert (found["raised"].count, found["lowered"].count) == (1, 1)


def test_what_nobody_opened_has_no_course_and_a_desk_ahead_of_the_hub_is_unsure():
    assert incident(events.Accepted("b", "B", "room")) is None
    ahead = IncidentTimes("incident:1", "2026-11-21T07:05:00Z", "2026-11-21T07:00:00Z")
    acceptance = counted((), [ahead]).whole["acceptance"]
    assert (acceptance.count, acceptance.unsure, acceptance.mean_s) == (1, 1, None)


def test_what_happened_before_is_left_out_and_what_belongs_to_the_shift_is_not():
    before = IncidentTimes("incident:1", "2026-11-21T06:00:00.000000Z")
    late = IncidentTimes(
        "incident:2", "2026-11-21T06:00:00.000000Z", None, ("2026-11-21T07:00:00.000000Z",)
    )
    found = counted((), [before, late]).whole
    assert (found["sent"].count, found["overdue"].count) == (0, 1)


def test_hours_that_make_no_sense_are_none():
    assert hours_between(UNTIL, SINCE) == ()
    assert hours_between("yesterday", SINCE) == ()


MOMENTS = st.builds(
    Moment,
    st.sampled_from([f"2026-11-2{d}T{h:02}:15:00.000000Z" for d in (0, 1, 2) for h in range(24)])
    | st.sampled_from(["", "yesterday", "9999-12-31T23:59:59Z", "2026-11-21T08:00:00"]),
    st.integers(0, 10**13),
    st.sampled_from(["", "boot-1", "boot-2"]),
    st.none() | st.integers(-(10**7), 10**7),
)
IDS = st.sampled_from([f"contact:{n}" for n in range(8)])
BODIES = st.sampled_from([RANG, TAKEN, GONE, facts.CallEnded("lost"), facts.CallResumed(), DONE])
CALLS = st.builds(lambda one, steps: call(one, *steps), IDS, st.lists(st.tuples(BODIES, MOMENTS)))
ACCOUNTS = st.builds(
    Account,
    contact_id=IDS,
    answered_at=st.sampled_from([f"2026-11-21T{h:02}:15:00.000000Z" for h in range(24)]),
    end=st.sampled_from([None, "", "incidents", "abandoned", "advice", "elsewhere"]),
    incidents=st.lists(st.sampled_from(["incident:1", "incident:2"]), max_size=1).map(tuple),
)


@given(
    st.lists(CALLS, max_size=8, unique_by=lambda c: c.contact_id),
    st.lists(ACCOUNTS, max_size=8, unique_by=lambda a: a.contact_id),
    st.sets(IDS),
    st.frozensets(st.just("incident:1")),
)
def test_every_answered_call_is_in_one_hour_and_one_fate_and_sums_agree(
    calls, accounts, heard, waiting
):
    answered = {a.contact_id: a.answered_at for a in accounts if a.contact_id in heard}
    answered |= dict.fromkeys(heard - answered.keys(), UNTIL)
    told = tally(SINCE, answered, accounts, waiting)
    found = by_hour(told, UNTIL, calls, ())
    assert found.whole["answered"].count == told.answered
    assert found.whole["recorded"].count == told.recorded
    placed = [one for hour in found.hours for one in hour.figures["answered"].behind]
    assert sorted(placed) == sorted(one for one, when in answered.items() if when >= SINCE)
    fates = [one for fate in FATES for one in found.whole[fate].behind]
    assert len(fates) == len(set(fates))
    assert set(placed) <= set(fates)
    for figure in FIGURES:
        assert sum(h.figures[figure.key].count for h in found.hours) == (
            found.whole[figure.key].count
        )
        one = found.whole[figure.key]
        assert len(one.behind) == one.count
        assert one.longest_s is None or 0 <= one.median_s <= one.longest_s


def test_every_figure_says_what_it_is_in_one_sentence():
    for figure in FIGURES:
        assert figure.meaning.endswith(".")
        assert figure.meaning.count(". ") == 0
