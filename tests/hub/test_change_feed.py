"""Whoever follows the token misses nothing, whoever writes at the same time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy import make_url

from tests.hub.control_room import (
    PARTNER,
    ROOM,
    VERSION,
    ControlRoom,
    hand_over,
    new_contact,
    running,
    set_up,
)
from workstation.domain.contact import facts
from workstation.hub import change_feed
from workstation.hub.installation import restored
from workstation.hub.settings import HubSettings
from workstation.hub.store import feed
from workstation.hub.store.engine import Database, Transaction
from workstation.hub.store.feed import Notice
from workstation.protocol.messages import ChangesPage


def test_a_reader_misses_nothing_of_eight_writers(hub_settings: HubSettings) -> None:
    """Long transactions of any length overlap; numbers still appear in order."""
    writers, each = 8, 25
    database = Database(hub_settings.database)
    done = threading.Event()
    faults: list[Exception] = []

    def write(writer: int) -> None:
        try:
            for n in range(each):
                with database.writing() as tx:
                    # Work before the lock takes differently long; the lock comes last.
                    for _ in range((writer * 7 + n * 3) % 11):
                        tx.now()
                    name = f"event {writer} {n}"
                    tx.lock("feed")
                    feed.publish(tx, [Notice(frozenset({"team:x"}), "event", "stream", name)])
        except Exception as fault:  # noqa: BLE001 - told to the test at its end
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(w,)) for w in range(writers)]
    seen: list[str] = []

    def follow() -> None:
        no = 0
        while True:
            last_round = done.is_set()
            with database.reading() as tx:
                page = feed.after(tx, {"team:x"}, no, 50)
            seen.extend(str(change.event_id) for change in page)
            if page:
                no = page[-1].no
            elif last_round:
                return

    reader = threading.Thread(target=follow)
    for thread in (*threads, reader):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    database.close()
    assert not faults
    assert sorted(seen) == sorted(f"event {w} {n}" for w in range(writers) for n in range(each))


EVERY_CHANGE = """
    select no, coalesce(event_id, stream_id) from changes where audience = %s order by no
"""


def address_of(url: str) -> str:
    """The address as psycopg takes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


class Follower:
    """Reads by token from the beginning until nothing is left after everybody has written."""

    def __init__(self, page: Callable[[str], ChangesPage], over: threading.Event) -> None:
        self._page = page
        self._over = over
        self.seen: list[tuple[int, str]] = []
        self.pages = 0
        self.has_read = threading.Event()
        self.thread = threading.Thread(target=self._follow)
        self.thread.start()

    def _follow(self) -> None:
        token = ""
        while True:
            last_round = self._over.is_set()
            page = self._page(token)
            token = page.token
            self.pages += 1
            self.seen += [
                (c.no, c.event.event_id if c.event else c.stream_id) for c in page.changes
            ]
            if page.changes:
                self.has_read.set()
            else:
                if last_round:
                    return
                self._over.wait(0.1)


def pages_of(room: ControlRoom, limit: int) -> Callable[[str], ChangesPage]:
    """Pages as a hub process makes them."""
    scope = frozenset({change_feed.team_audience(ROOM)})
    return lambda token: change_feed.page(room.hub, scope, token, limit)


def pages_over_http(room: ControlRoom) -> Callable[[str], ChangesPage]:
    """Pages as a receiver gets them."""
    who = room.person("receiver", teams=(ROOM,))
    return lambda token: ChangesPage.model_validate(room.changes(who, token))


