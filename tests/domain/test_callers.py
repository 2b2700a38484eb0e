"""Matters, promises that were not kept, failure demand, and a person typed on one line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.callers.caller import PastContact
from workstation.domain.callers.matters import matters, pressing, suggested
from workstation.domain.callers.typed_person import iso_date, typed_person

NOW = "2026-11-21T14:02:31.000000Z"
TODAY = date(2026, 11, 21)


def past(day, matter="", promised="", due=None, outcome="Advice"):
    promise = "An officer rings back" if promised else ""
    return PastContact(
        f"2026-11-{day:02}T10:00:00.000000Z", "Standard", f"of the {day}th", outcome,
        f"contact:{day}", "101", matter, promise, due, promised,
    )  # fmt: skip


def test_contacts_about_one_matter_stand_together_the_matter_spoken_of_last_first():
    found = matters(
        [past(3, "fence"), past(19, "car"), past(16), past(12, "fence"), past(1, "car")]
    )
    assert [[one.at_utc[8:10] for one in matter.contacts] for matter in found] == [
        ["19", "01"], ["16"], ["12", "03"],
    ]  # fmt: skip


def test_contacts_without_a_matter_are_never_grouped():
    assert len(matters([past(1), past(2), past(3)])) == 3


def test_the_third_contact_in_seven_days_and_the_promise_that_was_not_kept():
    due = "2026-11-17T18:00:00.000000Z"
    now = pressing([past(16, "car", "open", due), past(18, "car"), past(3, "car")], NOW)
    assert (now.nth, now.of_matter) == (3, 3)
    assert now.broken is not None and now.broken.promise_due_utc == due
    assert now.matter is not None and now.matter.key == "car"


@pytest.mark.parametrize(
    ("promised", "due", "broken"),
    [
        ("missed", None, True),
        ("open", "2026-11-21T14:02:30.000000Z", True),
        ("open", "2026-11-21T14:02:32.000000Z", False),
        ("open", None, False),
        ("kept", "2026-11-18T10:00:00.000000Z", False),
    ],
)
def test_a_promise_is_broken_when_its_time_has_passed(promised, due, broken):
    assert (pressing([past(16, "car", promised, due)], NOW).broken is not None) is broken


def test_what_suggests_failure_demand():
    late, later = "2026-11-18T10:00:00.000000Z", "2026-11-25T10:00:00.000000Z"
    assert suggested([], NOW) is None
    assert suggested([past(20), past(19)], NOW) is None
    assert suggested([past(1, "car")], NOW) is None
    missed = [past(16, "car", "open", late, "Appointment")]
    assert suggested(missed, NOW).kind == "missed_promise"
    assert suggested(missed, NOW, {"Appointment"}).kind == "missed_appointment"
    assert suggested([past(16, "car", "open", later)], NOW).kind == "chaser"
    assert suggested([past(16, "car"), past(18, "car")], NOW).kind == "repeat"


def test_what_is_still_to_come_is_not_said_to_be_in_the_past():
    assert pressing([past(25, "car"), past(20, "car")], NOW).nth == 2


@pytest.mark.parametrize(
    ("line", "name", "born", "phone", "postcode"),
    [
        ("Mairi MacLeod 12/03/1988 0141 496 0123", "Mairi MacLeod", "1988-03-12",
         "0141 496 0123", ""),
        ("0141 496 0123 12.3.1988 Mairi MacLeod", "Mairi MacLeod", "1988-03-12",
         "0141 496 0123", ""),
        ("Seonag O'Neill +44 7700 900123 kx4 2lb", "Seonag O'Neill", "", "+44 7700 900123",
         "KX4 2LB"),
        ("Mac a' Ghobhainn 1988-03-12", "Mac a' Ghobhainn", "1988-03-12", "", ""),
        ("Wójcik, born 31/02/1988", "Wójcik, 31/02/1988", "", "", ""),
        ("Jo Nairn 12/3/88. 0141 496 0123", "Jo Nairn", "1988-03-12", "0141 496 0123", ""),
        ("R2 D2", "R2 D2", "", "", ""),
        ("", "", "", "", ""),
    ],
)  # fmt: skip
def test_a_person_typed_on_one_line(line, name, born, phone, postcode):
    found = typed_person(line, TODAY)
    assert (found.name, found.born, found.phone, found.postcode) == (name, born, phone, postcode)


@given(st.text(max_size=400))
def test_nothing_that_is_typed_is_a_fault(line):
    found = typed_person(line, TODAY)
    assert len(found.name) <= 200


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("12/03/1988", "1988-03-12"),
        ("12/3/88", "1988-03-12"),
        ("21/11/26", "2026-11-21"),
        ("22/11/26", "1926-11-22"),
        ("29.2.00", "2000-02-29"),
        ("about 40", ""),
        ("31/02/1988", ""),
        ("22/11/2026", ""),
        ("12/03/1988 or so", ""),
    ],
)
def test_a_birth_date_is_one_that_is_past(typed, born):
    assert iso_date(typed, TODAY) == born
