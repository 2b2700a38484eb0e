"""The copy of people that a desk makes page by page, and what changed since."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.stores.make_stores import HERE
from tests.hub.control_room import ROOM, ControlRoom, running
from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub import installation
from workstation.hub.callers.record import changing, put_callers
from workstation.hub.clock import text_of
from workstation.hub.settings import HubSettings
from workstation.protocol.callers import CallerChanges, CopyPage, caller_of


def somebody(number: int, **more: Any) -> Caller:
    """A person whom nothing is said of but a name; ``days``: since their last contact."""
    days = more.pop("days", None)
    past = ()
    if days is not None:
        at = text_of(datetime.now(UTC) - timedelta(days=days, hours=1))
        past = (PastContact(at, "Prompt", "Noise", "Advice", f"contact:{number}"),)
    plain = Caller(f"caller:{number}", f"Morag O'Neil {number}", None, "", False, (), history=past)
    return replace(plain, **more)


def copy(room: ControlRoom, desk: str, **asked: Any) -> list[CopyPage]:
    """Every page of a first copy."""
    pages, begin = [], ""
    while True:
        reply = room.get("/v1/callers/copy", desk, begin=begin, **asked)
        assert reply.status_code == 200, reply.text
        pages.append(CopyPage.model_validate_json(reply.content))
        begin = pages[-1].next
        if not begin:
            return pages


def changes(room: ControlRoom, desk: str, after: int, **asked: Any) -> CallerChanges:
    reply = room.get("/v1/callers/changes", desk, after=after, **asked)
    assert reply.status_code == 200, reply.text
    return CallerChanges.model_validate_json(reply.content)


def ids(page: Any) -> list[str]:
    return [line[0] for line in page.callers]


def test_a_first_copy_has_everybody_once_the_marked_first_then_the_most_recent(
    room: ControlRoom,
) -> None:
    people = [somebody(n, days=(n * 37) % 900) for n in range(40)]
    people += [somebody(40, markers=("Warning: weapons",)), somebody(41)]
    put_callers(room.hub.database, people)
    pages = copy(room, room.desk().authorization, limit=9)
    found = [one for page in pages for one in ids(page)]
    ago = {person.caller_id: (n * 37) % 900 for n, person in enumerate(people[:40])}
    assert found[0] == "caller:40"
    assert found[-1] == "caller:41"
    assert found[1:-1] == sorted(ago, key=lambda one: ago[one])
    assert {page.total for page in pages} == {42}
    assert {page.epoch for page in pages} == {room.hub.identity.epoch}
    assert [len(page.callers) for page in pages] == [9, 9, 9, 9, 6]


def test_a_packed_page_says_the_same_in_fewer_bytes(room: ControlRoom) -> None:
    desk = room.desk().authorization
    put_callers(room.hub.database, [somebody(n, days=n) for n in range(60)])
    plain = room.get("/v1/callers/copy", desk)
    packed = room.get("/v1/callers/copy", desk, packed="true")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert [packed.json()[name] for name in ("callers", "total")] == [
        plain.json()[name] for name in ("callers", "total")
    ]
    assert int(packed.headers["Content-Length"]) * 3 < int(plain.headers["Content-Length"])


def test_a_person_travels_whole(room: ControlRoom) -> None:
    past = PastContact(
        "2026-02-01T10:00:00.000000Z", "Prompt", "He said “go”", "Advice", "contact:1", "101",
        "incident:1", "A call back", "2026-02-02T10:00:00.000000Z", "kept",
    )  # fmt: skip
    wanted = Caller(
        "caller:1", "Màiri O'Neil", "1980-02-29", '1 "Example" Street', True, ("+447700900001",),
        ("vulnerable",), ("Ring twice",), (past,), "person", "KX1 1AH", "", ("BSL",), ("post",),
        ("caller:2",), 1, past.at_utc,
    )  # fmt: skip
    put_callers(room.hub.database, [wanted])
    (page,) = copy(room, room.desk().authorization)
    found = caller_of(page.callers[0])
    assert found.household
    assert replace(found, household="") == wanted


def test_the_scope_leaves_out_who_did_not_ring_for_long_and_keeps_the_marked(
    room: ControlRoom,
) -> None:
    promised = PastContact("2019-01-01T00:00:00Z", "", "", "", promise="x", promised="open")
    people = [
        somebody(1, days=10),
        somebody(2, days=800),
        somebody(3, days=800, markers=("vulnerable",)),
        somebody(4, history=(promised,)),
        somebody(5),
    ]
    put_callers(room.hub.database, people)
    desk = room.desk().authorization
    (page,) = copy(room, desk, recent_days=730)
    assert set(ids(page)) == {"caller:1", "caller:3", "caller:4"}
    assert page.total == 3
    later = changes(room, desk, 0, recent_days=730)
    assert set(ids(later)) == set(ids(page))
    assert sorted(later.gone) == ["caller:2", "caller:5"]


def test_who_changes_while_a_copy_is_made_is_in_the_changes_after_it(room: ControlRoom) -> None:
    put_callers(room.hub.database, [somebody(n, days=n) for n in range(10)])
    desk = room.desk().authorization
    first = CopyPage.model_validate_json(room.get("/v1/callers/copy", desk, limit=5).content)
    # The last of all comes to the front, where this copy has been already.
    put_callers(room.hub.database, [somebody(9, markers=("vulnerable",))])
    second = CopyPage.model_validate_json(
        room.get("/v1/callers/copy", desk, begin=first.next, limit=5).content
    )
    assert "caller:9" not in [*ids(first), *ids(second)]
    later = changes(room, desk, first.from_no)
    assert ids(later) == ["caller:9"]
    assert not later.more
    assert changes(room, desk, later.up_to).callers == []


def test_who_is_gone_is_said_to_be(room: ControlRoom) -> None:
    put_callers(room.hub.database, [somebody(1), somebody(2)])
    desk = room.desk().authorization
    (page,) = copy(room, desk)
    with room.hub.writing() as tx, changing(tx) as work:
        work.remove("caller:1")
        work.remove("caller:nobody")
    later = changes(room, desk, page.from_no)
    assert (ids(later), later.gone) == ([], ["caller:1"])
    (again,) = copy(room, desk)
    assert ids(again) == ["caller:2"]


def test_what_changes_nothing_gets_no_number(room: ControlRoom) -> None:
    put_callers(room.hub.database, [somebody(1, days=3)])
    desk = room.desk().authorization
    (page,) = copy(room, desk)
    put_callers(room.hub.database, [caller_of(line) for line in page.callers])
    assert changes(room, desk, page.from_no).callers == []


def test_everybody_of_a_protected_household_is_protected(room: ControlRoom) -> None:
    home = {"address": "12 Fir Road, Inverbrae", "postcode": "KX1 1AA"}
    people = [somebody(n, **home) for n in range(3)]
    put_callers(room.hub.database, [*people, somebody(3, address="14 Fir Road, Inverbrae")])
    desk = room.desk().authorization
    (page,) = copy(room, desk)
    assert not any(caller_of(line).address_protected for line in page.callers)
    put_callers(room.hub.database, [replace(people[1], address_protected=True)])
    later = changes(room, desk, page.from_no)
    assert sorted(ids(later)) == ["caller:0", "caller:1", "caller:2"]
    assert all(caller_of(line).address_protected for line in later.callers)
    # Somebody who comes to live there is; once nobody needs it any more, nobody is.
    put_callers(
        room.hub.database, [somebody(4, address="12, fir road Inverbrae", postcode="kx11aa")]
    )
    assert [caller_of(x).address_protected for x in changes(room, desk, later.up_to).callers] == [
        True
    ]
    up_to = changes(room, desk, later.up_to).up_to
    put_callers(room.hub.database, [people[1]])
    found = {x[0]: x[8] for x in changes(room, desk, up_to).callers}
    assert found == {f"caller:{n}": False for n in (0, 1, 2, 4)}


def test_a_reader_of_changes_misses_nobody(room: ControlRoom) -> None:
    writers = [
        threading.Thread(
            target=put_callers,
            args=(room.hub.database, [somebody(100 * many + n) for n in range(60)]),
        )
        for many in range(5)
    ]
    desk = room.desk().authorization
    for writer in writers:
        writer.start()
    found: set[str] = set()
    up_to = 0
    while True:
        over = not any(writer.is_alive() for writer in writers)
        page = changes(room, desk, up_to, limit=7)
        found |= set(ids(page))
        up_to = page.up_to
        if over and not page.more:
            break
    for writer in writers:
        writer.join()
    assert len(found) == 300


@pytest.mark.parametrize(
    "begin", ["x", "1.2.3", "1.2.x.caller:1", f"{'9' * 40}.1.1.a", "1.1.1.a\0"]
)
def test_a_copy_begins_at_no_made_up_place(room: ControlRoom, begin: str) -> None:
    reply = room.get("/v1/callers/copy", room.desk().authorization, begin=begin)
    assert (reply.status_code, reply.json()["word"]) == (400, "unreadable")


def test_people_of_a_release_before_are_taken_over(tmp_path: Path) -> None:
    url = f"sqlite:///{shutil.copy(HERE / 'hub-v8.db', tmp_path / 'hub.db')}"
    past = {"at_utc": "2025-11-02T09:00:00Z", "grade": "Prompt", "summary": "x", "outcome": "y"}
    plain = {
        "caller_id": "p1", "name": "Moira Made-Up", "born": "1980-02-29", "address": "1 A Street",
        "address_protected": True, "phones": ["+447700900001"], "markers": ["vulnerable"],
        "notes": [], "history": [past],
    }  # fmt: skip
    other = {**plain, "caller_id": "p2", "address_protected": False, "history": []}
    from sqlcipher3 import dbapi2

    before = dbapi2.connect(str(tmp_path / "hub.db"))
    rows = [(one["caller_id"], no, json.dumps(one)) for no, one in enumerate((plain, other), 1)]
    before.executemany("insert into callers values (?, ?, ?)", rows)
    before.execute("update counters set value = 2 where name = 'callers'")
    before.commit()
    before.close()
    installation.migrate(url, "demo", tmp_path / "key")
    with running(HubSettings(database=url, realm="demo", data_dir=tmp_path)) as room:
        (page,) = copy(room, room.desk().authorization)
    found = {one.caller_id: one for one in map(caller_of, page.callers)}
    assert found["p1"].history == (PastContact("2025-11-02T09:00:00Z", "Prompt", "x", "y"),)
    assert found["p1"].phones == ("+447700900001",)
    assert found["p2"].address_protected
    assert page.from_no == 4


def test_only_desks_get_people_on_record(room: ControlRoom) -> None:
    _, machine = room.enrol("receiver")
    assert room.get("/v1/callers/copy", machine).status_code == 403
    assert room.get("/v1/callers/copy", room.person("receiver", teams=(ROOM,))).status_code == 401