def write_and_follow(
    url: str, folder: Path, processes: int, changes: int
) -> tuple[list[str], list[Follower]]:
    """Let processes of eight writers each write; what they committed, and what readers read."""
    over = threading.Event()
    arguments = ["8", str(-(-changes // (7 * processes)))]
    with running(set_up(url, folder, timer_interval_s=3600.0)) as room, ExitStack() as stack:
        pages = [pages_of(room, 20), pages_of(room, 1000), pages_over_http(room)]
        writers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.hub.feed_writers", url, str(8 * n), *arguments],
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for n in range(processes)
        ]
        followers = [Follower(page, over) for page in pages]
        with ThreadPoolExecutor(processes) as pool:
            said = pool.map(lambda writer: writer.communicate()[0].split(), writers)
            committed = [name for names in said for name in names]
        over.set()
        for follower in followers:
            follower.thread.join()
        assert [writer.returncode for writer in writers] == [0] * processes
    return committed, followers


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("processes", "changes"),
    [
        (2, 5_000),
        pytest.param(4, 100_000, marks=[pytest.mark.soak, pytest.mark.timeout(14_400)]),
    ],
)
def test_no_reader_misses_anything_of_long_transactions(
    postgres_url: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    processes: int,
    changes: int,
) -> None:
    committed, followers = write_and_follow(postgres_url, tmp_path, processes, changes)
    with psycopg.connect(address_of(postgres_url)) as connection:
        there = connection.execute(EVERY_CHANGE.encode(), (f"team:{ROOM}",)).fetchall()
    assert len(there) >= changes
    assert len(committed) == len(set(committed))
    assert set(committed) <= {name for _, name in there}
    for follower in followers:
        assert follower.seen == there, f"missed {len(there) - len(follower.seen)} of {len(there)}"
    record_property("changes", len(there))
    record_property("pages_read", sum(follower.pages for follower in followers))


def take_numbers_from_a_sequence(planting: pytest.MonkeyPatch, url: str) -> None:
    """Number as many programs do: from a plain sequence, with nothing locked."""
    with psycopg.connect(address_of(url), autocommit=True) as connection:
        connection.execute("create sequence planted")

    def number(tx: Transaction, counter: str, count: int = 1) -> int:
        return int(tx.sql.execute(sa.text("select nextval('planted')")).scalar_one())

    planting.setattr(Transaction, "next_number", number)
    planting.setattr(Transaction, "lock", lambda *_: None)


@pytest.mark.postgres
def test_numbers_from_a_sequence_are_caught(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted mistake: whoever reads between two such commits never sees the slower one."""
    told = [Notice(frozenset({change_feed.team_audience(ROOM)}), "gone", n) for n in ("1", "2")]
    over = threading.Event()
    with running(set_up(postgres_url, tmp_path, timer_interval_s=3600.0)) as room:
        followers = [Follower(page, over) for page in (pages_of(room, 20), pages_over_http(room))]
        take_numbers_from_a_sequence(monkeypatch, postgres_url)
        with room.hub.database.writing() as slow:
            feed.publish(slow, told[:1])
            with room.hub.database.writing() as quick:
                feed.publish(quick, told[1:])
            for follower in followers:
                assert follower.has_read.wait(60)
        over.set()
        for follower in followers:
            follower.thread.join()
    assert [follower.seen for follower in followers] == [[(2, "2")]] * 2


def written(room: ControlRoom, count: int) -> tuple[str, list[str]]:
    """An incident with ``count`` lines that its team hears of; a receiver, the lines' ids."""
    store = room.desk()
    contact = new_contact()
    room.send(store, store.write(hand_over(contact)))
    who = room.person("receiver", teams=(ROOM,))
    lines = [store.write(facts.NarrativeAdded(str(n), "line"), contact) for n in range(count)]
    room.send(store, *lines)
    return who, [event.event_id for event in lines]


def test_pages_follow_one_another_and_an_empty_one_keeps_the_place(room: ControlRoom) -> None:
    who, lines = written(room, 7)
    token, heard = "", []
    for _ in range(20):
        page = room.get("/v1/changes", who, token=token, limit=2).json()
        heard += [c["event"]["event_id"] for c in page["changes"]]
        assert [c["no"] for c in page["changes"]] == sorted(c["no"] for c in page["changes"])
        token = page["token"]
        assert not page["reset"]
        if not page["more"]:
            break
    assert [one for one in heard if one in lines] == lines
    whole = room.get("/v1/changes", who, limit=1000).json()
    assert heard == [c["event"]["event_id"] for c in whole["changes"]]
    assert len(heard) == len(set(heard))
    again = room.get("/v1/changes", who, token=token).json()
    assert (again["changes"], again["token"], again["more"]) == ([], token, False)


def test_a_token_of_another_scope_starts_again(room: ControlRoom) -> None:
    who, _ = written(room, 1)
    token = room.changes(who)["token"]
    other = room.person("receiver", teams=(ROOM, PARTNER))
    page = room.changes(other, token)
    assert page["reset"]
    assert page["changes"] == room.changes(other)["changes"] != []
    for odd in ("nonsense", "a.b.c", token + "9" * 30, token.replace(".", "|")):
        assert room.changes(who, odd)["reset"]


def test_a_restored_hub_is_another_epoch(hub_settings: HubSettings) -> None:
    with running(hub_settings) as room:
        who, _ = written(room, 1)
        page = room.changes(who)
        before = room.client.get("/hello").json()
    restored(hub_settings.database, "demo")
    with running(hub_settings) as room:
        after = room.client.get("/hello").json()
        assert after["hub_id"] == before["hub_id"]
        assert after["epoch"] != before["epoch"]
        again = room.changes(who, page["token"])
        assert again["reset"]
        assert again["changes"] == page["changes"]


def test_a_desk_hears_what_became_of_its_own_hand_overs_only(room: ControlRoom) -> None:
    mine, theirs = room.desk(), room.desk()
    for store in (mine, theirs):
        room.send(store, store.write(hand_over(new_contact())))
    streams = {c["stream_id"] for c in room.changes(mine.authorization)["changes"]}
    others = {c["stream_id"] for c in room.changes(theirs.authorization)["changes"]}
    assert len(streams) == len(others) == 1
    assert streams != others


def test_a_machine_without_a_person_hears_of_nothing(room: ControlRoom) -> None:
    _, machine = room.enrol("receiver")
    assert room.get("/v1/changes", machine).status_code == 403


def news(lines: Iterator[str]) -> Iterator[int]:
    for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))["up_to"]


