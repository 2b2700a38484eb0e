"""The copy of the people on record grows, is kept in step and is replaced, at a real hub."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk.link.desk_side import enrolled, url_of
from tests.desk.link.people import at_hub, of_another_epoch, people_at, somebody
from tests.hub.control_room import ControlRoom
from workstation.desk.answers import FAILURES, Failure
from workstation.desk.cache.callers import Directory
from workstation.desk.clock import SystemClock
from workstation.desk.link import caller_reading
from workstation.desk.link.caller_reading import CallerReading, Read
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import HubIdentity
from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub.callers.record import changing
from workstation.hub.clock import text_of
from workstation.protocol.callers import CallerChanges

KEY = bytes(range(32))
BEGAN = datetime.now(UTC)
DAYS = 730


class Desk:
    """A copy and what reads for it; ``wanted`` counts how often another one was asked for."""

    def __init__(self, room: ControlRoom, folder: Path) -> None:
        self.folder = folder
        self.directory = Directory.open(folder, KEY, "demo")
        self.room = room
        self.device = enrolled(room)
        self.client = self._client(url_of(room))
        self.wanted = 0
        self.scope(DAYS)

    def _client(self, url: str) -> HubClient:
        return HubClient(HubIdentity("demo", url), SystemClock(), self.device)

    def scope(self, days: int) -> None:
        self.reading = CallerReading(self.client, self.directory, days, self._want)

    def _want(self) -> None:
        self.wanted += 1

    def turn(self) -> Read:
        read = self.reading.turn()
        assert not isinstance(read, FAILURES), read
        if read.taking is not None:
            read.taking.result(20)
        return read

    def in_step(self) -> None:
        """Turns until nothing more is to be read."""
        while self.turn().more:
            pass

    def held(self) -> set[str]:
        """Who is found, through the desk's own eyes."""
        ids = (f"caller:{n:08}" for n in range(120))
        return {one for one in ids if self.directory.one(one) is not None}

    def close(self) -> None:
        self.client.cut()
        self.client.close()
        self.directory.close()


@pytest.fixture
def desk(room: ControlRoom, tmp_path: Path, monkeypatch: Any) -> Iterator[Desk]:
    monkeypatch.setattr(caller_reading, "PAGE", 10)
    monkeypatch.setattr(caller_reading, "SLICE", 30)
    made = Desk(room, tmp_path / "callers")
    yield made
    made.close()


def test_a_record_no_longer_than_the_slice_is_whole_without_another_copy(
    room: ControlRoom, desk: Desk
) -> None:
    people_at(room, *(somebody(n) for n in range(25)))
    assert not desk.directory.standing().whole
    desk.turn()
    assert desk.directory.standing() == replace(
        desk.directory.standing(), whole=False, have=10, total=25, as_of_utc=None
    )
    assert desk.reading.as_of() is None
    desk.in_step()
    standing = desk.directory.standing()
    assert (standing.whole, standing.have, standing.total) == (True, 25, 25)
    assert desk.reading.as_of() is not None
    assert (sorted(desk.held()), desk.wanted) == (at_hub(room), 0)


def test_an_empty_record_is_whole_at_once(desk: Desk) -> None:
    desk.in_step()
    assert desk.directory.standing().whole
    assert desk.wanted == 0


def test_the_recent_and_the_marked_are_found_while_a_whole_copy_is_still_wanted(
    room: ControlRoom, desk: Desk
) -> None:
    people_at(room, *(somebody(n, days=n) for n in range(100)))
    people_at(room, somebody(119, days=700, markers=("Warning: weapons",)))
    desk.in_step()
    assert desk.held() == {f"caller:{n:08}" for n in [*range(29), 119]}
    standing = desk.directory.standing()
    assert (standing.whole, standing.total) == (False, 101)
    assert desk.wanted == 1
    assert [one.name for one in desk.directory.find("macmade119").people] == ["Morag Macmade119"]
    desk.directory.growing(60, 101)
    assert desk.directory.standing().have == 60


