"""Who is calling, on the real encrypted store of people: what the made-up directory cannot show."""

import pytest

from tests.desk.call.seat import KEY, Seat
from tests.ui import people
from workstation.content.policies import load_force
from workstation.desk.cache.callers import Build, Directory
from workstation.domain.callers.caller import Caller
from workstation.protocol.callers import CallerChanges, CopyPage, line_of

POLICY = load_force("police-scotland")
NOW = "2026-11-21T14:00:00.000000Z"


def page(known, following=""):
    lines = [line_of(one, n) for n, one in enumerate(known, start=1)]
    return CopyPage(
        callers=lines, next=following, epoch="e", from_no=9, total=len(known), now_utc=NOW
    )


@pytest.fixture
def stored(tmp_path):
    """A desk whose whole copy holds the family."""
    folder = tmp_path / "callers"
    with Build.begin(folder, KEY, "demo") as build:
        build.add_page(page((*people.FAMILY, people.often())), 0)
        build.finish()
        nothing = CallerChanges(callers=[], gone=[], epoch="e", up_to=9, more=False, now_utc=NOW)
        build.put_changes(nothing)
        build.complete()
    with Directory.open(folder, KEY, "demo") as directory:
        sitting = Seat(tmp_path, POLICY, directory=directory)
        yield sitting
        sitting.stand_up()


def test_the_pop_has_the_people_and_the_household_but_nobody_protected(stored):
    stored.answer()
    record = stored.calls.view().on_record
    assert record.standing.whole and record.as_of_utc == NOW
    assert {one.name for one in record.callers} == {"Ishbel Corrie", "Donal Corrie"}
    assert [one.name for one in record.household] == ["Eilidh Corrie"]
    assert stored.calls.view().calling.failure.kind == "missed_promise"


def test_somebody_found_is_said_to_be_the_caller_with_all_that_is_on_record(stored):
    stored.answer()
    (found,) = stored.calls.who.find("ishbel corr").people
    assert found.address_protected
    assert stored.calls.who.find("quern").people == ()
    assert stored.calls.who.this_is(found.caller_id).done
    chosen = stored.calls.view().calling.chosen
    assert chosen.forbidden_contact == people.ISHBEL.forbidden_contact
    assert [one.matter for one in chosen.history] == ["m1", "m1", ""]


def test_a_history_of_two_thousand_is_whole(stored):
    stored.answer()
    found = stored.calls.who.look("c-often")
    assert len(found.contacts) == people.LONG
    assert found.contacts[0].at_utc > found.contacts[-1].at_utc


def test_who_was_added_and_marked_here_is_found_at_once(stored):
    stored.answer()
    new = Caller("", "Màiri NicLeòid", "1988-03-12", "", False, ("0141 496 0999",))
    assert stored.calls.who.add(new).done
    added = stored.calls.view().contact.caller.caller_id
    assert [one.caller_id for one in stored.calls.who.find("mairi nic").people] == [added]
    assert stored.calls.who.mark_same(added, "c-donal").done
    assert stored.directory.one(added).same_as == ("c-donal",)
    assert "c-donal" in stored.calls.view().calling.chosen.same_as
    assert stored.calls.who.mark_same("c-donal", added).done
    assert stored.directory.one(added).same_as == ()


def test_in_a_slice_nobody_found_is_no_history_check(tmp_path):
    with Directory.open(tmp_path / "callers", KEY, "demo") as directory:
        first = page((people.often(),), following="x")
        directory.put_page(first, 730, anew=True).result(10)
        sitting = Seat(tmp_path, POLICY, directory=directory)
        sitting.answer()
        view = sitting.calls.view()
        assert not view.on_record.standing.whole
        assert view.contact.history_check is None
        assert [one.name for one in sitting.calls.who.find("wullie").people] == ["Wullie Nairn"]
        sitting.stand_up()