def test_the_stream_says_when_there_is_more(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    who = room.person("receiver", teams=(ROOM,))
    headers = {**VERSION, "Authorization": who}
    with room.client.stream("GET", "/v1/changes/stream", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        heard = news(stream.iter_lines())
        room.send(store, store.write(facts.CallHeld(), contact))  # nobody's business yet
        room.send(store, store.write(hand_over(contact)))
        first = next(heard)
        assert first == room.changes(who)["up_to"]
        room.send(store, store.write(facts.CallResumed(), contact))
        assert next(heard) > first


def test_the_stream_wakes_for_what_another_process_writes(room: ControlRoom) -> None:
    who = room.person("receiver", teams=(ROOM,))
    other = Database(room.hub.settings.database)
    headers = {**VERSION, "Authorization": who}
    with room.client.stream("GET", "/v1/changes/stream", headers=headers) as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": following"
        with other.writing() as tx:
            tx.lock("feed")
            feed.publish(tx, [Notice(frozenset({f"team:{ROOM}"}), "gone", "incident:x")])
        assert next(news(lines)) >= 1
    other.close()


def test_what_leaves_a_team_stays_with_who_hears_of_it_in_another_way(room: ControlRoom) -> None:
    """A supervisor who receives for the team keeps what the team gave away; the team does not."""
    both = room.person("receiver", "supervisor", teams=(PARTNER,))
    team = room.person("receiver", teams=(PARTNER,))
    store, contact = room.desk(), new_contact()
    asked = hand_over(contact, team=PARTNER)
    said = store.write(facts.NarrativeAdded("line", "he has a bat"), contact)
    room.send(store, said, store.write(asked))
    room.step(both, asked.incident_id, "reroute", team=ROOM, cause="it is theirs")
    gone = {c["stream_id"] for c in room.changes(team)["changes"] if c["kind"] == "gone"}
    assert gone == {asked.incident_id, contact}
    kept = room.changes(both)["changes"]
    assert [c for c in kept if c["kind"] == "gone"] == []
    assert {asked.incident_id, contact} <= {c["stream_id"] for c in kept}


def test_a_follower_that_trips_takes_no_others_news_away(room: ControlRoom) -> None:
    """Its loop may have ended just now."""
    woken = threading.Event()

    def trips() -> None:
        raise RuntimeError("made up")

    audience = frozenset({f"team:{ROOM}"})
    room.hub.watch.follow(trips, audience)
    room.hub.watch.follow(woken.set, audience)
    for _ in range(2):
        woken.clear()
        with room.hub.writing() as tx:
            tx.lock("feed")
            feed.publish(tx, [Notice(audience, "gone", "incident:x")])
        assert woken.wait(20)


def test_the_stream_begins_after_a_token(room: ControlRoom) -> None:
    who, _ = written(room, 1)
    page = room.changes(who)
    store = room.desk()
    headers = {**VERSION, "Authorization": who}
    asked = room.client.stream(
        "GET", "/v1/changes/stream", params={"token": page["token"]}, headers=headers
    )
    with asked as stream:
        heard = news(stream.iter_lines())
        room.send(store, store.write(hand_over(new_contact())))
        assert next(heard) > page["up_to"]


def test_news_of_one_team_wakes_nobody_of_another(room: ControlRoom) -> None:
    """Otherwise every line that is typed anywhere would have every desk's stream ask."""
    store = room.desk()
    woken: dict[str, int] = {}
    heard = {team: threading.Event() for team in (ROOM, PARTNER)}

    def follow(team: str) -> None:
        def wake() -> None:
            woken[team] = woken.get(team, 0) + 1
            heard[team].set()

        room.hub.watch.follow(wake, frozenset({change_feed.team_audience(team)}))

    def news_of(team: str) -> None:
        heard[team].clear()
        room.send(store, store.write(hand_over(new_contact(), team)))
        assert heard[team].wait(20)

    for team in (ROOM, PARTNER):
        follow(team)
        news_of(team)
    woken.clear()
    for team in (ROOM, ROOM, PARTNER):
        news_of(team)
    assert woken == {ROOM: 2, PARTNER: 1}


@pytest.fixture
def quick_heart(database_url: str, tmp_path: object) -> HubSettings:
    return set_up(database_url, tmp_path, heartbeat_s=0.05, timer_interval_s=3600.0)  # type: ignore[arg-type]


def test_the_stream_beats_and_ends_with_the_session(quick_heart: HubSettings) -> None:
    with running(quick_heart) as room:
        who = room.person("receiver", teams=(ROOM,))
        headers = {**VERSION, "Authorization": who}
        with room.client.stream("GET", "/v1/changes/stream", headers=headers) as stream:
            lines = (line for line in stream.iter_lines() if line)
            assert [next(lines), next(lines)] == [": following", ": beat"]
            room.post("/v1/sign-out", who, {})
            assert set(lines) <= {": beat"}


def test_a_stopping_hub_ends_its_streams(hub_settings: HubSettings) -> None:
    ended = threading.Event()
    begun = threading.Event()

    def follow(url: str, headers: dict[str, str]) -> None:
        with httpx.stream("GET", url, headers=headers, timeout=30, trust_env=False) as stream:
            for _ in stream.iter_lines():
                begun.set()
        ended.set()

    with running(hub_settings) as room:
        headers = {**VERSION, "Authorization": room.person("supervisor")}
        url = str(room.client.base_url.join("/v1/changes/stream"))
        thread = threading.Thread(target=follow, args=(url, headers))
        thread.start()
        assert begun.wait(20)
    thread.join()
    assert ended.is_set()
