"""A change carries what is new of a history: whoever merges it holds what the hub holds."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.fixtures.stores.make_stores import HERE
from tests.hub.control_room import ControlRoom, running
from tests.hub.test_callers_at_desks import changes, copy, somebody
from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub import installation
from workstation.hub.callers import record
from workstation.hub.callers.record import changing, put_callers
from workstation.hub.settings import HubSettings
from workstation.hub.store import caller_parts, callers
from workstation.hub.store.engine import Transaction
from workstation.protocol.callers import CallerChanges, CopyPage, PastLine, caller_of

WHO = "caller:1"


def past(hour: int, summary: str = "Noise", *, day: int = 1) -> PastContact:
    """The contact of an hour."""
    return PastContact(
        f"2026-02-{day:02}T{hour:02}:00:00.000000Z", "Prompt", summary, "Advice", f"contact:{hour}"
    )


def with_history(*history: PastContact, number: int = 1, **more: Any) -> Caller:
    """Somebody with these contacts, in any order."""
    newest_first = tuple(sorted(history, key=lambda one: one.at_utc, reverse=True))
    return somebody(number, history=newest_first, **more)


def put(room: ControlRoom, *people: Caller) -> int:
    """Put them on record; the number of the newest change."""
    put_callers(room.hub.database, people)
    return newest(room)


def remove(room: ControlRoom, caller_id: str = WHO) -> int:
    with room.hub.writing() as tx, changing(tx) as work:
        work.remove(caller_id)
    return newest(room)


def newest(room: ControlRoom) -> int:
    with room.hub.reading() as tx:
        return tx.newest_number("callers")


def parts(room: ControlRoom, desk: str, after: int, **asked: Any) -> CallerChanges:
    """What changed after a number, asked by a desk that lacks nothing up to there."""
    return changes(room, desk, after, **{"since": after, **asked})


def told(page: CallerChanges) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Of the one person in a page: contacts by id with what is said of them, and who left."""
    assert page.callers == []
    ((line, left),) = page.partly
    return [(one.contact_id, one.summary) for one in caller_of(line).history], left


@dataclass
class Desk:
    """What a desk holds of histories when it does as it is told, and nothing more."""

    up_to: int = 0
    in_step_no: int = 0
    held: dict[str, tuple[int, dict[tuple[str, str], PastLine]]] = field(default_factory=dict)

    def copies(self, pages: list[CopyPage]) -> None:
        self.up_to = self.in_step_no = pages[0].from_no
        for page in pages:
            self.held |= {line[0]: (line[1], by_key(line[15])) for line in page.callers}

    def reads(self, room: ControlRoom, desk: str, limit: int) -> bool:
        """Ask for a page and take it; whether there is more."""
        page = parts(room, desk, self.up_to, since=self.in_step_no, limit=limit)
        assert (page.after, page.since) == (self.up_to, self.in_step_no)
        self._takes(page)
        return page.more

    def _takes(self, page: CallerChanges) -> None:
        for caller_id in page.gone:
            self.held.pop(caller_id, None)
        for line in page.callers:
            if line[1] > self.held.get(line[0], (0, {}))[0]:
                self.held[line[0]] = (line[1], by_key(line[15]))
        for line, left in page.partly:
            no, entries = self.held[line[0]]
            if line[1] > no:
                kept = {key: one for key, one in entries.items() if key not in left}
                self.held[line[0]] = (line[1], kept | by_key(line[15]))
        self.up_to = page.up_to
        if not page.more:
            self.in_step_no = page.up_to

    def histories(self) -> dict[str, dict[tuple[str, str], PastLine]]:
        return {caller_id: entries for caller_id, (_, entries) in self.held.items()}


def by_key(history: list[PastLine]) -> dict[tuple[str, str], PastLine]:
    found = {(one[0], one[1]): one for one in history}
    assert len(found) == len(history)
    return found


def at_hub(room: ControlRoom, desk: str) -> dict[str, dict[tuple[str, str], PastLine]]:
    return {line[0]: by_key(line[15]) for page in copy(room, desk) for line in page.callers}


def test_one_more_contact_comes_alone_and_whole_for_a_desk_of_a_release_before(
    room: ControlRoom,
) -> None:
    desk = room.desk().authorization
    many = [past(hour) for hour in range(20)]
    before = put(room, with_history(*many))
    put(room, with_history(*many, past(20, "Shouting"), name="Agnes Newname"))
    page = parts(room, desk, before)
    assert told(page) == ([("contact:20", "Shouting")], [])
    assert (page.partly[0][0][3], page.after) == ("Agnes Newname", before)
    older = changes(room, desk, before)
    assert (older.partly, len(older.callers[0][15])) == ([], 21)
    assert older.callers[0][:15] == page.partly[0][0][:15]
    assert parts(room, desk, page.up_to).partly == []