def test_what_changes_meanwhile_is_read_into_the_slice_and_into_a_whole_copy(
    room: ControlRoom, desk: Desk
) -> None:
    people_at(room, *(somebody(n, days=n) for n in range(100)))
    desk.in_step()
    people_at(room, somebody(99, name="Ailsa Newname"), somebody(0, name="Moved Away"))
    with room.hub.writing() as tx, changing(tx) as work:
        work.remove("caller:00000001")
    desk.in_step()
    assert desk.directory.one("caller:00000099") is not None
    known = desk.directory.one("caller:00000000")
    assert known is not None and known.name == "Moved Away"
    assert desk.directory.one("caller:00000001") is None


def test_a_hub_that_was_restored_is_read_anew(room: ControlRoom, desk: Desk) -> None:
    people_at(room, *(somebody(n) for n in range(25)))
    desk.in_step()
    before = desk.directory.extent.epoch
    of_another_epoch(room)
    people_at(room, somebody(26))
    desk.turn()
    assert desk.directory.extent.epoch == before  # the whole one stays in use
    assert desk.wanted == 1
    assert len(desk.held()) == 25


def test_a_slice_of_another_epoch_or_scope_is_begun_anew(room: ControlRoom, desk: Desk) -> None:
    people_at(room, *(somebody(n, days=n) for n in range(40)), somebody(41, days=900))
    desk.turn()
    desk.scope(0)
    desk.turn()
    assert (desk.directory.extent.recent_days, desk.directory.extent.have) == (0, 10)
    desk.in_step()
    of_another_epoch(room)
    desk.turn()
    assert (desk.directory.extent.epoch, desk.directory.extent.have) == ("another epoch", 10)


def test_a_whole_copy_of_another_scope_stays_in_step_until_the_next_is_there(
    room: ControlRoom, desk: Desk
) -> None:
    people_at(room, *(somebody(n) for n in range(5)))
    desk.in_step()
    desk.scope(0)
    people_at(room, somebody(6))
    desk.in_step()
    assert desk.wanted == 1
    assert desk.directory.standing().whole
    assert "caller:00000006" in desk.held()


def test_fault_10_somebody_whose_record_is_dated_2099_stops_nothing(
    room: ControlRoom, desk: Desk
) -> None:
    ahead = PastContact("2099-01-01T00:00:00.000000Z", "Prompt", "Ahead", "", "contact:2099")
    people_at(room, somebody(1), somebody(2, history=(ahead,)))
    desk.in_step()
    people_at(room, somebody(3), somebody(1, name="Later Change"))
    desk.in_step()
    assert desk.held() == {f"caller:{n:08}" for n in (1, 2, 3)}
    known = desk.directory.one("caller:00000001")
    assert known is not None and known.name == "Later Change"


class Listening:
    """The hub as a desk asks it; notes what came. ``before``: of a release that tells no parts."""

    def __init__(self, client: HubClient, *, before: bool = False) -> None:
        self.callers_copy = client.callers_copy
        self.pages: list[CallerChanges] = []
        self._client, self._before = client, before

    def caller_changes(
        self, after: int, recent_days: int, limit: int, since: int | None
    ) -> CallerChanges | Failure:
        told = None if self._before else since
        page = self._client.caller_changes(after, recent_days, limit, told)
        if isinstance(page, CallerChanges):
            self.pages.append(page)
        return page

    def told(self) -> list[tuple[int, int]]:
        """Of each page how many people came whole, and how many contacts of the others."""
        return [(len(p.callers), sum(len(line[15]) for line, _ in p.partly)) for p in self.pages]


def rings(number: int, *times: int, ago: int = 3) -> Caller:
    """Somebody who rang on these days of January, and so many days before this test began."""
    known = somebody(number)
    newest = known.history[0]._replace(at_utc=text_of(BEGAN - timedelta(days=ago, minutes=number)))
    past = [
        PastContact(f"2026-01-{day:02}T10:00:00.000000Z", "", f"day {day}", "", f"contact:{day}")
        for day in sorted(times, reverse=True)
    ]
    return replace(known, history=(newest, *past))


