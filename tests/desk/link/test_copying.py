"""The first copy over HTTP: whatever the way and the hub do meanwhile, it ends whole."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.link.desk_side import enrolled, url_of
from tests.desk.link.front import PORTAL, Act, Asked, Forward, Front, Say, front, problem
from tests.desk.link.people import at_hub, in_file, of_another_epoch, people_at, somebody
from tests.hub.control_room import ControlRoom
from workstation.desk.cache.callers import Build, Directory
from workstation.desk.cache.callers.ready import ready
from workstation.desk.clock import SystemClock
from workstation.desk.link import copying, fetching
from workstation.desk.link.back_off import LONGEST_S, BackOff
from workstation.desk.link.copying import Copying
from workstation.desk.link.fetching import Fetching, Patience
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import HubIdentity
from workstation.domain.callers.caller import PastContact
from workstation.hub.callers.record import changing

KEY = bytes(range(32))
COPY, CHANGES = "/v1/callers/copy", "/v1/callers/changes"


class Copier:
    """Copies by way of a front that does as it is told; time is only counted."""

    def __init__(self, room: ControlRoom, door: Front, folder: Path) -> None:
        self.room, self.door, self.folder = room, door, folder
        self.client = HubClient(HubIdentity("demo", door.url), SystemClock(), enrolled(room))
        self.rests: list[float] = []
        self.told: list[tuple[int, int, int]] = []
        self.days = 730
        self.meanwhile: Callable[[int], None] = lambda have: None

    def begin(self, anew: bool) -> Build:
        return Build.begin(self.folder, KEY, "demo", anew=anew)

    def copy(self) -> Path:
        """A whole copy; the file it is in."""
        patience = Patience(BackOff(lambda: 1.0), self.rests.append)
        pages = Fetching(self.client, ready, self.days, patience, 20).pages
        Copying(self.client, pages, self.begin, self.days, self._tell, patience).run()
        with Directory.open(self.folder, KEY, "demo") as directory:
            assert directory.standing().whole
        return max(self.folder.glob("callers-*.db"))

    def _tell(self, have: int, total: int, searchable: int) -> None:
        self.told.append((have, total, searchable))
        if have:
            self.meanwhile(have)

    def same_as_the_hub(self) -> None:
        """Everybody is in the copy, once, and found by what they are called."""
        path = self.copy()
        assert in_file(path, KEY) == at_hub(self.room)
        with Directory.open(self.folder, KEY, "demo") as directory:
            for caller_id in at_hub(self.room):
                known = directory.one(caller_id)
                assert known is not None
                assert caller_id in {one.caller_id for one in directory.find(known.name).people}


@pytest.fixture
def copier(room: ControlRoom, tmp_path: Path, monkeypatch: Any) -> Iterator[Copier]:
    monkeypatch.setattr(copying, "CHANGES", 3)
    people_at(room, *(somebody(n, days=n % 700) for n in range(90)))
    with front(url_of(room)) as door:
        made = Copier(room, door, tmp_path / "callers")
        yield made
        made.client.cut()
        made.client.close()


def times(acts: dict[str, list[Act]]) -> Callable[[Asked], Act]:
    """What to do with the first requests for a path, in order; later ones are handed on."""

    def plan(asked: Asked) -> Act:
        waiting = acts.get(asked.path, [])
        return waiting.pop(0) if waiting else Forward()

    return plan


def test_everybody_is_copied_and_progress_is_what_is_in_the_file(copier: Copier) -> None:
    copier.same_as_the_hub()
    fetched = [(have, total) for have, total, searchable in copier.told if not searchable]
    assert fetched == [(0, 0), (20, 90), (40, 90), (60, 90), (80, 90), (90, 90)]
    assert copier.told[-1] == (90, 90, 90)
    assert copier.rests == []


def test_a_page_is_asked_for_while_the_last_one_goes_into_the_file(copier: Copier) -> None:
    seen: list[int] = []
    taken = Build.add_page

    def add_page(file: Build, page: Any, days: int) -> Any:
        if page.next:
            before = len(seen) + 1
            wait_for(lambda: copier.door.count(COPY) > before)
        seen.append(copier.door.count(COPY))
        return taken(file, page, days)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Build, "add_page", add_page)
        copier.copy()
    assert seen == [2, 3, 4, 5, 5]


def wait_for(done: Callable[[], bool]) -> None:
    """Until another thread of this process has done it."""
    import threading
    import time

    end, pause = time.monotonic() + 20, threading.Event()
    while not done():
        assert time.monotonic() < end, "it did not happen in time"
        pause.wait(0.005)


HTML = Say(502, b"<html><body>Bad gateway</body></html>", "text/html")
NOT_JSON = Say(200, b'{"callers": [["caller:1", 1, "per')
WRONG = Say(200, b'{"callers": [["x"]], "next": "", "epoch": "", "from_no": 0, "total": 0}')


@pytest.mark.parametrize(
    "act",
    [
        problem(401, "no_such_machine"),
        problem(429, "later", **{"Retry-After": "7"}),
        problem(503, "busy"),
        problem(500, "fault"),
        HTML,
        PORTAL,
        NOT_JSON,
        WRONG,
        Forward(back=0.0),
        Forward(back=0.5),
    ],
    ids=["401", "429", "503", "500", "html", "portal", "cut-json", "wrong", "lost", "cut"],
)
def test_fault_08_no_failure_on_the_way_ends_it_or_moves_its_place(
    copier: Copier, act: Act
) -> None:
    copier.door.plan = times({COPY: [Forward(), act, act, Forward(), act], CHANGES: [act]})
    copier.same_as_the_hub()
    assert len(copier.rests) >= 4
    assert all(0 < rest <= LONGEST_S for rest in copier.rests)


def test_rests_grow_while_the_hub_is_away_and_begin_again_after_an_answer(copier: Copier) -> None:
    busy = problem(503, "busy")
    copier.door.plan = times({COPY: [busy] * 7 + [Forward(), busy]})
    copier.copy()
    assert copier.rests == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 1.0]


def test_fault_09_broken_off_anywhere_it_goes_on_and_nobody_is_missing_or_twice(
    copier: Copier,
) -> None:
    class Dies(Exception):
        pass

    reached: set[tuple[int, int, int]] = set()

    def dies(have: int) -> None:
        if copier.told[-1] not in reached:  # what it begins with was told in its last life
            reached.add(copier.told[-1])
            raise Dies

    copier.meanwhile = dies
    lives = 0
    for _ in range(20):
        try:
            copier.same_as_the_hub()
            break
        except Dies:
            lives += 1
    assert lives == 6  # five pages, and the words of everybody
    assert (
        copier.door.count(COPY) == 5 + 4
    )  # each page once, and what was fetched ahead for nothing


def test_who_changes_comes_or_goes_meanwhile_is_as_the_hub_says(
    copier: Copier, room: ControlRoom
) -> None:
    def meanwhile(have: int) -> None:
        if have == 40:
            people_at(
                room,
                somebody(89, days=0, name="Now Infront"),
                somebody(0, days=699, name="Gone Behind", history=()),
                somebody(500, days=0),
            )
            with room.hub.writing() as tx, changing(tx) as work:
                work.remove("caller:00000001")
                work.remove("caller:00000088")

    copier.meanwhile = meanwhile
    copier.days = 0
    copier.same_as_the_hub()
    with Directory.open(copier.folder, KEY, "demo") as directory:
        assert [one.caller_id for one in directory.find("infront").people] == ["caller:00000089"]
        assert directory.find("macmade88").people == ()
        assert directory.extent.up_to >= 95


def test_a_hub_restored_meanwhile_is_copied_from_the_beginning(
    copier: Copier, room: ControlRoom
) -> None:
    def meanwhile(have: int) -> None:
        if have == 60 and room.hub.identity.epoch != "another epoch":
            of_another_epoch(room)

    copier.meanwhile = meanwhile
    copier.same_as_the_hub()
    with Directory.open(copier.folder, KEY, "demo") as directory:
        assert directory.extent.epoch == "another epoch"


def test_a_copy_of_another_scope_is_not_gone_on_with(copier: Copier, room: ControlRoom) -> None:
    people_at(room, somebody(700, days=800))
    with copier.begin(False) as file:
        page: Any = copier.client.callers_copy("", 30, 20)
        file.add_page(page, 30)
    copier.days = 0
    copier.same_as_the_hub()


def test_nothing_of_a_person_is_in_the_log(
    copier: Copier, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    copier.door.plan = times({COPY: [WRONG, NOT_JSON, HTML, Forward(), problem(401, "no")]})
    copier.copy()
    said = caplog.text
    assert "no page: NotOurHub" in said
    assert not any(word in said for word in ("Macmade", "Fir Road", "+44119", "secret"))


def test_pages_have_about_as_many_rows_however_often_people_called(
    room: ControlRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_FIRST", 4)
    monkeypatch.setattr(fetching, "_ROWS", 40)
    often = tuple(
        PastContact(f"2026-02-{day:02}T00:00:00Z", "Prompt", "", "", f"contact:{day}")
        for day in range(28, 9, -1)
    )
    people_at(
        room,
        *(somebody(n, days=n, history=often) for n in range(9)),
        *(somebody(n, days=n, history=()) for n in range(9, 200)),
    )
    asked: list[int] = []

    class Counting:
        def callers_copy(self, begin: str, recent_days: int, limit: int, *, packed: bool) -> Any:
            asked.append(limit)
            return client.callers_copy(begin, recent_days, limit, packed=packed)

    client = HubClient(HubIdentity("demo", url_of(room)), SystemClock(), enrolled(room))
    pages = Fetching(Counting(), ready, 0, Patience(BackOff()), 50).pages("", 0)
    taken = list(pages)
    client.close()
    assert [len(page.people) for page in taken] == asked[:-1] + [len(taken[-1].people)]
    assert [page.first for page in taken] == [1 + sum(asked[:n]) for n in range(len(taken))]
    assert asked[:3] == [4, 2, 2]  # twenty rows each
    assert max(asked) == 40


def test_once_a_page_was_slow_the_following_ones_come_packed(
    room: ControlRoom, tmp_path: Path
) -> None:
    people_at(room, *(somebody(n, days=n) for n in range(50)))
    client = HubClient(HubIdentity("demo", url_of(room)), SystemClock(), enrolled(room))
    now, told = [0.0], list[bool]()

    class Slow:
        def callers_copy(self, begin: str, recent_days: int, limit: int, *, packed: bool) -> Any:
            told.append(packed)
            now[0] += 1.5 if len(told) == 2 else 0.9
            return client.callers_copy(begin, recent_days, limit, packed=packed)

    patience = Patience(BackOff())
    taken = Fetching(Slow(), ready, 0, patience, 10, lambda: now[0]).pages("", 0)
    assert sorted(row[1] for page in taken for row in page.people) == at_hub(room)
    client.close()
    assert told == [False, False, True, True, True]