def test_a_desk_that_was_away_hears_of_each_contact_once_as_it_is_now(room: ControlRoom) -> None:
    desk = room.desk().authorization
    numbers = [put(room, with_history(past(1), past(2)))]
    for now in (
        [past(1), past(2), past(3, "first")],
        [past(1), past(2, "kept"), past(3, "second")],
        [past(2, "kept"), past(3, "third"), past(4)],
    ):
        numbers.append(put(room, with_history(*now)))
    whole = [("contact:4", "Noise"), ("contact:3", "third"), ("contact:2", "kept")]
    left = [(past(1).at_utc, "contact:1")]
    assert told(parts(room, desk, numbers[0])) == (whole, left)
    assert told(parts(room, desk, numbers[1])) == (whole, left)
    assert told(parts(room, desk, numbers[2])) == (whole[:2], left)
    assert told(parts(room, desk, numbers[0])) == (whole, left)


def test_a_contact_that_moves_in_time_leaves_its_old_place_and_may_come_back(
    room: ControlRoom,
) -> None:
    desk = room.desk().authorization
    before = put(room, with_history(past(1), past(2)))
    put(room, with_history(past(1), past(2, day=2)))
    assert told(parts(room, desk, before)) == (
        [("contact:2", "Noise")],
        [(past(2).at_utc, "contact:2")],
    )
    put(room, with_history(past(1), past(2)))
    assert told(parts(room, desk, before)) == (
        [("contact:2", "Noise")],
        [(past(2, day=2).at_utc, "contact:2")],
    )


def test_who_changes_otherwise_brings_nothing_of_the_history(room: ControlRoom) -> None:
    desk = room.desk().authorization
    home = {"address": "12 Fir Road, Inverbrae", "postcode": "KX1 1AA"}
    other = somebody(2, **home)
    before = put(room, with_history(past(1), past(2), **home), other)
    put(room, replace(other, address_protected=True))
    page = parts(room, desk, before)
    assert {line[0]: (line[8], line[15], left) for line, left in page.partly} == {
        WHO: (True, [], []),
        "caller:2": (True, [], []),
    }


def test_who_comes_on_record_or_comes_back_is_told_whole(room: ControlRoom) -> None:
    desk = room.desk().authorization
    start = newest(room)
    came = put(room, with_history(past(1), past(2)))
    assert [len(line[15]) for line in parts(room, desk, start).callers] == [2]
    put(room, with_history(past(1), past(2), past(3)))
    assert [len(line[15]) for line in parts(room, desk, start).callers] == [3]
    assert parts(room, desk, remove(room) - 1).gone == [WHO]
    back = put(room, with_history(past(3)))
    for after in (came, back - 1):
        page = parts(room, desk, after)
        assert ([len(line[15]) for line in page.callers], page.partly) == ([1], [])


def test_two_contacts_of_one_time_and_id_are_told_whole(room: ControlRoom) -> None:
    desk = room.desk().authorization
    before = put(room, with_history(past(1)))
    put(room, with_history(past(1), past(1, "twice")))
    assert [len(line[15]) for line in parts(room, desk, before).callers] == [2]


def test_who_rings_every_day_is_told_whole_now_and_then(
    room: ControlRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caller_parts, "MOST", 3)
    desk = room.desk().authorization
    first = put(room, with_history(past(0)))
    numbers = [put(room, with_history(past(hour))) for hour in (1, 2)]
    assert [len(parts(room, desk, first).partly), len(parts(room, desk, numbers[0]).partly)] == [
        1,
        1,
    ]
    full = put(room, with_history(past(3)))
    assert [len(parts(room, desk, one).callers) for one in (first, *numbers)] == [1, 1, 1]
    with room.hub.reading() as tx:
        assert tx.sql.exec_driver_sql("select count(*) from caller_parts").scalar() == 0
    put(room, with_history(past(3), past(4)))
    assert told(parts(room, desk, full)) == ([("contact:4", "Noise")], [])


def lives(room: ControlRoom, seed: int) -> None:
    """Whatever becomes of histories, whoever goes on from any earlier copy holds the same."""
    chance = random.Random(seed)
    desk = room.desk().authorization
    people = {n: [past(hour) for hour in range(3)] for n in range(3)}
    put(room, *(with_history(*history, number=n) for n, history in people.items()))
    desks: list[Desk] = []
    for turn in range(25):
        if turn % 4 == 0:
            desks.append(Desk())
            desks[-1].copies(copy(room, desk, limit=2))
        number = chance.randrange(3)
        history = people[number]
        what = chance.choice(["more", "more", "changes", "moves", "leaves", "gone"])
        if what == "gone":
            remove(room, f"caller:{number}")
            history.clear()
        elif what == "more" or not history:
            history.append(past(turn % 24, f"turn {turn}", day=turn + 2))
        else:
            one = history.pop(chance.randrange(len(history)))
            if what == "changes":
                history.append(one._replace(summary=f"turn {turn}"))
            elif what == "moves":
                history.append(one._replace(at_utc=f"2026-01-{turn + 1:02}T00:00:00.000000Z"))
        if what != "gone":
            put(room, with_history(*history, number=number))
        chance.choice(desks).reads(room, desk, 2)
    for one in desks:
        while one.reads(room, desk, 2):
            pass
        assert one.histories() == at_hub(room, desk)