def days(desk: Desk, number: int) -> list[str]:
    return [one.summary for one in desk.directory.history(f"caller:{number:08}")[1:]]


def listening(desk: Desk, *, before: bool = False) -> Listening:
    made = Listening(desk.client, before=before)
    desk.reading = CallerReading(made, desk.directory, DAYS, desk._want)
    return made


@pytest.mark.parametrize("before", [False, True])
def test_of_a_history_comes_what_is_new_unless_the_hub_is_of_a_release_before(
    room: ControlRoom, desk: Desk, before: bool
) -> None:
    people_at(room, rings(1, *range(1, 20)))
    desk.in_step()
    hub = listening(desk, before=before)
    people_at(room, rings(1, *range(2, 21)))
    desk.in_step()
    assert hub.told() == [(1, 0)] if before else [(0, 1)]
    assert days(desk, 1) == [f"day {day}" for day in range(20, 1, -1)]
    known = desk.directory.one("caller:00000001")
    assert known is not None and known.contacts == 20


def test_who_was_weeded_and_rings_again_is_here_with_the_whole_history(
    room: ControlRoom, desk: Desk
) -> None:
    people_at(room, rings(1, 1, 2), rings(2, 1, 2))
    desk.in_step()
    desk.directory._file._take_away(["caller:00000001"]).result(20)
    hub = listening(desk)
    people_at(room, rings(1, 1, 2, 3), rings(2, 1, 2, 3))
    desk.in_step()
    assert hub.told() == [(0, 2), (2, 0)]
    assert days(desk, 1) == days(desk, 2) == ["day 3", "day 2", "day 1"]


def test_who_is_weeded_while_a_page_comes_is_asked_for_again(
    room: ControlRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    people_at(room, rings(1, 1, 2))
    desk.in_step()
    people_at(room, rings(1, 1, 2, 3))
    held = Directory.holds

    def holds(directory: Directory, caller_ids: Any) -> bool:
        found = held(directory, caller_ids)
        desk.directory._file._take_away(["caller:00000001"]).result(20)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Directory, "holds", holds)
        desk.turn()
    assert desk.directory.one("caller:00000001") is None
    desk.in_step()
    assert days(desk, 1) == ["day 3", "day 2", "day 1"]


def test_who_changes_again_while_a_desk_catches_up_misses_nothing(
    room: ControlRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    people_at(room, *(rings(n, 1) for n in range(3)))
    desk.in_step()
    monkeypatch.setattr(caller_reading, "PAGE", 1)
    for number in range(3):
        people_at(room, rings(number, 1, 2))
    hub = listening(desk)
    desk.turn()
    people_at(room, rings(1, 1, 2, 3))  # moves on to the end, past the page that comes next
    desk.in_step()
    assert hub.told() == [(0, 1), (0, 1), (0, 2)]
    assert [days(desk, n) for n in range(3)] == [
        ["day 2", "day 1"],
        ["day 3", "day 2", "day 1"],
        ["day 2", "day 1"],
    ]


def test_a_slice_is_told_whole_histories(room: ControlRoom, desk: Desk) -> None:
    people_at(room, *(rings(n, 1, ago=n + 1) for n in range(50)))
    desk.in_step()
    hub = listening(desk)
    people_at(room, rings(0, 1, 2, ago=1), rings(49, 1, 2, ago=50))
    desk.in_step()
    assert hub.told() == [(2, 0)]
    assert days(desk, 49) == ["day 2", "day 1"]


def test_a_copy_that_does_not_know_since_when_learns_it_by_whole_histories(
    room: ControlRoom, desk: Desk
) -> None:
    people_at(room, rings(1, 1))
    desk.in_step()
    desk.directory._file._extend(lambda _, now: replace(now, in_step_no=None)).result(20)
    hub = listening(desk)
    people_at(room, rings(1, 1, 2))
    desk.in_step()
    people_at(room, rings(1, 1, 2, 3))
    desk.in_step()
    assert hub.told() == [(1, 0), (0, 1)]
    assert days(desk, 1) == ["day 3", "day 2", "day 1"]