@pytest.mark.parametrize("seed", range(4))
def test_from_any_earlier_copy_parts_lead_to_what_the_hub_holds(
    room: ControlRoom, seed: int
) -> None:
    lives(room, seed)


def _without_what_left(plain: Callable[..., Any]) -> Callable[..., Any]:
    def told(before: Any, after: Any) -> Any:
        found = plain(before, after)
        return found and tuple(one for one in found if not one.gone)

    return told


def _never_whole(plain: Callable[..., Any]) -> Callable[..., Any]:
    return lambda before, after: plain(before, after) or ()


def _first_number(_: Callable[..., Any]) -> Callable[..., Any]:
    def put_all(tx: Transaction, table: Any, rows: Any) -> None:
        for row in rows:
            tx.insert_once(table, row)

    return put_all


def _since_the_page_before(plain: Callable[..., Any]) -> Callable[..., Any]:
    return lambda tx, no, limit, since: plain(tx, no, limit, since and no)


@pytest.mark.parametrize(
    ("owner", "name", "mistake"),
    [
        pytest.param(record, "parts_of", _without_what_left, id="what left is not told"),
        pytest.param(record, "parts_of", _never_whole, id="who comes back is told in parts"),
        pytest.param(Transaction, "put_all", _first_number, id="a part keeps its first number"),
        pytest.param(callers, "after", _since_the_page_before, id="a page has its own parts alone"),
    ],
)
def test_a_mistake_in_it_is_seen(
    tmp_path: Path, owner: Any, name: str, mistake: Callable[..., Any]
) -> None:
    with patch.object(owner, name, mistake(getattr(owner, name))):
        seen = [not _survives(tmp_path / str(seed), seed) for seed in range(4)]
    assert any(seen)


def _survives(folder: Path, seed: int) -> bool:
    folder.mkdir()
    url = f"sqlite:///{folder / 'hub.db'}"
    installation.migrate(url, "demo", folder / "key")
    with running(HubSettings(database=url, realm="demo", data_dir=folder)) as room:
        try:
            lives(room, seed)
        except (AssertionError, KeyError):
            return False
    return True


def test_who_reads_parts_while_others_write_misses_nothing(room: ControlRoom) -> None:
    put(room, *(with_history(past(0), number=n) for n in range(4)))
    authorization = room.desk().authorization
    desk = Desk()
    desk.copies(copy(room, authorization))

    def rings(number: int) -> None:
        history = [past(0)]
        for hour in range(1, 16):
            history = [past(hour, f"ring {hour}"), *history[: 5 if hour % 2 else 3]]
            put_callers(room.hub.database, [with_history(*history, number=number)])

    writers = [threading.Thread(target=rings, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    while True:
        over = not any(writer.is_alive() for writer in writers)
        if not desk.reads(room, authorization, 3) and over:
            break
    for writer in writers:
        writer.join()
    assert desk.histories() == at_hub(room, authorization)


def test_people_of_a_release_before_are_told_whole_to_who_has_not_heard_of_them(
    tmp_path: Path,
) -> None:
    from sqlcipher3 import dbapi2

    url = f"sqlite:///{shutil.copy(HERE / 'hub-v10.db', tmp_path / 'hub.db')}"
    line = '["person","Moira Made-Up",null,"","","",false,[],[],[],[],[],[]]'
    entry = f'["{past(1).at_utc}","contact:1","","Prompt","Noise","Advice","","",null,""]'
    before = dbapi2.connect(str(tmp_path / "hub.db"))
    before.execute("insert into callers values (?, 7, 0, '', 0, ?, ?)", (WHO, line, f"[{entry}]"))
    before.execute("update counters set value = 7 where name = 'callers'")
    before.commit()
    before.close()
    installation.migrate(url, "demo", tmp_path / "key")
    with running(HubSettings(database=url, realm="demo", data_dir=tmp_path)) as room:
        desk = room.desk().authorization
        assert [len(one[15]) for one in parts(room, desk, 6).callers] == [1]
        put(room, with_history(past(1), past(2)))
        assert [len(one[15]) for one in parts(room, desk, 6).callers] == [2]
        assert told(parts(room, desk, 7)) == ([("contact:2", "Noise")], [])
